"""The front door: content decides, names are compared with it, archives are opened, the text can be relied on."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.adapters.readers.hostile_files import bomb, docx
from tests.adapters.readers.hostile_pdfs import raw_pdf
from tests.adapters.readers.makers import make_archive
from tests.adapters.readers.makers_ole import make_doc, make_encrypted_docx
from tracker.adapters.document_reader import (
    Archive,
    Refusal,
    UnreadableDocument,
    is_archive,
    read_document,
    read_in_this_process,
)
from tracker.domain.errors import RuleViolation

PAPER = "一、总体要求\n（一）加快发展。"


@pytest.mark.parametrize(
    ("data", "filename", "format_", "warnings"),
    [
        (PAPER.encode(), "文件.txt", "txt", ()),
        (PAPER.encode(), "文件.md", "txt", ()),
        (PAPER.encode(), "粘贴的文字", "txt", ()),
        (PAPER.encode(), "文件.docx", "txt", ("文件扩展名是 .docx，内容其实是纯文本，已按内容读取。",)),
        (make_doc("甲\r"), "文件.wps", "doc", ()),
        (
            make_doc("甲\r"),
            "文件.docx",
            "doc",
            ("文件扩展名是 .docx，内容其实是Word 97–2003 文档（.doc），已按内容读取。",),
        ),
        (docx(), "文件.DOCX", "docx", ()),
        (docx(), "文件.doc", "docx", ("文件扩展名是 .doc，内容其实是Word 文档（.docx），已按内容读取。",)),
        (raw_pdf(), "文件.txt", "pdf", ("文件扩展名是 .txt，内容其实是PDF，已按内容读取。",)),
    ],
)
def test_content_decides_what_a_file_is(data: bytes, filename: str, format_: str, warnings: tuple[str, ...]):
    document = read_in_this_process(data, filename)

    assert (document.format, document.warnings) == (format_, warnings)


def test_a_text_that_begins_like_a_program_is_still_a_text():
    assert read_document(b"MZ and BM are the letters this line begins with", "note.txt").format == "txt"


def test_the_child_and_this_process_read_the_same():
    assert read_document(docx(), "文件.doc") == read_in_this_process(docx(), "文件.doc")


def test_a_refusal_is_a_broken_rule_with_its_sentence():
    with pytest.raises(RuleViolation, match=r"^文件是空的，请检查后重新上传。$"):
        read_document(b"", "文件.txt")


def reading_of(content: bytes | UnreadableDocument, name: str) -> str | Refusal:
    try:
        return content.refusal if isinstance(content, UnreadableDocument) else read_document(content, name).text
    except UnreadableDocument as refused:
        return refused.refusal


@pytest.mark.slow
def test_every_document_of_an_archive_is_read_or_has_its_reason():
    archive = make_archive(
        {
            "政策/一.txt": PAPER.encode("gb18030"),
            "政策/二.docx": docx(),
            "政策/三.docx": make_encrypted_docx(),
            "四.zip": make_archive({"a.txt": b"a"}),
            "五.png": b"\x89PNG" + bytes(50),
            "__MACOSX/._一.txt": b"x",
            ".DS_Store": b"x",
            "~$二.docx": b"x",
        }
    )

    read = {name: reading_of(content, name) for name, content in Archive(archive)}

    assert read == {
        "政策/一.txt": PAPER,
        "政策/二.docx": "一、总体要求",
        "政策/三.docx": Refusal.ENCRYPTED,
        "四.zip": Refusal.NESTED_ARCHIVE,
        "五.png": Refusal.IMAGE,
    }


def test_names_packed_on_chinese_windows_are_readable():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("placeholder.txt", PAPER)
    raw = buffer.getvalue().replace(b"placeholder.txt", "政策文件通知.txt".encode("gb18030")[:15])

    ((name, _),) = Archive(raw)

    assert name == "政策文件通知.tx"


def test_only_a_zip_of_documents_is_an_archive():
    archive = make_archive({"一.txt": PAPER.encode(), "二.txt": b"x"})

    assert is_archive(archive, "包.zip")
    assert len(Archive(archive)) == 2
    assert not is_archive(docx(), "文件.docx")
    assert not is_archive(PAPER.encode(), "包.zip")


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: make_archive({f"{number}.txt": b"a" for number in range(51)}), Refusal.TOO_MANY_MEMBERS),
        (lambda: bomb(70 * 1024 * 1024), Refusal.BOMB),
        (lambda: make_archive({"../a.txt": b"a"}), Refusal.UNSAFE_PATH),
        (lambda: b"", Refusal.EMPTY),
        (lambda: make_archive({"__MACOSX/._一.txt": b"x"}), Refusal.NO_DOCUMENTS),
    ],
    ids=["too many", "bomb", "path", "empty", "no documents"],
)
def test_an_archive_that_does_harm_is_refused_as_a_whole(make: Callable[[], bytes], refusal: Refusal):
    with pytest.raises(UnreadableDocument) as refused:
        Archive(make())

    assert refused.value.refusal is refusal
