"""Makes PDF files with the layouts that offices print: indented prose, columns, ruled and unruled tables, pictures."""

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

FONT = "STSong-Light"
SIZE = 16
BODY = (79, 99, 442, 638)  # x, y, width, height of the type area in points

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def make_pdf(
    story: Sequence[Flowable], *, columns: int = 1, head: str = "", foot: str = "— {page} —", **options: object
) -> bytes:
    """Return a PDF of these flowables, with a running head and a foot on each page."""
    buffer = BytesIO()
    x, y, width, height = BODY
    gap = 24
    each = (width - gap * (columns - 1)) / columns
    padding = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    frames = [Frame(x + index * (each + gap), y, each, height, **padding) for index in range(columns)]

    def margins(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(x, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 50, foot.format(page=canvas.getPageNumber()))

    template = PageTemplate(frames=frames, onPage=margins)
    BaseDocTemplate(buffer, pagesize=A4, pageTemplates=[template], **options).build(list(story))
    return buffer.getvalue()


def prose(text: str, *, indent: float = 2, space_after: float = 0, size: float = SIZE) -> list[Flowable]:
    """Return one justified paragraph per line of the text; `indent` of the first line in em."""
    style = ParagraphStyle(
        "prose",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.8,
        firstLineIndent=indent * size,
        wordWrap="CJK",
        spaceAfter=space_after,
    )
    escaped = (line.strip().replace("&", "&amp;").replace("<", "&lt;") for line in text.split("\n"))
    return [Paragraph(line, style) for line in escaped if line]


def ruled_table(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *more: tuple[object, ...], header: int = 0
) -> Table:
    """Return a table with all its lines drawn; cells wrap. `more` are reportlab commands such as SPAN."""
    style = ParagraphStyle("cell", fontName=FONT, fontSize=12, leading=16, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in row] for row in rows]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, "black")
    return Table(cells, colWidths=widths, style=[grid, *more], repeatRows=header)


def drawn_pdf(draw: Callable[[Canvas], None], *, password: str = "", owner_password: str = "") -> bytes:
    """Return a PDF drawn by hand, encrypted where a password is given."""
    buffer = BytesIO()
    protection = StandardEncryption(password, owner_password or password) if password or owner_password else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=protection)
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def draw_picture(canvas: Canvas) -> None:
    """Draw a picture over the page, as a scanner does."""
    canvas.drawInlineImage(grey_picture(), 0, 0, *A4)
    canvas.showPage()


def grey_picture() -> object:
    """Return a small picture."""
    from PIL import Image  # noqa: PLC0415  # heavy: Pillow, for these pages only

    return Image.new("L", (60, 80), 200)


def pdf_of_text(text: str, *, indent: float = 2, space_after: float = 0) -> bytes:
    """Return a PDF of a paper as an office would print it: justified, indented, with a page number."""
    return make_pdf(prose(text, indent=indent, space_after=space_after))
