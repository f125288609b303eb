"""How dates, figures and lights are written on pages."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from markupsafe import Markup

from tracker.domain.lights import Light
from tracker.web import formatting

TODAY = date(2026, 11, 23)
LATE_EVENING_IN_UTC = datetime(2026, 12, 30, 16, 30, tzinfo=UTC)  # half past midnight of the 31st in Beijing


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (formatting.date_prose, date(2026, 12, 31), "2026年12月31日"),
        (formatting.date_prose, date(2027, 1, 5), "2027年1月5日"),
        (formatting.date_prose, LATE_EVENING_IN_UTC, "2026年12月31日"),
        (formatting.date_table, date(2027, 1, 5), "2027-01-05"),
        (formatting.date_table, LATE_EVENING_IN_UTC, "2026-12-31"),
        (formatting.weekday, date(2026, 11, 23), "星期一"),
        (formatting.weekday, date(2026, 11, 29), "星期日"),
        (formatting.moment, LATE_EVENING_IN_UTC, "2026-12-31 00:30"),
        (formatting.moment_input, LATE_EVENING_IN_UTC, "2026-12-31T00:30"),
    ],
)
def test_dates_and_moments_are_those_of_beijing(write, value, text):
    assert write(value) == text


@pytest.mark.parametrize(
    ("due_on", "text"),
    [
        (date(2026, 12, 5), "还有 12 天"),
        (date(2026, 11, 24), "还有 1 天"),
        (date(2026, 11, 23), "今天到期"),
        (date(2026, 11, 22), "逾期 1 天"),
        (date(2025, 11, 23), "逾期 365 天"),
        (None, "长期"),
    ],
)
def test_a_limit_says_how_far_off_it_is(due_on, text):
    assert formatting.distance(due_on, TODAY) == text


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (formatting.number, 0, "0"),
        (formatting.number, 100, "100"),
        (formatting.number, 1234.5, "1,234.5"),
        (formatting.number, 12.04, "12"),
        (formatting.percent, 45, "45%"),
        (formatting.percent, 12.55, "12.6%"),
        (formatting.percent, 0, "0%"),
        (formatting.file_size, 0, "0 B"),
        (formatting.file_size, 1023, "1,023 B"),
        (formatting.file_size, 1024, "1 KB"),
        (formatting.file_size, 1_500_000, "1.4 MB"),
        (formatting.file_size, 5 * 1024**4, "5,120 GB"),
    ],
)
def test_figures_are_short_and_carry_their_unit(write, value, text):
    assert write(value) == text


@pytest.mark.parametrize(
    "write",
    [
        formatting.date_prose,
        formatting.date_table,
        formatting.weekday,
        formatting.moment,
        formatting.number,
        formatting.percent,
        formatting.file_size,
        formatting.label,
    ],
)
def test_what_is_missing_is_a_dash_and_never_none(write):
    assert write(None) == "—"


def test_an_input_for_a_moment_stays_empty_without_one():
    assert formatting.moment_input(None) == ""


def test_every_light_has_a_class_and_a_word_of_its_own():
    assert {formatting.light_class(light) for light in Light} == {f"light-{light.value}" for light in Light}
    assert len({formatting.light_word(light) for light in Light}) == len(Light)


def test_no_light_at_all_is_grey():
    assert formatting.light_class(None) == "light-grey"


@pytest.mark.parametrize(
    ("value", "text"),
    [(Light.RED, Light.RED.label), (True, "是"), (False, "否"), ("", "—"), (0, "0"), ("市科技局", "市科技局")],
)
def test_a_value_is_shown_by_its_label(value, text):
    assert formatting.label(value) == text


def test_typed_text_becomes_paragraphs_and_cannot_bring_markup():
    written = formatting.paragraphs("一、<script>\n\n  二、完成 & 验收\r\n")

    assert written == Markup("<p>一、&lt;script&gt;</p><p>二、完成 &amp; 验收</p>")


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [("市科技局", 4, "市科技局"), ("市科技局、市财政局", 5, "市科技局…"), ("一\n二", 10, "一 二"), (None, 5, "")],
)
def test_long_text_is_cut_with_an_ellipsis_inside_its_length(text, length, short):
    assert formatting.shorten(text, length) == short


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("市科技局和市科技局", "科技", "市<mark>科技</mark>局和市<mark>科技</mark>局"),
        ("A&B <x>", "amp", "A&amp;B &lt;x&gt;"),
        ("A&B", "&", "A<mark>&amp;</mark>B"),
        ("原文", " ", "原文"),
        (None, "甲", ""),
    ],
)
def test_searched_words_are_marked_in_escaped_text(text, words, html):
    assert str(formatting.marked(text, words)) == html


@pytest.fixture
def page():
    """A bare application: the addresses depend on the request alone."""
    return Flask("page")


@pytest.mark.parametrize(
    ("here", "changes", "there"),
    [
        ("/tasks?light=red&page=3", {"page": 4}, "/tasks?light=red&page=4"),
        ("/tasks?light=red&page=3", {"light": None, "page": None}, "/tasks"),
        ("/tasks?unit=1&unit=2", {"page": 2}, "/tasks?unit=1&unit=2&page=2"),
        ("/tasks", {"q": "A&B 科"}, "/tasks?q=A%26B+%E7%A7%91"),
    ],
)
def test_an_address_keeps_what_is_not_changed(page, here, changes, there):
    with page.test_request_context(here):
        assert formatting.address(**changes) == there


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/tasks?page=3", "/tasks?sort=due_on"),
        ("/tasks?sort=due_on", "/tasks?sort=-due_on"),
        ("/tasks?sort=-due_on", "/tasks?sort=due_on"),
        ("/tasks?sort=unit", "/tasks?sort=due_on"),
    ],
)
def test_sorting_turns_round_and_begins_on_page_one(page, here, there):
    with page.test_request_context(here):
        assert formatting.sort_address("due_on") == there
