import pytest

from tracker.domain.package_names import LONGEST_PART, safe_part, unique_paths


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("验收 报告.pdf", "验收 报告.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\x\\y.txt", "C x y.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("console.txt", "console.txt"),
        ('a<b>"c"|d?e*.pdf', "a b c d e.pdf"),
        ("\u202etxt.exe", "txt.exe"),
        ("a\u200bb\0c\r\nd.pdf", "abcd.pdf"),
        ("报告. .", "报告"),
        ("...", "未命名"),
        ("", "未命名"),
        ("市科技局", "市科技局"),
    ],
)
def test_a_name_is_safe_on_every_system(given, kept):
    assert safe_part(given) == kept


@pytest.mark.parametrize("name", ["长" * 300 + ".docx", "长" * 300, "a." + "长" * 300, ". " * 200 + "x.pdf"])
def test_a_long_name_is_cut_and_keeps_its_extension(name):
    kept = safe_part(name)

    assert 0 < len(kept) <= LONGEST_PART
    assert len(kept.encode()) <= 255
    assert kept.endswith(".docx") or not name.endswith(".docx")


def test_no_two_paths_are_alike_whatever_their_case():
    wanted = [
        ("甲局", "2026-06", "a.PDF"),
        ("甲局", "2026-06", "A.pdf"),
        ("甲局", "2026-06", "a.pdf"),
        ("乙局", "a.pdf"),
    ]

    assert unique_paths(wanted) == [
        "甲局/2026-06/a.PDF",
        "甲局/2026-06/A（2）.pdf",
        "甲局/2026-06/a（3）.pdf",
        "乙局/a.pdf",
    ]


def test_a_number_that_is_taken_already_is_left_out():
    assert unique_paths([("a（2）.txt",), ("a.txt",), ("a.txt",)]) == ["a（2）.txt", "a.txt", "a（3）.txt"]
