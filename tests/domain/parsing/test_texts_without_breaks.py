"""Papers that a web page or a converter gives as one line: where levels, titles, fields and signatures begin."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag

HEAD = "某县供水改造实施方案为做好供水工作，制定本方案。"
LEVELS = [
    (
        "一、任务(一)管网更新（1）旧管更换：更换城区旧管。责任单位：县水务局完成时限：2025年6月30日（2）新管铺设：铺设新管。"
        "责任单位：县住建局完成时限：2025年9月底前(二)水厂建设改造水厂设备，提高供水能力。（1）设备采购：采购净水设备。"
        "责任单位：某供应商完成时限：2025年8月底前。二、保障。各乡镇要抓好落实。",
        [
            "一/（一）/（1） 旧管更换 县水务局 2025-06-30",
            "一/（一）/（2） 新管铺设 县住建局 2025-09-30",
            "一/（二）/（1） 设备采购 某供应商 2025-08-31",
            "二 保障  None",
        ],
    ),
    (
        "一、分工（一）改造范围 （二）职责分工1.旧管由县水务局组织更换。2.新管由县住建局组织铺设。二、评选程序"
        "1.先进集体：县工会牵头组织初评。2.先进个人：乡镇推荐。三、进度安排1.2025年3月6日前，下发通知。"
        "2.2025年4月底前，完成审核。3.2026年春节前，通报结果。",
        [
            "一/（一）   None",
            "一/（二）/1  县水务局 None",
            "一/（二）/2  县住建局 None",
            "二/1 先进集体 县工会 None",
            "二/2 先进个人  None",
            "三/1   2025-03-06",
            "三/2   2025-04-30",
            "三/3   None",
        ],
    ),
    (
        "一、任务（一）管网更新更换旧管，包括：（1）干管；（2）支管。责任单位：县水务局（二）水厂建设改造水厂。",
        ["一/（一） 管网更新更换旧管，包括 县水务局 None", "一/（二）   None"],
    ),
]


def read(text: str) -> list[str]:
    return [
        f"{'/'.join(label or '-' for label in clause.path)} {clause.title or ''} "
        f"{' '.join(unit.name for unit in clause.lead_units)} {clause.due_on}"
        for clause in parse_document(text).clauses
    ]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_levels_are_found_where_numbers_run_on(text: str, expected: list[str]) -> None:
    assert read(HEAD + text) == expected


@pytest.mark.parametrize(
    ("chapter", "title"),
    [
        ("一、工作思路根据前期试点情况，推进改造。", "工作思路"),
        ("一、工作目标通过分年改造，更换旧管。", "工作目标"),
        ("一、费用构成管网、水厂和泵站共三部分，见附表。", "费用构成"),
    ],
)
def test_a_heading_of_ideas_glued_to_its_body_is_no_work(chapter: str, title: str) -> None:
    first, second = parse_document(HEAD + chapter + "二、更换旧管。县水务局负责更换旧管。").clauses
    assert (first.title, first.is_task, second.is_task) == (title, False, True)


GLUED_FIELDS = [
    ("一、改造。改造内容如下：责任单位：县水务局、县住建局", ["县水务局", "县住建局"]),
    ("一、改造。建设管网。图1管网示意图责任单位：县水务局完成时限：2025年6月30日", ["县水务局"]),
    ("一、改造。建设管网。责任单位：某供应商完成时限：2025年6月30日", ["某供应商"]),
]


@pytest.mark.parametrize(("text", "names"), GLUED_FIELDS)
def test_fields_glued_to_words_are_read(text: str, names: list[str]) -> None:
    assert [unit.name for unit in parse_document(text).clauses[0].units] == names


BODY = "一、更换旧管。更换旧管。二、新建水厂。新建水厂。"
HEADS = [
    (
        "某县水务局文件某水发[2025] 12号某县水务局关于更换旧管的通知各乡镇人民政府，县直有关单位：现将方案印发给你们。",
        "某县水务局关于更换旧管的通知",
        "某水发[2025]12号",
    ),
    ("某县人民政府关于废止有关文件的通知某政〔2025〕3号\n", "某县人民政府关于废止有关文件的通知", "某政〔2025〕3号"),
    (
        "附件某县水务有限公司抢修工作方案根据某市水务集团《关于做好抢修的通知》要求，制定本方案。",
        "某县水务有限公司抢修工作方案",
        None,
    ),
    ("某县先进单位、先进个人评选方案依据《某县表彰办法》，制定本方案。", "某县先进单位、先进个人评选方案", None),
    ("2024-2026年供水改造补助办理要求_通知公告_某县人民政府\n", "2024-2026年供水改造补助办理要求", None),
    ("供水改造补助办理要求-通知公告-某县人民政府网站\n", "供水改造补助办理要求", None),
    ("政策文件_某县人民政府\n某县供水改造方案\n", "某县供水改造方案", None),
]


@pytest.mark.parametrize(("head", "title", "number"), HEADS)
def test_a_title_is_parted_from_what_it_is_glued_to(head: str, title: str, number: str | None) -> None:
    document = parse_document(head + BODY)
    assert (document.title, document.document_number) == (title, number)


SIGNATURES = [
    (
        "某县水务局关于印发《某县供水方案》的通知各乡镇、县直各单位：请认真执行。联系电话0123-4567890某县水务局2025年3月8日"
        "《某县供水方案》为做好供水工作，制定本方案。" + BODY,
        "某县水务局",
        "2025-03-08",
    ),
    (
        "某县水务公司抢修工作方案为做好抢修，制定方案。"
        + BODY
        + "附件：点位表某县水务公司运行部(调度室)2025年5月6日附件：点位表",
        "某县水务公司运行部(调度室)",
        "2025-05-06",
    ),
]


@pytest.mark.parametrize(("text", "issuer", "day"), SIGNATURES)
def test_a_signature_is_parted_from_what_it_is_glued_to(text: str, issuer: str, day: str) -> None:
    document = parse_document(text)
    assert (document.issuing_authority, str(document.signed_on)) == (issuer, day)


@pytest.mark.parametrize(
    ("limit", "is_impossible"),
    [("2025年9月31日", True), ("2月30日", True), ("2025年2月29日", True), ("2月29日", False), ("2025年9月30日", False)],
)
def test_a_day_that_no_calendar_has_is_flagged_and_gives_no_limit(limit: str, is_impossible: bool) -> None:
    clause = parse_document(f"某县2024年供水方案\n一、改造。改造管网。完成时限：{limit}\n").clauses[0]
    assert (Flag.DATE_IMPOSSIBLE in clause.flags) is is_impossible
    assert (clause.due_on is None) is is_impossible
