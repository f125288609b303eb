"""Marks of secrecy are found at the head of a paper; prose about secrecy is not one."""

from pathlib import Path

import pytest

from tracker.domain.secrecy import find_secrecy_mark

SEEDS = sorted((Path(__file__).parents[2] / "seed" / "documents").glob("*.txt"))
TITLE = "某市人民政府办公室关于做好有关工作的通知\n各县（市、区）人民政府："

MARKS = [
    *("机密★5年", "秘密★1年", "绝密★30年", "秘密★", "机密★", "绝密", "机密", "秘密", "绝密★长期", "机密★三年"),
    *(
        "秘密★6个月",
        "机 密 ★ 5 年",
        "秘  密",
        "【机密】",
        "（秘密）",
        "密级：机密",
        "密级:秘密",
        "密 级：绝密",
        "机密 10年",
    ),
    *("秘密1年", "★机密", "绝密★启用前", "绝密·启用前", "机密☆5年", "秘密＊1年", "特急 机密", "秘密★1年 加急"),
    *("000123", "000123\n机密★5年", "份号：000123", "份号 0123", "№000123", "No.000045", "保密期限：长期"),
    *("密级：机密　保密期限：10年", "    秘密★5年    特急"),
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
