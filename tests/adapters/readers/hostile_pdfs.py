"""Damaged and hostile PDF files, written object by object."""

import zlib
from collections.abc import Callable

from tests.adapters.readers.makers_pdf import pdf_of_text

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
TEXT = "BT /F1 16 Tf 80 700 Td (Readable text of a page) Tj ET"
LINE = "BT /F1 8 Tf 80 {y} Td (x) Tj ET\n"


def stream(content: str | bytes, more: str = "") -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return f"<</Length {len(data)}{more}>>\nstream\n".encode() + data + b"\nendstream"


def raw_pdf(trailer: str = "", tail: bytes = b"", **objects: str | bytes) -> bytes:
    """Return a PDF of one page; keyword arguments such as o3= replace or add objects."""
    bodies: dict[int, str | bytes] = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(TEXT), 5: FONT}
    bodies |= {int(name[1:]): body for name, body in objects.items()}
    output = b"%PDF-1.7\n"
    offsets = {}
    for number, body in bodies.items():
        offsets[number] = len(output)
        output += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start = len(output)
    rows = "".join(f"{offsets.get(number, 0):010d} 00000 n \n" for number in range(1, max(bodies) + 1))
    output += f"xref\n0 {max(bodies) + 1}\n0000000000 65535 f \n{rows}".encode()
    output += f"trailer\n<</Size {max(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return output + tail


def content(data: str | bytes, more: str = "") -> bytes:
    return raw_pdf(o4=stream(data, more))


def page(more: str) -> bytes:
    return raw_pdf(o3=PAGE.replace("/Contents", f"{more}/Contents"))


def font(description: str, **more: str | bytes) -> bytes:
    return raw_pdf(o5=f"<</Type/Font/Subtype/Type0/BaseFont/X{description}>>", **more)


def many_pages(count: int) -> bytes:
    kids = "".join(f"{number} 0 R " for number in range(6, 6 + count))
    leaves = {f"o{number}": PAGE for number in range(6, 6 + count)}
    return raw_pdf(o2=f"<</Type/Pages/Kids[{kids}]/Count {count}>>", **leaves)


def deep_arrays() -> str:
    return "[" * 20_000 + "]" * 20_000


