"""What is shipped to begin with is sound: each document is read, each list says something."""

import pytest
import yaml

from tests.support.source import ROOT
from tracker.adapters.document_reader import read_document
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag

SEED = ROOT / "seed"
DOCUMENTS = sorted((SEED / "documents").iterdir())
LISTS = sorted(SEED.glob("*.yaml"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_seed_document_is_read_and_has_clauses(path):
    parsed = parse_document(read_document(path.read_bytes(), path.name).text)

    assert parsed.title or Flag.NO_TITLE in parsed.flags
    assert parsed.clauses
    assert "".join(parsed.text[part.start : part.end] for part in parsed.parts) == parsed.text


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_seed_list_is_plain_yaml_and_not_empty(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_seed_holds_data_and_no_code():
    assert not list(SEED.rglob("*.py"))
