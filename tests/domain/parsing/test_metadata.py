"""Title, number, issuer, dates: only as printed."""

from datetime import date

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag
from tracker.domain.parsing.text.compact import bare

BODY = "一、甲。做甲。\n二、乙。做乙。\n"
HEADS = [
    (
        "某市人民政府关于推进甲的意见\n某政发〔2024〕5号\n各县区：\n为推进甲，提出意见。\n",
        "某市人民政府关于推进甲的意见",
        "某政发〔2024〕5号",
    ),
    ("某市人民政府关于推进甲\n和乙的实施意见\n", "某市人民政府关于推进甲和乙的实施意见", None),
    (
        "某市人民政府文件\n某政发〔２０２４〕５ 号\n━━━━━━━━\n某市人民政府关于甲的决定\n",
        "某市人民政府关于甲的决定",
        "某政发〔2024〕5号",
    ),
    ("某局等七部门印发《关于推进甲的实施意见》\n的通知\n", "某局等七部门印发《关于推进甲的实施意见》的通知", None),
    ("某市促进甲若干政策\n", "某市促进甲若干政策", None),
    ("某市支持甲二十条\n", "某市支持甲二十条", None),
    ("某市甲管理办法（试行）\n", "某市甲管理办法（试行）", None),
    (
        "首页 > 政务公开 > 政策文件\n某市人民政府关于甲的通知\n发布日期：2024-05-06 来源：某市政府\n某政发[2024]5号\n",
        "某市人民政府关于甲的通知",
        "某政发[2024]5号",
    ),
    ("为推进甲，提出意见。\n", None, None),
]


@pytest.mark.parametrize(("head", "title", "number"), HEADS)
def test_title_and_number_stand_in_the_head(head: str, title: str | None, number: str | None) -> None:
    document = parse_document(head + BODY)
    assert (document.title, document.document_number) == (title, number)
    assert (Flag.NO_TITLE in document.flags) is (title is None)
    for field in ("title", "document_number"):
        value = getattr(document, field)
        if value is not None:
            start, end = document.spans[field]
            assert bare(document.text[start:end]) == bare(value)


