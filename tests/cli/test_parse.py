import json
from pathlib import Path

from flask import Flask

from tests.support.source import ROOT

SEED = ROOT / "seed" / "documents" / "jiaxing_2022_high_tech_zones.txt"


def test_parse_writes_one_json_file_named_after_each_document(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["parse", str(SEED), "--json", str(tmp_path / "readings")])
    assert result.exit_code == 0
    assert "章节 7，条款 21，有责任单位 19，条款与单位 81 对" in result.output
    reading = json.loads((tmp_path / "readings" / f"{SEED.stem}.json").read_text(encoding="utf-8"))
    assert reading["clauses"][2]["lead_units"] == ["市科技局"]
    assert reading["text"][reading["clauses"][2]["start"] :].startswith("（一）建设高能级科创平台")


def test_parse_names_a_file_it_cannot_read_and_goes_on_with_the_rest(app: Flask, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 and nothing more")
    result = app.test_cli_runner().invoke(args=["parse", str(damaged), str(SEED), "--json", str(tmp_path)])
    assert result.exit_code == 1
    assert "damaged.pdf：" in result.output
    assert (tmp_path / f"{SEED.stem}.json").exists()