PDFS: dict[str, Callable[[], bytes]] = {
    "sound": raw_pdf,
    "only a head": lambda: b"%PDF-1.7\n",
    "a head and zeros": lambda: b"%PDF-1.7\n" + bytes(5000),
    "cut in half": lambda: pdf_of_text("一、总体要求")[:-900],
    "cut after the first object": lambda: raw_pdf()[:60],
    "no end": lambda: raw_pdf().partition(b"startxref")[0],
    "text after the end": lambda: raw_pdf(tail=b"<script>alert(1)</script>" * 50),
    "zeros before the head": lambda: bytes(500) + raw_pdf(),
    "wrong table of objects": lambda: raw_pdf().replace(b"00000 n", b"00007 n"),
    "table points into the sky": lambda: raw_pdf().replace(b"startxref\n", b"startxref\n99999"),
    "table points to itself": lambda: raw_pdf(trailer="/Prev 9").replace(b"/Prev 9", b"/Prev 465"),
    "previous table is negative": lambda: raw_pdf(trailer="/Prev -1"),
    "no catalog": lambda: raw_pdf(o1="null"),
    "catalog is a number": lambda: raw_pdf(o1="42"),
    "no pages": lambda: raw_pdf(o2="<</Type/Pages/Kids[]/Count 0>>"),
    "pages are a name": lambda: raw_pdf(o2="/Pages"),
    "pages hold themselves": lambda: raw_pdf(o2="<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "two nodes hold each other": lambda: raw_pdf(
        o2="<</Type/Pages/Kids[6 0 R]/Count 1>>", o6="<</Type/Pages/Kids[2 0 R]/Count 1>>"
    ),
    "page is missing": lambda: raw_pdf(o2="<</Type/Pages/Kids[9 0 R]/Count 1>>"),
    "page without a size": lambda: raw_pdf(o3=PAGE.replace("/MediaBox[0 0 595 842]", "")),
    "page size is text": lambda: raw_pdf(o3=PAGE.replace("[0 0 595 842]", "(big)")),
    "page size is nothing": lambda: raw_pdf(o3=PAGE.replace("595 842", "0 0")),
    "page is turned by a third": lambda: page("/Rotate 30"),
    "no content": lambda: raw_pdf(o3=PAGE.replace("/Contents 4 0 R", "")),
    "content is missing": lambda: raw_pdf(o3=PAGE.replace("4 0 R", "99 0 R")),
    "content is a number": lambda: raw_pdf(o4="7"),
    "length is wrong": lambda: raw_pdf(o4=stream(TEXT).replace(b"/Length 58", b"/Length 999999")),
    "length leads to itself": lambda: raw_pdf(o4=stream(TEXT).replace(b"/Length 58", b"/Length 4 0 R")),
    "broken compression": lambda: content(b"not zlib", "/Filter/FlateDecode"),
    "cut compression": lambda: content(zlib.compress(TEXT.encode() * 50)[:60], "/Filter/FlateDecode"),
    "unknown compression": lambda: content(TEXT, "/Filter/NoSuchDecode"),
    "forty filters": lambda: content(TEXT, f"/Filter[{'/ASCIIHexDecode ' * 40}]"),
    "operators without operands": lambda: content("Tj TJ Td Tm cm re BT ET Do q Q " * 500),
    "operands of a wrong kind": lambda: content("BT /F1 (x) Tf [(a)] Td 5 Tj (y) (z) (w) Tm ET"),
    "unbalanced brackets": lambda: content("BT (((((( /F1 12 Tf [ << ( Tj ET"),
    "deep arrays": lambda: content(deep_arrays()),
    "far away characters": lambda: content(f"BT /F1 16 Tf {'9' * 300} {'9' * 300} Td (far) Tj ET " + TEXT),
    "huge and tiny characters": lambda: content("BT /F1 1e30 Tf (a) Tj /F1 1e-30 Tf (b) Tj /F1 0 Tf (c) Tj ET"),
    "form that draws itself": lambda: raw_pdf(
        o3=PAGE.replace("<</Font", "<</XObject<</X 6 0 R>>/Font"),
        o4=stream("/X Do " + TEXT),
        o6=stream("/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
    ),
    "font is missing": lambda: raw_pdf(o5="null"),
    "font without descendants": lambda: font("/Encoding/Identity-H"),
    "font descends from itself": lambda: font("/Encoding/Identity-H/DescendantFonts[5 0 R]"),
    "unknown character map": lambda: font("/Encoding/No-Such-H/DescendantFonts[6 0 R]", o6=FONT),
    "character map names a path": lambda: font("/Encoding/..#2F..#2Fetc#2Fpasswd/DescendantFonts[6 0 R]", o6=FONT),
    "broken character map": lambda: raw_pdf(
        o5=FONT.replace(">>", "/ToUnicode 6 0 R>>"), o6=stream("1 beginbfrange <00> <ffffffff> <0041> endbfrange")
    ),
    "endless character map": lambda: raw_pdf(
        o5=FONT.replace(">>", "/ToUnicode 6 0 R>>"), o6=stream("begincmap " + "1 begincodespacerange " * 2000)
    ),
    "unknown encryption": lambda: raw_pdf(trailer="/Encrypt<</Filter/NoSuch/V 9/R 9>>/ID[(a)(b)]"),
    "encryption without keys": lambda: raw_pdf(trailer="/Encrypt<</Filter/Standard/V 2/R 3/O()/U()/P 0>>/ID[(a)(b)]"),
    "object stream holds itself": lambda: raw_pdf(o6=stream("6 0 7 0", "/Type/ObjStm/N 2/First 8/Extends 6 0 R")),
    "script at opening": lambda: raw_pdf(o1=CATALOG.replace(">>", "/OpenAction<</S/JavaScript/JS(app.alert)>>>>")),
}

HEAVY_PDFS: dict[str, Callable[[], bytes]] = {
    "catalog leads to itself": lambda: raw_pdf(o1="1 0 R"),
    "ten thousand pages": lambda: many_pages(10_000),
    "stream of a gigabyte": lambda: content(
        zlib.compress(zlib.compress(bytes(600 * 1024 * 1024), 1), 1), "/Filter[/FlateDecode/FlateDecode]"
    ),
    "two hundred thousand lines": lambda: content("".join(f"{y} 0 m {y} 9 l S\n" for y in range(200_000))),
    "a million characters": lambda: content(f"BT /F1 8 Tf 80 700 Td ({'x' * 1_000_000}) Tj ET"),
}
