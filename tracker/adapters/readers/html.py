"""Web pages: the article is found among navigation, side bars and adverts.

Scripts, menus and what calls itself a menu go first. Then, from the top, the way leads into the child that holds
nearly all prose, as long as there is one: paragraphs outside links, long enough to be sentences.
"""

import re
from collections import Counter

from lxml import etree, html

from tracker.adapters.readers import text as plain_text
from tracker.adapters.readers.html_blocks import SILENT, inline_text, is_block, lines_of
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult

DROPPED_TAGS = ("nav", "header", "footer", "aside", "form", "dialog", *sorted(SILENT))
DROPPED_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|side|foot(?!note)|relat(?:ed|ion)|recommend|share|crumb|bread|comment|copyright|banner"
    r"|advert|login|search|toolbar|pager|pagination|bdshare|qrcode|weibo|wechat|hot(?:list|news|$)"
    r"|(?:ads?|head|header|location|position|current)(?:$|[-_\s]))",
    re.IGNORECASE,
)
ARTICLE_NAMES = re.compile(r"trs|zoom|ucap|content|article|custom|pages_con|detail|main|text|wz|nr|con", re.IGNORECASE)
TITLE_NAMES = re.compile(r"title|bt|biaoti", re.IGNORECASE)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
ENTITY_DECLARATION = re.compile(r"<!ENTITY", re.IGNORECASE)
TITLE_SEPARATOR = re.compile(r"[_|]|\s[-–—]\s|-(?=[^-]{2,12}$)")

MOST_OF_PROSE = 0.9  # a child holding less than this is not the article, only a part of it
MOST_IN_NAMED = 0.7  # the same for a child that is called content, article or the like
KEPT_ANYWAY = 0.5  # of the prose: an element holding more than this is no menu, whatever its name
SENTENCE = 15  # characters
LINKED = 0.5  # share of linked text above which a paragraph is a list of links
SHOWN_LINES, SHOWN_LENGTH = 3, 24  # of what was left out, in the warning
FEWEST_LINKS = 3  # lines of links in a row that are a list of other articles


def read(data: bytes) -> ReadResult:
    """Return the text of the article of a web page with its title; raise where there is none."""
    source, encoding, warnings = _decode(data)
    if ENTITY_DECLARATION.search(source):
        raise UnreadableDocument(Refusal.XML_ENTITIES)
    try:
        page = html.document_fromstring(XML_DECLARATION.sub("", source), parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    body = page.find("body")
    if body is None:
        raise UnreadableDocument(Refusal.NO_TEXT)
    everything = lines_of(body)
    _drop_noise(body)
    article = _article(body)
    _drop_link_lists(article)
    lines = lines_of(article)
    title = _title(page, article)
    if title and not any(_same(title, line) for line in lines[:8]):
        lines = [title, *lines]
    if left_out := list((Counter(everything) - Counter(lines)).elements()):
        words = f"网页中正文以外的 {len(left_out)} 行文字（{_example(left_out)}）未读入，请核对正文是否完整。"
        warnings = (*warnings, words)
    return ReadResult(plain_text.clean("\n".join(lines)).strip("\n"), warnings, encoding)


def _example(lines: list[str]) -> str:
    """Return how some of what was left out begins, so that a reader sees whether it matters; the longest say most."""
    longest = sorted(dict.fromkeys(lines), key=len, reverse=True)
    shown = [f"“{line[:SHOWN_LENGTH]}{'…' * (len(line) > SHOWN_LENGTH)}”" for line in longest[:SHOWN_LINES]]
    return "、".join(shown) + "等" * (len(longest) > SHOWN_LINES)


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """A mark or valid UTF-8 is believed before what the page says of itself; pages are often saved anew."""
    declared = META_CHARSET.search(data[:4096])
    name = declared.group(1).decode().lower() if declared else ""
    if name in ("big5", "big5-hkscs"):
        return data.decode("big5hkscs", "replace"), "big5", ()
    return plain_text.decode(data)


def _drop_noise(body: html.HtmlElement) -> None:
    for element in list(body.iter(*DROPPED_TAGS)):
        _drop(element)
    whole = _prose(body)
    for element in list(body.iter()):
        names = f"{element.get('class', '')} {element.get('id', '')}" if isinstance(element.tag, str) else ""
        if DROPPED_NAMES.search(names) and _prose(element) <= KEPT_ANYWAY * whole:
            _drop(element)


def _article(body: html.HtmlElement) -> html.HtmlElement:
    """Return the innermost element that still holds nearly all prose of the page."""
    article = body
    while True:
        prose = _prose(article)
        inner = [child for child in article if isinstance(child.tag, str) and is_block(child)]
        best = max(inner, key=_prose, default=None)
        if best is None or best.tag in ("p", "ul", "ol", "table") and not _is_layout(best):
            return article
        share = _prose(best) / max(prose, 1)
        is_named = bool(ARTICLE_NAMES.search(f"{best.get('class', '')} {best.get('id', '')}"))
        if share < (MOST_IN_NAMED if is_named else MOST_OF_PROSE) or not prose:
            return article
        article = best


def _is_layout(table: html.HtmlElement) -> bool:
    """A table with one cell that holds nearly all its prose only places that cell on the page."""
    if table.tag != "table":
        return False
    return max((_prose(cell) for cell in table.iter("td")), default=0) >= MOST_OF_PROSE * max(_prose(table), 1)


def _prose(element: html.HtmlElement) -> int:
    """Return how many characters of an element stand in sentences outside links."""
    if not isinstance(element.tag, str):
        return 0
    links = sum(len(link.text_content().strip()) for link in element.iter("a"))
    sentences = [line for line in lines_of(element) if len(line) >= SENTENCE]
    length = sum(map(len, sentences))
    return max(length - 4 * links, 0) if links > LINKED * length else length


def _drop_link_lists(article: html.HtmlElement) -> None:
    for group in list(article.iter("ul", "dl")):
        items = [item for item in group if item.tag in ("li", "dd", "dt")]
        linked = [item for item in items if _link_share(item) > LINKED]
        if len(linked) >= FEWEST_LINKS and len(linked) > LINKED * len(items):
            _drop(group)


def _link_share(element: html.HtmlElement) -> float:
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked / max(len(element.text_content().strip()), 1)


def _title(page: html.HtmlElement, article: html.HtmlElement) -> str:
    """Return the title that the page gives its article: meta data for governments, a heading, the window's title."""
    meta = {each.get("name", "").lower(): each.get("content", "") for each in page.iter("meta")}
    if meta.get("articletitle", "").strip():
        return meta["articletitle"].strip()
    body = page.find("body")
    for heading in [] if body is None else body.iter("h1", "h2"):
        if len(text := inline_text(heading)) >= 4 and heading not in list(article.iter("h1", "h2"))[1:]:
            return text
    window = page.findtext("head/title") or ""
    return TITLE_SEPARATOR.split(window.strip())[0].strip()


def _same(title: str, line: str) -> bool:
    one, other = "".join(title.split()), "".join(line.split())
    return one in other or (len(other) >= 8 and other in one)


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
