"""Makes web pages around a text, wrapped as different government and commercial sites wrap theirs."""

from collections.abc import Callable
from html import escape

NAVIGATION = "".join(f'<li><a href="/{number}">栏目{number}</a></li>' for number in range(12))
MENU = (
    f'<div class="nav"><ul>{NAVIGATION}</ul></div><div class="crumb">当前位置：<a href="/">首页</a> &gt; 政策文件</div>'
)
SIDE = (
    '<div class="sidebar"><h3>热门文章</h3><ul>'
    + "".join(f'<li><a href="/h{n}">关于某项工作的解读文章之{n}，请点击阅读全文</a></li>' for n in range(8))
    + "</ul></div>"
)
FOOT = '<div class="footer">主办单位：某某网站　备案号：某ICP备00000000号　联系电话：0000-0000000</div>'
SCRIPT = "<script>var text = '一、脚本中的文字不是正文';</script><style>p { text-indent: 2em }</style>"


def paragraphs(text: str, before: str, after: str) -> str:
    """Return each line of a text between two tags."""
    return "".join(f"{before}{escape(line)}{after}\n" for line in text.split("\n"))


def in_article(text: str) -> str:
    return f"<article>{paragraphs(text, '<p>', '</p>')}</article>"


def in_divisions(text: str) -> str:
    return f'<div class="wrap"><div class="content">{paragraphs(text, "<div>", "</div>")}</div></div>'


def with_breaks_in_a_table_cell(text: str) -> str:
    return f"<table><tr><td>{paragraphs(text, '　　', '<br>')}</td></tr></table>"


def in_an_editor_frame(text: str) -> str:
    lines = paragraphs(text, '<p style="text-indent:2em"><span>', "</span></p>")
    return f'<div id="zoom"><div class="TRS_Editor">{lines}</div></div>'


def in_nested_sections(text: str) -> str:
    lines = paragraphs(text, "<section><section><p><span>", "</span></p></section></section>")
    return f'<section class="rich_media_content"><section>{lines}</section></section>'


def in_no_wrapper(text: str) -> str:
    return paragraphs(text, "<p>", "</p>")


WRAPPINGS: dict[str, Callable[[str], str]] = {
    each.__name__: each
    for each in (
        in_article,
        in_divisions,
        with_breaks_in_a_table_cell,
        in_an_editor_frame,
        in_nested_sections,
        in_no_wrapper,
    )
}


def html_page(inner: str, *, title: str = "", head: str = "", charset: str = "utf-8") -> str:
    """Return a whole page: menu, side bar and foot around the article."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}</title>{head}{SCRIPT}</head>'
        f'<body><div class="page">{MENU}<div class="main-wrap">{inner}{SIDE}</div>{FOOT}</div></body></html>'
    )