ENDINGS = [
    ("某市人民政府\n2024年5月6日\n", "某市人民政府", "2024-05-06"),
    ("　　　　某市人民政府办公室\n　　　　2024 年 5 月 6 日\n（此件公开发布）\n", "某市人民政府办公室", "2024-05-06"),
    ("某市人民政府\n二〇二四年五月六日\n", "某市人民政府", "2024-05-06"),
    ("某市人民政府\n二○二四年十二月三十一日\n", "某市人民政府", "2024-12-31"),
    ("某市人民政府 2024年5月6日\n", "某市人民政府", "2024-05-06"),
    ("某市财政局\n某市教育局\n2024年5月6日\n", "某市财政局、某市教育局", "2024-05-06"),
    ("2024年5月6日\n", None, "2024-05-06"),
    ("某市人民政府办公室2024年5月7日印发\n", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("ending", "issuer", "signed_on"), ENDINGS)
def test_issuer_and_date_stand_in_the_signature(ending: str, issuer: str | None, signed_on: str | None) -> None:
    document = parse_document(f"关于推进甲的意见\n{BODY}{ending}")
    assert document.issuing_authority == issuer
    assert document.signed_on == (date.fromisoformat(signed_on) if signed_on else None)
    assert (Flag.NO_ISSUER in document.flags) is (issuer is None)


def test_without_a_signature_the_issuer_is_named_in_the_title() -> None:
    assert parse_document(f"某市人民政府办公室关于甲的通知\n{BODY}").issuing_authority == "某市人民政府办公室"


EFFECTS = [
    ("本意见自2024年6月1日起施行。", "2024-06-01"),
    ("本办法自发布之日起施行，有效期3年。", "2024-05-06"),
    ("本政策自 2024 年 6 月 1 日起正式实施，有效期至2026年12月31日。", "2024-06-01"),
    ("新标准自2024年6月1日起执行。", None),
]


@pytest.mark.parametrize(("sentence", "effective_on"), EFFECTS)
def test_the_day_of_effect_is_the_documents_own(sentence: str, effective_on: str | None) -> None:
    document = parse_document(f"关于推进甲的意见\n{BODY}{sentence}\n某市人民政府\n2024年5月6日\n")
    assert document.effective_on == (date.fromisoformat(effective_on) if effective_on else None)


def test_a_text_without_line_breaks_has_its_head_and_signature_too() -> None:
    document = parse_document(
        "某市人民政府办公厅关于继续推进甲的实施意见某府办发〔2024〕8号各区县（自治县）人民政府，市政府有关部门："
        "为推进甲，提出意见。一、做甲。各区县要做甲。二、做乙。各区县要做乙。某市人民政府办公厅2024年5月6日（此件公开发布）"
    )
    assert document.title == "某市人民政府办公厅关于继续推进甲的实施意见"
    assert document.document_number == "某府办发〔2024〕8号"
    assert document.addressees == ("各区县（自治县）人民政府", "市政府有关部门")
    assert (document.issuing_authority, document.signed_on) == ("某市人民政府办公厅", date(2024, 5, 6))
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    assert document.clauses[-1].body == "各区县要做乙。"


def test_a_covering_letter_without_line_breaks_is_signed_before_the_paper_it_issues() -> None:
    document = parse_document(
        "某市人民政府关于印发某市甲方案的通知某政发〔2024〕8号各县区：现将方案印发给你们，请认真执行。某市人民政府"
        "2024年5月6日（此件公开发布）某市甲方案为推进甲，制定本方案。一、做甲。各区县要做甲。二、做乙。各区县要做乙。"
    )
    assert document.title == "某市人民政府关于印发某市甲方案的通知"
    assert (document.document_number, document.addressees) == ("某政发〔2024〕8号", ("各县区",))
    assert (document.issuing_authority, document.signed_on) == ("某市人民政府", date(2024, 5, 6))
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]


def test_a_web_date_is_the_day_of_publication_and_never_of_signing() -> None:
    document = parse_document(f"某市人民政府关于甲的通知\n发布日期：2024-05-08 来源：某局\n{BODY}")
    assert (document.signed_on, document.published_on) == (None, date(2024, 5, 8))


def test_a_link_to_the_original_file_may_carry_number_and_title() -> None:
    document = parse_document(f"各县区：\n为推进甲，提出意见。\n{BODY}某科〔2024〕22号关于推进甲的意见.pdf\n")
    assert (document.title, document.document_number) == ("关于推进甲的意见", "某科〔2024〕22号")


def test_addressees_are_units() -> None:
    document = parse_document(
        f"关于甲的通知\n各县（市、区）人民政府，市政府各部门、各直属机构：\n为推进甲，提出意见。\n{BODY}"
    )
    assert document.addressees == ("各县（市、区）人民政府", "市政府各部门", "各直属机构")


def test_documents_named_in_the_text_are_listed_with_their_numbers() -> None:
    document = parse_document(
        f"关于甲的意见\n根据《国务院关于甲的意见》（国发〔2020〕7号）和《甲条例》，以及“甲”行动，按照某政发〔2021〕3号要求，提出意见。\n{BODY}"
    )
    assert [(r.title, r.document_number, r.flags) for r in document.references] == [
        ("国务院关于甲的意见", "国发〔2020〕7号", ()),
        ("甲条例", None, ()),
        (None, "某政发〔2021〕3号", ()),
    ]


def test_the_papers_own_number_below_its_title_names_no_other_paper() -> None:
    document = parse_document(f"关于支持概念中心建设的若干措施\n某政办发〔2026〕31号\n各县区：\n现提出措施。\n{BODY}")
    assert document.document_number == "某政办发〔2026〕31号"
    assert document.references == ()
