"""Damaged and hostile files, made here: each with the name it is uploaded under and the refusal it must get."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.adapters.readers.makers_docx import make_docx, paragraph, run, zipped
from tests.adapters.readers.makers_html import html_page
from tests.adapters.readers.makers_ole import make_doc, make_encrypted_docx, make_ole
from tests.adapters.readers.makers_pdf import draw_picture, drawn_pdf, pdf_of_text
from tracker.adapters.readers.refusals import Refusal

Case = tuple[str, Callable[[], bytes], Refusal]

MIB = 1024 * 1024
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx() -> bytes:
    return make_docx(paragraph("一、总体要求"))


def document_of(xml: str | bytes) -> bytes:
    return make_docx("", extra={"word/document.xml": xml})


def document_body(body: str, before: str = "") -> bytes:
    return document_of(f"{before}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")


def zip_with(name: str, content: bytes = b"x", **attributes: int) -> bytes:
    """Return a zip of one member with its directory entry altered."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        member = zipfile.ZipInfo(name)
        for attribute, value in attributes.items():
            setattr(member, attribute, value)
        package.writestr(member, content)
    return buffer.getvalue()


def bomb(size: int, name: str = "a.txt", **more: str) -> bytes:
    return zipped({**more, name: bytes(size)})


def with_flag_in_directory(data: bytes, flag: int) -> bytes:
    entry = data.index(b"PK\x01\x02")
    return data[: entry + 8] + struct.pack("<H", flag) + data[entry + 10 :]


