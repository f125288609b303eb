"""The article of a web page is found, whatever it is wrapped in, and nothing of the page around it."""

import pytest

from tests.adapters.readers.makers_html import WRAPPINGS, html_page
from tracker.adapters.readers.html import read
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

SENTENCE = "各级各部门要加强组织领导，明确责任分工，确保各项任务落到实处、见到实效。"
ARTICLE = "\n".join(
    [
        "某市人民政府关于促进创新发展的意见",
        "一、总体要求",
        f"（一）{SENTENCE * 3}",
        "二、保障措施",
        f"（二）{SENTENCE * 3}",
    ]
)


def text_of(inner: str, **page: str) -> str:
    return read(html_page(inner, **page).encode()).text


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_the_article_is_found_in_every_wrapping(wrapping: str):
    assert "".join(text_of(WRAPPINGS[wrapping](ARTICLE)).split("　")) == ARTICLE


def test_what_was_left_out_is_counted_and_the_longest_of_it_shown():
    (warning,) = read(html_page(WRAPPINGS["in_article"](ARTICLE)).encode()).warnings

    assert warning.startswith("网页中正文以外的 ")
    assert "“主办单位：某某网站" in warning


@pytest.mark.parametrize("head", ["", '<meta name="ArticleTitle" content="关于促进创新发展的意见">'])
def test_a_title_outside_the_article_is_put_before_it(head: str):
    body = ARTICLE.partition("\n")[2]
    page = html_page(WRAPPINGS["in_article"](body), title="关于促进创新发展的意见_某市人民政府", head=head)

    assert read(page.encode()).text == f"关于促进创新发展的意见\n{body}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_pages_in_other_encodings_are_read(encoding: str):
    page = html_page(WRAPPINGS["in_article"](ARTICLE), charset="gb2312" if encoding == "gb18030" else "utf-8")

    assert read(page.encode(encoding)).text == ARTICLE


def test_a_page_in_big5_is_believed_about_itself():
    page = html_page(WRAPPINGS["in_article"]("關於促進創新發展的意見，各單位要認真貫徹落實。"), charset="big5")
    page = "".join(each for each in page if each not in "栏脚热门关项读")

    assert read(page.encode("big5", "ignore")).encoding == "big5"


def test_a_page_without_sentences_is_read_as_a_whole():
    assert read(b"<p>\xe7\x94\xb2</p><div><p>\xe4\xb9\x99</p></div>").text == "甲\n乙"


def test_a_layout_table_inside_the_article_gives_its_lines():
    before, long = SENTENCE * 4, SENTENCE * 12
    table = f"<table><tr><td><p>{long}</p><p>{SENTENCE}</p></td><td>侧</td></tr></table>"

    assert text_of(f"<article><p>{before}</p>{table}</article>").split("\n")[:3] == [before, long, SENTENCE]


def test_a_table_of_data_becomes_lines_with_tabs():
    cells = (
        "<tr><th>任务</th><th>单位</th><th>时限</th></tr>"
        '<tr><td rowspan="2">平台</td><td>甲局</td><td>六月</td></tr><tr><td>乙局</td><td>七月</td></tr>'
        '<tr><td colspan="2">合计</td><td>两项</td></tr>'
    )
    inner = f"<article><p>{SENTENCE * 3}</p><table>{cells}</table><p>{SENTENCE}</p></article>"

    assert text_of(inner).split("\n")[1:5] == [
        "任务\t单位\t时限",
        "平台\t甲局\t六月",
        "平台\t乙局\t七月",
        "合计\t\t两项",
    ]


def test_an_ordered_list_prints_its_numbers_unless_they_are_typed():
    inner = f'<article><p>{SENTENCE * 3}</p><ol start="3"><li>甲</li><li>乙</li></ol><ol><li>1.丙</li></ol></article>'

    assert text_of(inner).split("\n")[1:] == ["3.甲", "4.乙", "1.丙"]


def test_line_ends_of_the_source_do_not_become_spaces_in_chinese():
    inner = f"<article><p>市科技\n   局负责</p><p>R&amp;D\n投入</p><p>{SENTENCE * 3}</p></article>"

    assert text_of(inner).split("\n")[:2] == ["市科技局负责", "R&D 投入"]


def test_lists_of_links_after_the_article_are_left_out():
    links = "".join(f'<li><a href="/{n}">另一篇相关文章的标题之{n}</a></li>' for n in range(5))

    assert "另一篇" not in text_of(f"<article><p>{SENTENCE * 3}</p><ul>{links}</ul></article>")


def test_a_long_article_is_kept_although_its_frame_is_called_a_side_bar():
    assert SENTENCE in text_of(f'<div class="side-main"><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p></div>')


def test_entities_of_its_own_make_a_page_refused():
    with pytest.raises(UnreadableDocument) as refused:
        read(b'<!DOCTYPE html [<!ENTITY a "x">]><html><body>&a;</body></html>')

    assert refused.value.refusal is Refusal.XML_ENTITIES
