"""What a browser finds wrong with a page: barriers for people, and complaints of its own console."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

GRAVE = ("serious", "critical")
#: The browser says so of each refused form (422), which is no fault.
EXPECTED = "Failed to load resource"


def check_accessibility(page: Page, *, contrast: bool = True) -> None:
    """Raise AssertionError naming each serious or critical barrier that axe finds on the page as it stands.

    Reading the contrast of every text takes two thirds of the time; leave it out where the page was read before.
    """
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
    found = Axe().run(page, options=options).response["violations"]
    barriers = [
        f"{barrier['id']}: {barrier['help']}: " + ", ".join(str(node["target"][0]) for node in barrier["nodes"][:5])
        for barrier in found
        if barrier["impact"] in GRAVE
    ]
    assert not barriers, f"{page.url} keeps people out:\n  " + "\n  ".join(barriers)


@pytest.fixture
def watched_page(page: Page) -> Iterator[Page]:
    """A page of a new browser window; the test fails if its console complains (a broken script, a refused inline

    style, a file from elsewhere), if the server fails, or if anything is fetched from another machine.
    """
    complaints: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    def note_answer(answer: Response) -> None:
        if answer.status >= 500 or not answer.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            complaints.append(f"{answer.status} {answer.url}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", note_answer)
    yield page
    assert not complaints, "\n".join(complaints)