def many_members(said: int) -> bytes:
    """Return a directory of 100,000 members that all lead to the same place, saying it has `said` of them."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 100_000
    local = b"PK\x03\x04" + bytes(26) + b"a" + b"x"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, said, said, len(directory), len(local), 0)
    return local + directory + end


def overlapping() -> bytes:
    """Return a zip of two members whose data are the same bytes."""
    data = zipped({"a.txt": b"aaaa", "b.txt": b"bbbb"}, zipfile.ZIP_STORED)
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


def twice_the_same_name() -> bytes:
    return zipped({"a.txt": b"aaaa", "b.txt": b"bbbb"}).replace(b"b.txt", b"a.txt")


def lying_about_its_size() -> bytes:
    """Return a docx whose main part inflates to far more than the directory says."""
    data = bytearray(make_docx(paragraph("字" * 50_000)))
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    while data[entry + 46 : entry + 46 + 17] != b"word/document.xml":
        entry = data.index(b"PK\x01\x02", entry + 4)
    struct.pack_into("<L", data, entry + 24, 100)
    return bytes(data)


def with_altered_content() -> bytes:
    """Return a docx whose content does not fit its check sum."""
    with zipfile.ZipFile(BytesIO(docx())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped(parts, zipfile.ZIP_STORED).replace("总体".encode(), "总休".encode())


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def secret_box() -> str:
    box = f"<w:pict><v:textbox><w:txbxContent>{paragraph('机密★5年')}</w:txbxContent></v:textbox></w:pict>"
    return paragraph(f"<w:r>{box}</w:r>", raw=True) + paragraph("关于有关工作的通知")


NAMES_AND_HEADS: list[Case] = [
    ("空.txt", lambda: b"", Refusal.EMPTY),
    ("空白.txt", lambda: b" \r\n\t ", Refusal.NO_TEXT),
    ("零.txt", lambda: bytes(1000), Refusal.UNSUPPORTED),
    ("过大.txt", lambda: bytes(50 * MIB + 1), Refusal.TOO_LARGE),
    ("程序.docx", lambda: b"MZ\x90\0" + bytes(500), Refusal.EXECUTABLE),
    ("程序.txt", lambda: b"\x7fELF\x02\x01" + bytes(500), Refusal.EXECUTABLE),
    ("通知.exe", lambda: "一、总体要求".encode(), Refusal.EXECUTABLE),
    ("通知.pdf.js", lambda: b"alert(1)", Refusal.EXECUTABLE),
    ("快捷方式.docx", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(100), Refusal.EXECUTABLE),
    ("扫描.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), Refusal.IMAGE),
    ("照片.docx", lambda: b"\xff\xd8\xff\xe0" + bytes(500), Refusal.IMAGE),
    ("动图.txt", lambda: b"GIF89a" + bytes(500), Refusal.IMAGE),
    ("传真.pdf", lambda: b"II*\0" + bytes(500), Refusal.IMAGE),
    ("矢量图.html", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', Refusal.UNSUPPORTED),
    ("数据.xml", lambda: b'<?xml version="1.0"?><a>b</a>', Refusal.UNSUPPORTED),
    ("富文本.doc", lambda: b"{\\rtf1\\ansi text}", Refusal.UNSUPPORTED),
    ("版式.ofd", lambda: zipped({"OFD.xml": "<ofd/>"}), Refusal.UNSUPPORTED),
    ("文稿.odt", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), Refusal.UNSUPPORTED),
    ("打包.rar", lambda: b"Rar!\x1a\x07\x01\0" + bytes(100), Refusal.OTHER_ARCHIVE),
    ("打包.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), Refusal.OTHER_ARCHIVE),
    ("打包.tar.gz", lambda: b"\x1f\x8b\x08" + bytes(100), Refusal.OTHER_ARCHIVE),
    ("数据库.docx", lambda: b"SQLite format 3\0" + bytes(500), Refusal.UNSUPPORTED),
    ("乱码.txt", lambda: bytes(range(128, 256)) * 50, Refusal.UNKNOWN_ENCODING),
    ("混合.txt", lambda: "科技创新".encode() * 9 + "财政金融".encode("gbk") * 9, Refusal.UNKNOWN_ENCODING),
]

ZIPS: list[Case] = [
    ("压缩炸弹.zip", lambda: bomb(65 * MIB), Refusal.BOMB),
    ("文档炸弹.docx", lambda: bomb(65 * MIB, "word/document.xml", **{"[Content_Types].xml": "<Types/>"}), Refusal.BOMB),
    ("表格炸弹.xlsx", lambda: bomb(65 * MIB, "xl/workbook.xml", **{"[Content_Types].xml": "<Types/>"}), Refusal.BOMB),
    ("谎报大小.docx", lying_about_its_size, Refusal.DAMAGED),
    ("十万文件.zip", lambda: many_members(0xFFFF), Refusal.TOO_MANY_MEMBERS),
    ("瞒报数量.zip", lambda: many_members(3), Refusal.TOO_MANY_MEMBERS),
    ("重叠.zip", overlapping, Refusal.OVERLAPPING),
    ("重名.zip", twice_the_same_name, Refusal.OVERLAPPING),
    ("上级目录.zip", lambda: zip_with("../../etc/passwd"), Refusal.UNSAFE_PATH),
    ("绝对路径.zip", lambda: zip_with("/etc/passwd"), Refusal.UNSAFE_PATH),
    ("盘符.zip", lambda: zip_with("C:/x.txt"), Refusal.UNSAFE_PATH),
    ("链接.zip", lambda: zip_with("a", b"/etc/passwd", external_attr=0o120777 << 16), Refusal.UNSAFE_PATH),
    ("加密.zip", lambda: with_flag_in_directory(zip_with("a.txt"), 1), Refusal.ENCRYPTED),
    ("怪方法.zip", lambda: zip_with("a.txt", compress_type=zipfile.ZIP_LZMA), Refusal.UNSUPPORTED),
    ("截断.zip", lambda: cut(zip_with("a.txt", bytes(range(256)) * 9), 0.5), Refusal.DAMAGED),
    ("只有头.docx", lambda: b"PK\x03\x04", Refusal.DAMAGED),
    ("打包.zip", lambda: zipped({"a.txt": "一、总体要求"}), Refusal.ARCHIVE),
]

WORD: list[Case] = [
    ("截断.docx", lambda: cut(docx(), 0.6), Refusal.DAMAGED),
    ("缺正文.docx", lambda: zipped({"[Content_Types].xml": "<Types/>"}), Refusal.DAMAGED),
    ("坏正文.docx", lambda: document_of("<w:document"), Refusal.DAMAGED),
    ("无主体.docx", lambda: document_of(f"<w:document {NAMESPACE}/>"), Refusal.DAMAGED),
    ("空正文.docx", lambda: make_docx(""), Refusal.NO_TEXT),
    (
        "坏压缩.docx",
        lambda: docx().replace(b"\x00\x00\x00word/document.xml", b"\x00\x00\x00word/d0cument.xml", 1),
        Refusal.DAMAGED,
    ),
    ("坏校验.docx", with_altered_content, Refusal.DAMAGED),
    ("宏.docm", lambda: make_docx(paragraph("甲"), main_type=MACRO_TYPE), Refusal.MACRO),
    ("藏宏.docx", lambda: make_docx(paragraph("甲"), extra={"word/vbaProject.bin": b"x"}), Refusal.MACRO),
    (
        "图片.docx",
        lambda: make_docx('<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>'),
        Refusal.IMAGES_ONLY,
    ),
    ("实体炸弹.docx", lambda: document_body("&l9;", f"<!DOCTYPE d [<!ENTITY l0 'l'>{LAUGHS}]>"), Refusal.XML_ENTITIES),
    (
        "外部实体.docx",
        lambda: document_body("", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        Refusal.XML_ENTITIES,
    ),
    (
        "外部类型.docx",
        lambda: document_body("", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
        Refusal.XML_ENTITIES,
    ),
    (
        "双字节实体.docx",
        lambda: document_of(
            f"<?xml version='1.0' encoding='utf-16'?><!DOCTYPE d><w:document {NAMESPACE}/>".encode("utf-16")
        ),
        Refusal.XML_ENTITIES,
    ),
    ("超长文字.docx", lambda: document_body(f"<w:p>{run('字' * 4_000_000)}</w:p>"), Refusal.TOO_COMPLEX),
    ("文字过多.docx", lambda: document_body(f"<w:p>{run('字' * 300_000)}</w:p>" * 7), Refusal.TOO_LONG),
    ("超深.docx", lambda: document_body("<w:sdt>" * 5000 + "</w:sdt>" * 5000), Refusal.TOO_COMPLEX),
    ("加密.docx", make_encrypted_docx, Refusal.ENCRYPTED),
    ("加密.doc", lambda: make_doc("甲\r", flags=0x0300), Refusal.ENCRYPTED),
    ("旧版.doc", lambda: make_doc("甲\r", version=0x65), Refusal.OLD_WORD),
    ("宏.doc", lambda: make_ole({"WordDocument": bytes(900)}, ["Macros"]), Refusal.MACRO),
    ("截断.doc", lambda: cut(make_doc("甲\r" * 20), 0.3), Refusal.DAMAGED),
    ("全零.doc", lambda: make_ole({"WordDocument": bytes(2000)}), Refusal.DAMAGED),
    ("只有头.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.DAMAGED),
    ("幻灯片.ppt", lambda: make_ole({"PowerPoint Document": b""}), Refusal.UNSUPPORTED),
    ("全零.xls", lambda: make_ole({"Workbook": bytes(5000)}), Refusal.DAMAGED),
    ("坏表格.xlsx", lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a"}), Refusal.DAMAGED),
]

SECRETS_AND_PAGES: list[Case] = [
    ("涉密.txt", lambda: "000123\n机密★5年\n关于有关工作的通知".encode(), Refusal.SECRET),
    ("秘密★通知.txt", lambda: "关于有关工作的通知".encode(), Refusal.SECRET),
    ("涉密页眉.docx", lambda: make_docx(paragraph("通知"), header=paragraph("秘密★")), Refusal.SECRET),
    ("涉密文本框.docx", lambda: make_docx(secret_box()), Refusal.SECRET),
    ("涉密.doc", lambda: make_doc("绝密★长期\r关于有关工作的通知\r"), Refusal.SECRET),
    ("涉密.pdf", lambda: pdf_of_text("机密★5年\n关于有关工作的通知"), Refusal.SECRET),
    ("涉密.html", lambda: b"<html><body><p>\xe6\x9c\xba\xe5\xaf\x86\xe2\x98\x85</p></body></html>", Refusal.SECRET),
    ("空网页.html", lambda: html_page("").replace("栏目", "").encode()[:60], Refusal.NO_TEXT),
    ("实体.html", lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><body>&a;</body></html>", Refusal.XML_ENTITIES),
    ("扫描件.pdf", lambda: drawn_pdf(draw_picture), Refusal.IMAGES_ONLY),
    ("空白页.pdf", lambda: drawn_pdf(lambda canvas: canvas.showPage()), Refusal.NO_TEXT),
]

CASES = NAMES_AND_HEADS + ZIPS + WORD + SECRETS_AND_PAGES
