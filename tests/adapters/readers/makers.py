"""One text as the files that offices make of it. Each maker takes the text and returns the bytes and a file name."""

from collections.abc import Callable

from tests.adapters.readers.makers_docx import docx_with_automatic_numbers, docx_with_typed_numbers, zipped
from tests.adapters.readers.makers_html import WRAPPINGS, html_page
from tests.adapters.readers.makers_ole import make_doc
from tests.adapters.readers.makers_pdf import pdf_of_text

File = tuple[bytes, str]


def _encoded(encoding: str) -> Callable[[str], File]:
    return lambda text: (text.encode(encoding, "replace"), "文件.txt")


def _wrapped(name: str) -> Callable[[str], File]:
    return lambda text: (html_page(WRAPPINGS[name](text)).encode(), "文件.html")


MAKERS: dict[str, Callable[[str], File]] = {
    **{
        f"txt in {name}": _encoded(name)
        for name in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
    },
    "docx with typed numbers": lambda text: (docx_with_typed_numbers(text), "文件.docx"),
    "docx with automatic numbers": lambda text: (docx_with_automatic_numbers(text), "文件.docx"),
    "doc": lambda text: (make_doc(text.replace("\n", "\r") + "\r"), "文件.doc"),
    "pdf with indents": lambda text: (pdf_of_text(text), "文件.pdf"),
    "pdf with space between paragraphs": lambda text: (pdf_of_text(text, indent=0, space_after=9), "文件.pdf"),
    **{f"html {name}": _wrapped(name) for name in WRAPPINGS},
}


def make_archive(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files."""
    return zipped(dict(files))
