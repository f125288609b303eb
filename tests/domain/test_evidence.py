import pytest

from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import EXTENSIONS, LARGEST, MEDIA_TYPES, EvidenceKind, check_kind, check_size, safe_name


@pytest.mark.parametrize("size", [1, LARGEST])
def test_a_file_up_to_20_mb_is_taken(size):
    check_size(size)


@pytest.mark.parametrize(("size", "words"), [(0, "空的"), (LARGEST + 1, "超过 20 MB")])
def test_an_empty_or_a_larger_file_is_not(size, words):
    with pytest.raises(RuleViolation, match=words):
        check_size(size)


def test_every_kind_has_its_extensions_and_its_media_type():
    assert set(EXTENSIONS) == set(MEDIA_TYPES) == set(EvidenceKind)


@pytest.mark.parametrize(("kind", "name"), [(EvidenceKind.JPEG, "照片.JPEG"), (EvidenceKind.PDF, "报告.v2.pdf")])
def test_a_name_that_says_what_the_content_is_passes(kind, name):
    assert check_kind(kind, name) is kind


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (None, "动图.gif", "不支持这种文件"),
        (EvidenceKind.TXT, "报告.pdf", "内容是纯文本"),
        (EvidenceKind.PDF, "报告", "扩展名与内容不符"),
        (EvidenceKind.PDF, "报告.pdf.exe", "扩展名与内容不符"),
    ],
)
def test_a_name_that_says_something_else_is_refused(kind, name, words):
    with pytest.raises(RuleViolation, match=words):
        check_kind(kind, name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("验收 报告.pdf", "验收 报告.pdf"),
        ("../../etc/报告.pdf", "报告.pdf"),
        ("C:\\文件\\报告.pdf", "报告.pdf"),
        ("报\r\n告\u202e.pdf", "报告.pdf"),
        (" ..", "未命名"),
        ("长" * 200 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_a_name_is_made_harmless(given, kept):
    assert safe_name(given) == kept
