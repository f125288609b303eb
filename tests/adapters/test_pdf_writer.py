"""The paper of a task is set in Chinese, the same every time, and no text of a person is taken for markup."""

from io import BytesIO

import pdfplumber
import pytest

from tracker.adapters.pdf_writer import write_pdf

FACTS = {
    "title": "建设科创平台", "short_title": "建设科创平台", "subtitle": "台督〔2026〕12号", "office": "台州市人民政府",
    "made_on": [2026, 12, 25], "made_at": "2026-12-25 08:30", "footer": "台州市人民政府 · 任务归档",
    "facts": [["文件", "关于加强创新的意见"], ["立项依据", "—"]],
    "clause": "（一）建设平台。\n第二段 #panic() *不是粗体* $x$ <b> @ref",
    "units": [["台州市科学技术局", "牵头单位", "推进中", "绿（达进度）", "45%", "2027-12-31", "—"]],
    "sections": [{"title": "进展", "entries": [{"head": "市科技局 2026-11", "parts": [["存在问题", "镕堃喆翀婳"]]}]}],
    "evidence": [["名单.pdf", "市科技局", "2026-11", "已采纳", "ab" * 32]],
    "timeline": [["2026-11-20 10:00", "市科技局", "王某", "填报 2026 年 11 月进展"]] * 60,
}  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    return write_pdf("task_record", FACTS)


def words_of(paper):
    with pdfplumber.open(BytesIO(paper)) as pdf:
        return ["".join((page.extract_text() or "").split()) for page in pdf.pages]


@pytest.mark.slow
def test_the_same_facts_give_the_same_bytes(paper):
    assert write_pdf("task_record", FACTS) == paper


@pytest.mark.slow
def test_everything_is_on_the_paper_and_nothing_was_taken_for_markup(paper):
    pages = words_of(paper)

    text = "".join(pages).replace("\u200b", "")
    assert len(pages) == 3
    for words in ("台督〔2026〕12号", "第二段#panic()*不是粗体*$x$<b>@ref", "镕堃喆翀婳", "共3页"):
        assert words in text
    assert text.count("ab" * 8) == 4  # the hash, broken into lines


@pytest.mark.slow
def test_nothing_runs_over_the_margin(paper):
    with pdfplumber.open(BytesIO(paper)) as pdf:
        outer = max(char["x1"] for page in pdf.pages for char in page.chars)

    assert outer <= 595.3 - 22 / 25.4 * 72 + 1
