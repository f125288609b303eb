"""Somebody at the pages: reads what is shown, follows a link by its words, fills in a form and presses its button.

Only what is on the page can be pressed: a button that is missing fails the test, as it would stop the person.
Each kind of page goes through the page checks once a person; a story comes by the same ones hundreds of times.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Self
from xml.etree.ElementTree import Element

from lxml import html

from tests.support.client import BrowserClient
from tests.support.pages import check_page, text_of

CONTROLS = ("input", "select", "textarea", "button")
NOT_SENT_BY_ITSELF = {"submit", "button", "reset", "image", "file"}


class Visitor:
    """A person with a browser, after `open` at a page. `name` is only for messages."""

    def __init__(self, client: BrowserClient, name: str = "somebody") -> None:
        self.client = client
        self.name = name
        self.address = ""
        self._page: Element = html.document_fromstring("<p>")
        self._seen: set[str] = set()

    def open(self, address: str) -> Self:
        """Fetch a page, going where it sends the browser; fail unless something is shown."""
        self._show(self.client.get(address, follow_redirects=True, checked=False))
        return self

    def follow(self, words: str) -> Self:
        """Click the first link with these words in it."""
        found = next((link for link in self._page.iter("a") if words in _words(link) and link.get("href")), None)
        assert found is not None, f"{self.name} finds no link “{words}” on {self.address}"
        return self.open(str(found.get("href")))

    def press(self, words: str, **answers: Any) -> Self:
        """Press the first button with these words, with the form's own values and these answers (field name: value)."""
        button = next((one for one in self._page.iter("button") if words in _words(one)), None)
        assert button is not None, f"{self.name} finds no button “{words}” on {self.address}"
        self._send(self._form_of(button), button, answers)
        return self._confirm() if self.choices("was_asked") else self

    def _confirm(self) -> Self:
        """Say yes to what is asked before the button acts: there are no scripts here, so a page asks."""
        form = next(one for one in self._page.iter("form") if one.get("method") == "post")
        return self._send(form, next(form.iter("button")), {})

    def press_each(self, words: str) -> int:
        """Press the button with these words as long as the page shows one; return how often."""
        count = 0
        while self.sees_button(words):
            self.press(words)
            count += 1
        return count

    def sees_button(self, words: str) -> bool:
        """Say whether there is a button with these words."""
        return any(words in _words(one) for one in self._page.iter("button"))

    def send_file(self, data: bytes, filename: str, **answers: Any) -> Self:
        """Put a file into the page's first field for files and send its form."""
        field = next(one for one in self._page.iter("input") if one.get("type") == "file")
        answers[field.get("name", "")] = (data, filename)
        return self._send(self._form_of(field), None, answers)

    def figure(self, label: str) -> int:
        """Return the first figure with this label; fail where there is none."""
        found = [number for name, number in self._figures(self._page) if name == label]
        assert found, f"{self.name} finds no figure “{label}” on {self.address}"
        return found[0]

    def figures(self, strip: str) -> dict[str, int]:
        """Return the figures of the strip with this name, by label."""
        return dict(next(self._figures(one) for one in self._page.iter("div") if one.get("aria-label") == strip))

    @staticmethod
    def _figures(part: Element) -> Iterator[tuple[str, int]]:
        for place in part.iter():
            if "figure" in place.get("class", "").split():
                shown = {one.get("class"): text_of(one) for one in place}
                number = "".join(char for char in shown["figure-value"] if char.isdigit())
                yield shown["figure-label"].split()[-1], int(number)

    def rows(self, caption: str) -> list[list[str]]:
        """Return the words in each cell of the table with this caption, row by row, without its head."""
        for table in self._page.iter("table"):
            if any(text_of(one) == caption for one in table.iter("caption")):
                return [[text_of(cell) for cell in row] for body in table.iter("tbody") for row in body]
        raise AssertionError(f"{self.name} finds no table “{caption}” on {self.address}")

    def choices(self, name: str) -> list[str]:
        """Return the values that can be ticked or chosen under this name."""
        return [one.get("value", "") for one in self._page.iter("input") if one.get("name") == name]

    def links(self, words: str) -> list[str]:
        """Return the addresses of the links with these words in them."""
        return [str(link.get("href")) for link in self._page.iter("a") if words in _words(link)]

    @property
    def text(self) -> str:
        """All the words on the page."""
        return text_of(self._page)

    def _send(self, form: Element, button: Element | None, answers: dict[str, Any]) -> Self:
        values = {**dict(values_of(list(self._controls_of(form)), button)), **answers}
        sends_files = form.get("enctype") == "multipart/form-data"
        data = {name: _as_upload(value) for name, value in values.items()} if sends_files else values
        address = str((button is not None and button.get("formaction")) or form.get("action"))
        if form.get("method", "get").lower() == "post":
            self._show(self.client.post(address, data=data, follow_redirects=True, checked=False))
        else:
            self._show(self.client.get(address, query_string=data, checked=False))
        return self

    def _show(self, response: Any) -> None:
        assert response.status_code == 200, f"{self.name}: {response.request.path} answered {response.status}"
        self.address = response.request.full_path.rstrip("?")
        kind = re.sub(r"\d+", "#", response.request.path)
        if kind not in self._seen:
            check_page(response.text)
            self._seen.add(kind)
        self._page = html.document_fromstring(response.text)

    def _form_of(self, control: Element) -> Element:
        for form in self._page.iter("form"):
            if control.get("form") == form.get("id") and form.get("id") or control in set(form.iter()):
                return form
        raise AssertionError(f"{_words(control)} belongs to no form")

    def _controls_of(self, form: Element) -> Iterator[Element]:
        inside = set(form.iter())
        for control in self._page.iter():
            if control.tag in CONTROLS and (
                control in inside or form.get("id") and control.get("form") == form.get("id")
            ):
                yield control


def _words(element: Element) -> str:
    return f"{text_of(element)} {element.get('aria-label', '')}"


def values_of(controls: list[Element], pressed: Element | None) -> Iterator[tuple[str, Any]]:
    """Yield what a browser would send: several values of one name as a list."""
    found: dict[str, list[str]] = {}
    for control in controls:
        name, kind = control.get("name"), control.get("type", "")
        is_idle = kind in NOT_SENT_BY_ITSELF or control.tag == "button"
        if not name or (is_idle and control is not pressed) or control.get("disabled") is not None:
            continue
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        found.setdefault(name, []).append(_value_of(control))
    yield from found.items()


def _value_of(control: Element) -> str:
    if control.tag == "textarea":
        return "".join(control.itertext()).removeprefix("\n")
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return next((one.get("value", text_of(one)) for one in chosen), "")
    return control.get("value", "on" if control.get("type") == "checkbox" else "")


def _as_upload(value: Any) -> Any:
    return (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
