import pytest

from tracker.domain.errors import RuleViolation
from tracker.domain.notices import NoticeKind
from tracker.domain.numbering import NOTICE_MARKS, DocumentNumber, notice_number, task_number


def test_a_warning_gets_the_number_of_its_government_year_and_kind():
    assert notice_number("台", NoticeKind.WARNING, 2027, 1) == "台督警〔2027〕1号"


def test_every_kind_of_notice_has_a_mark_of_its_own():
    assert set(NOTICE_MARKS) == set(NoticeKind)
    assert len(set(NOTICE_MARKS.values())) == len(NoticeKind)


def test_a_task_is_numbered_within_its_year():
    assert task_number("嘉", 2026, 19) == "嘉督〔2026〕19号"


def test_numbers_sort_by_number_and_not_by_letters():
    texts = ["台督警〔2027〕10号", "台督警〔2027〕9号", "台督警〔2026〕11号"]

    assert [str(number) for number in sorted(map(DocumentNumber.parse, texts))] == texts[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "台督警[2027]1号",
        "台督警〔2027〕01号",
        "台督警〔2027〕第1号",
        "台督警〔27〕1号",
        "〔2027〕1号",
        "台督警〔2027〕1",
    ],
)
def test_a_number_out_of_form_is_refused_with_an_example(text):
    with pytest.raises(RuleViolation, match="应当如“台督警〔2027〕1号”"):
        DocumentNumber.parse(text)
