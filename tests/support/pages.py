"""What every page must keep to, checked on each page that a test fetches. A broken rule is told as one sentence."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib

from tracker import domain
from tracker.domain.labelled_enum import LabelledEnum

WITHOUT_LABEL = {"hidden", "submit", "button", "reset", "image"}
NOT_SHOWN = {"script", "style", "template", "code", "pre"}
SHOWN_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label")


def check_page(html: str) -> None:
    """Raise AssertionError listing everything wrong with a whole page, or with the part of one that htmx puts in."""
    is_whole = html.lstrip()[:9].lower() == "<!doctype"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html) if is_whole else parser.parseFragment(html)
    faults = [f"line {at[0]}: {name} {values or ''}" for at, name, values in parser.errors]
    for rule in [*RULES, *(WHOLE_PAGE_RULES if is_whole else ())]:
        faults += rule(root)
    assert not faults, "This page breaks house rules:\n  " + "\n  ".join(faults)


def text_of(element: Element) -> str:
    """Return the words a person reads in the element, white space folded."""
    return " ".join(" ".join(_texts(element)).split())


def has_one_heading_that_is_in_the_title(page: Element) -> Iterator[str]:
    headings = [text_of(heading) for heading in page.iter("h1")]
    title = text_of(next(page.iter("title"), Element("title")))
    if len(headings) != 1:
        yield f"one h1 is wanted, found {headings}"
    elif not headings[0] or headings[0] not in title:
        yield f"the h1 {headings[0]!r} is not in the title {title!r}"


def says_it_is_chinese(page: Element) -> Iterator[str]:
    if page.get("lang") != "zh-CN":
        yield f"<html lang> is {page.get('lang')!r}, not 'zh-CN'"


SVG = "{http://www.w3.org/2000/svg}svg"


def has_no_id_twice(page: Element) -> Iterator[str]:
    for name, times in Counter(element.get("id") for element in page.iter() if element.get("id")).items():
        if times > 1:
            yield f"id {name!r} is used {times} times"


def labels_every_field(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    inside_labels = {field for label in page.iter("label") for field in label.iter()}
    for field in _every(page, "input", "select", "textarea"):
        named = field.get("aria-label") or field.get("aria-labelledby")
        if field.get("type") in WITHOUT_LABEL or named or field.get("id") in labelled or field in inside_labels:
            continue
        yield f"<{field.tag} name={field.get('name')!r}> has no label"


def names_every_button_and_link(page: Element) -> Iterator[str]:
    for element in _every(page, "button", "a"):
        images = "".join(image.get("alt") or image.get("aria-label") or "" for image in _every(element, "img", SVG))
        if not (text_of(element) or images or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"<{element.tag} class={element.get('class')!r}> has no name to be read out"


def sends_every_form_somewhere_with_a_token(page: Element) -> Iterator[str]:
    for form in page.iter("form"):
        method = (form.get("method") or "get").lower()
        if method == "dialog":
            continue
        if not form.get("action"):
            yield f"<form id={form.get('id')!r}> has no action"
        if method == "post" and not any(field.get("name") == "csrf_token" for field in form.iter("input")):
            yield f"<form action={form.get('action')!r}> has no csrf_token"


def keeps_what_is_written(page: Element) -> Iterator[str]:
    for form in page.iter("form"):
        writes = any(field.get("readonly") is None for field in form.iter("textarea"))
        if writes and (form.get("method") or "get").lower() == "post" and form.get("data-autosave") is None:
            yield f"<form action={form.get('action')!r}> has no data-autosave: what is written in it can be lost"


def asks_without_scripts_too(page: Element) -> Iterator[str]:
    for form in page.iter("form"):
        words = [field.get("data-confirm") for field in (form, *form.iter("button")) if field.get("data-confirm")]
        asked = [field for field in _every(form, "button", "input") if field.get("name") == "ask_first"]
        if len(words) > len(asked):
            yield f"<form action={form.get('action')!r}> asks {words}, but only by a script; use dialogs.ask"


def runs_no_inline_code_or_style(page: Element) -> Iterator[str]:
    for element in page.iter():
        if element.tag == "style" or (element.tag == "script" and not _is_outside_or_data(element)):
            yield f"inline <{element.tag}>: move it to static/"
        for name, value in element.attrib.items():
            if name == "style" or str(name).startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield f"<{element.tag} {name}={value!r}>: the content security policy forbids it"


def loads_nothing_from_elsewhere(page: Element) -> Iterator[str]:
    for element in _every(page, "script", "link", "img", "iframe", "source"):
        address = element.get("src") or element.get("href") or ""
        if re.match(r"(https?:)?//", address):
            yield f"<{element.tag}> loads {address}"


def speaks_chinese_not_code(page: Element) -> Iterator[str]:
    shown = [*_texts(page), *(element.get(name, "") for element in page.iter() for name in SHOWN_ATTRIBUTES)]
    for text in shown:
        for word in _code_words().findall(text):
            yield f"{word!r} is shown in {text.strip()[:60]!r}; show the label"


RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    has_no_id_twice,
    labels_every_field,
    names_every_button_and_link,
    sends_every_form_somewhere_with_a_token,
    keeps_what_is_written,
    asks_without_scripts_too,
    runs_no_inline_code_or_style,
    loads_nothing_from_elsewhere,
    speaks_chinese_not_code,
)
WHOLE_PAGE_RULES = (has_one_heading_that_is_in_the_title, says_it_is_chinese)


def every_labelled_enum() -> list[type[LabelledEnum]]:
    """Return each enum of the domain whose members carry a Chinese label."""
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        importlib.import_module(module.name)
    return sorted(LabelledEnum.__subclasses__(), key=lambda enum: enum.__qualname__)


@cache
def _code_words() -> re.Pattern[str]:
    values = {str(member.value) for enum in every_labelled_enum() for member in enum}
    words = sorted({"None", "Undefined"} | {value for value in values if re.fullmatch(r"[a-z][a-z_]{2,}", value)})
    return re.compile(rf"(?<![\w@.:/-])(?:{'|'.join(words)})(?![\w@:/-])")


def _texts(element: Element) -> Iterator[str]:
    if element.tag in NOT_SHOWN or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _every(page: Element, *tags: str) -> Iterator[Element]:
    return (element for element in page.iter() if element.tag in tags)


def _is_outside_or_data(script: Element) -> bool:
    return bool(script.get("src")) or script.get("type") == "application/json"
