"""Marks of secrecy are found at the head of a paper; prose about secrecy is not one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.labelled_documents import labelled_folder
from tracker.domain.secrecy import find_mark_in_name, find_secrecy_mark

SEEDS = sorted((Path(__file__).parents[2] / "seed" / "documents").glob("*.txt"))
LETTERHEAD = "某市人民政府文件\n某政发〔2026〕3号\n某市人民政府关于加快发展的实施意见"
TITLE = "某市人民政府办公室关于做好有关工作的通知\n各县（市、区）人民政府："

MARKS = [
    *("绝密", "机密", "秘密", "绝密★", "机密★", "秘密★", "★机密", "★★机密★★", "绝密级★", "机密级", "秘密级"),
    *("机密★5年", "秘密★1年", "绝密★30年", "机密★三年", "秘密★6个月", "绝密★长期", "秘密★2027年12月31日"),
    *("机密 ★ 5 年", "机 密 ★ 5 年", "秘  密", "　　秘密★　5年", "    秘密★5年    特急", "机密级★5年"),
    *(
        "机密☆5年",
        "秘密＊1年",
        "机密*5年",
        "机密⭐5年",
        "秘密※1年",
        "机密□5年",
        "机密·5年",
        "机密（5年）",
        "机密(10年)",
    ),
    *("【机密】", "（秘密）", "[秘密]", "【秘密★1年】", "机密 10年", "秘密1年", "机密★1-5年"),
    *("绝密★启用前", "绝密·启用前", "机密★启封前", "特急 机密", "特急·秘密", "特急\n机密★5年", "秘密★1年 加急"),
    *("密级：机密", "密级:秘密", "密 级：绝 密", "密级 机密", "【密级】机密", "密级：机密　保密期限：10年"),
    *("保密期限：长期", "保密期限 长期", "密级和保密期限：秘密1年", "机密文件", "秘密件", "内部资料 秘密★1年"),
    *("秘密，不得外传", "机密 不得复制", "绝密文件，严禁复制", "第000123号 机密★5年"),
    *("000123", "000123\n机密★5年", "份号：000123", "份号 0123", "№000123", "No.000045", "份号：000023"),
]

HARMLESS = [
    "一、严守国家秘密，加强保密管理。",
    "涉及国家秘密、商业秘密和个人隐私的除外。",
    "关于加强商业秘密保护工作的意见",
    "机密级以上文件的管理，按有关规定执行。",
    "密级：公开",
    "密级：普通",
    "市国家保密局",
    "（秘密级文件的制作按本办法第三条办理）",
    "索引号：000014349/2020-00041",
    "邮政编码：010020，联系电话：0573-82521234",
    "100086",
    "2024〕22号",
    "★ 重点任务",
    "公文应当标注份号，份号一般用6位3号阿拉伯数字。",
    "某政办发〔2024〕22号",
    "解密和变更密级的，应当书面通知。",
    "保守国家秘密是每个公民的义务。",
    "秘密等级分为绝密、机密、秘密三级。",
    "机密性、完整性、可用性是网络安全的基本要求。",
    "加强商业秘密、技术秘密保护，健全涉密人员管理。",
    "秘密级、机密级、绝密级文件分别编号。",
    "保密期限由定密责任人确定。",
    "密级的确定、变更和解除",
    "秘密载体的制作、收发、传递",
    "本办法所称工作秘密，是指……",
    "各级机密文件不得通过互联网传输。",
    "★重点任务★",
    "1. 保密管理 2. 档案管理",
    "第000123号提案答复",
    "2026年3月2日",
    "010020 呼和浩特市",
    "秘密战线斗争史教育",
    "市委保密委员会办公室、市国家保密局：",
    "依申请公开",
    "此件公开发布",
    "主动公开 加急",
    "特急",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_at_the_head_is_found(mark: str):
    assert find_secrecy_mark(f"{mark}\n{TITLE}") is not None


@pytest.mark.parametrize("line", HARMLESS)
def test_a_line_without_a_mark_is_let_through(line: str):
    assert find_secrecy_mark(f"{line}\n{TITLE}") is None


def test_the_mark_is_returned_as_printed():
    assert find_secrecy_mark(f"000123\n机密★5年\n{TITLE}") == "机密★"


def test_a_mark_far_below_the_head_is_only_a_quotation():
    assert find_secrecy_mark("\n".join([TITLE] * 8) + "\n机密★5年") is None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_public_documents_raise_no_alarm(path: Path):
    assert find_secrecy_mark(path.read_text()) is None


def test_of_marked_papers_at_least_95_percent_are_stopped():
    papers = [f"{before}{mark}\n{after}" for mark in MARKS for before in ("", "\n\n") for after in (TITLE, LETTERHEAD)]

    stopped = [paper for paper in papers if find_secrecy_mark(paper)]

    assert len(MARKS) >= 30
    assert len(stopped) >= 0.95 * len(papers)


def public_papers() -> Iterator[str]:
    """Yield openings of public papers: of the seeds, beginning at each paragraph, and with every harmless line."""
    for path in SEEDS:
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        yield from ("\n".join(lines[start : start + 20]) for start in range(0, len(lines), 2))
    for line in HARMLESS:
        yield from (f"{line}\n{TITLE}", f"{TITLE}\n{line}", f"{LETTERHEAD}\n{line}\n{TITLE}")


def test_of_public_papers_at_most_2_percent_are_stopped():
    papers = list(dict.fromkeys(public_papers()))

    stopped = [paper for paper in papers if find_secrecy_mark(paper)]

    assert len(papers) >= 200
    assert len(stopped) <= 0.02 * len(papers)


def test_of_labelled_public_papers_none_is_stopped():
    papers = [path.read_text(encoding="utf-8") for path in sorted((labelled_folder() / "docs").glob("*.txt"))]

    assert [find_secrecy_mark(paper) for paper in papers] == [None] * len(papers)


@pytest.mark.parametrize(
    "name",
    [
        "机密★5年.pdf",
        "【机密】关于某事的通知.docx",
        "（秘密）通知.doc",
        "机密-通知.docx",
        "秘密_通知.docx",
        "机密.docx",
        "通知（秘密）.pdf",
    ],
)
def test_a_mark_in_the_name_of_a_file_is_found(name: str):
    assert find_mark_in_name(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "商业秘密保护办法.docx",
        "秘密级文件管理办法.docx",
        "保密工作要点.pdf",
        "国家秘密定密规定.txt",
        "机密性测评.docx",
        "000123.pdf",
        "通知.docx",
    ],
)
def test_a_name_that_speaks_of_secrecy_is_no_mark(name: str):
    assert find_mark_in_name(name) is None
