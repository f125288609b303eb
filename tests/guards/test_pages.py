"""The page checks find what they are there to find."""

import pytest

from tests.support.pages import check_page

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>任务台账 · 落实</title></head>
<body><h1>任务台账</h1>{}</body></html>"""

FAULTS = {
    "a second h1": ("<h1>又一个标题</h1>", "one h1 is wanted"),
    "an id used twice": ('<p id="a">一</p><p id="a">二</p>', "id 'a' is used 2 times"),
    "a field without a label": ('<input name="percent">', "has no label"),
    "a button without a name": ("<button></button>", "no name to be read out"),
    "a form without an action": ("<form><button>查询</button></form>", "has no action"),
    "a form without a token": ('<form method="post" action="/x"><button>提交</button></form>', "no csrf_token"),
    "an inline style": ('<p style="color:red">红</p>', "security policy"),
    "an inline script": ("<script>go()</script>", "inline <script>"),
    "an event handler": ('<p onclick="go()">点</p>', "security policy"),
    "a script address": ('<a href="javascript:go()">点</a>', "security policy"),
    "a file from elsewhere": ('<img alt="图" src="https://example.com/a.png">', "loads https"),
    "a stored value": ("<p>状态：in_progress</p>", "'in_progress' is shown"),
    "nothing at all, shown as None": ("<td>None</td>", "'None' is shown"),
    "None in a hint": ('<p title="截止 None">时限</p>', "'None' is shown"),
    "broken markup": ("<p><b>粗</p></i>", "line 3"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_this_is_found(name):
    markup, sentence = FAULTS[name]

    with pytest.raises(AssertionError, match=sentence):
        check_page(PAGE.format(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<label for="q">名称</label><input id="q" name="q">',
        "<label>名称<input name='q'></label>",
        '<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t"><button>提交</button></form>',
        '<a href="/units/1"><img src="/a.png" alt="市科技局"></a>',
        '<script type="application/json">{"value": null}</script>',
        "<p>chen_in_progress@example.gov.cn</p>",
        "<code>in_progress</code>",
    ],
)
def test_this_is_right(markup):
    check_page(PAGE.format(markup))


def test_a_title_must_hold_the_heading():
    with pytest.raises(AssertionError, match="is not in the title"):
        check_page(PAGE.format("").replace("<h1>任务台账", "<h1>看板"))


def test_a_page_must_say_that_it_is_chinese():
    with pytest.raises(AssertionError, match="zh-CN"):
        check_page(PAGE.format("").replace("zh-CN", "en"))


def test_a_part_of_a_page_needs_no_heading():
    check_page("<tr><td>市科技局</td></tr>".replace("tr", "p").replace("td", "b"))
