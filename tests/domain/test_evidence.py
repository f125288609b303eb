import pytest

from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import (
    EXTENSIONS,
    LARGEST,
    MEDIA_TYPES,
    MEGABYTE,
    EvidenceKind,
    check_kind,
    check_link,
    check_quota,
    check_remark,
    check_size,
    link_host,
    safe_name,
)


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


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.zjtz.gov.cn/art/2026/6/1/art_1.html", "www.zjtz.gov.cn"),
        (" http://tz.gov.cn:8080/a?b=c#d ", "tz.gov.cn"),
        ("HTTPS://TZ.GOV.CN/", "tz.gov.cn"),
        ("https://台州.中国/文件", "xn--kpry4u.xn--fiqs8s"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),  # Cyrillic letters that look like another name
        ("http://[::1]/", "::1"),
    ],
)
def test_a_web_address_is_kept_and_its_host_written_out(url, host):
    assert check_link(url) == url.strip()
    assert link_host(url.strip()) == host


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("javascript:alert(1)", "http://"),
        ("data:text/html,<script>", "http://"),
        ("file:///etc/passwd", "http://"),
        ("//tz.gov.cn/a", "http://"),
        ("www.tz.gov.cn", "http://"),
        ("", "http://"),
        ("https://", "http://"),
        ("https://gov.cn@evil.example/", "用户名"),
        ("https://tz.gov.cn/a b", "空格"),
        ("https://tz.gov.cn/\u202egpj", "看不见的字符"),
        ("https://tz.gov.cn/\nX: y", "空格"),
        ("https://[bad/", "网址不完整"),
        ("https://tz.gov.cn:port/", "网址不完整"),
        ("https://tz.gov.cn/" + "a" * 2000, "过长"),
    ],
)
def test_anything_else_is_no_link(url, words):
    with pytest.raises(RuleViolation, match=words):
        check_link(url)


@pytest.mark.parametrize(("used", "adding", "fits"), [(0, 100, True), (40, 60, True), (40, 61, False), (100, 1, False)])
def test_a_unit_keeps_no_more_than_its_quota(used, adding, fits):
    if fits:
        check_quota(used, adding, 100)
    else:
        with pytest.raises(RuleViolation, match="上限"):
            check_quota(used, adding, 100)


def test_the_quota_is_said_in_megabytes():
    with pytest.raises(RuleViolation, match=r"已用 2\.5 MB，加上这份超过 3 MB"):
        check_quota(int(2.5 * MEGABYTE), MEGABYTE, 3 * MEGABYTE)


def test_a_remark_is_trimmed_and_not_too_long():
    assert check_remark(" 台科发〔2026〕3号 ") == "台科发〔2026〕3号"
    with pytest.raises(RuleViolation, match="300 字"):
        check_remark("长" * 301)
