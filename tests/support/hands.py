"""Hands that count: every click, key and chosen file of a person at a page is one movement."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page

Seen = Callable[[int, str], None]


class Hands:
    """One person's mouse and keyboard on a page; `count` is how often they moved.

    `seen` is told after each movement which one it was and what it did, to take a picture for instance.
    """

    def __init__(self, page: Page, seen: Seen = lambda _number, _words: None) -> None:
        self.page = page
        self.count = 0
        self._seen = seen

    def click(self, target: Locator, words: str) -> None:
        """Click once."""
        target.click()
        self._moved(words)

    def press(self, key: str, words: str) -> None:
        """Press one key, with Shift and the like held."""
        self.page.keyboard.press(key)
        self._moved(words)

    def choose_file(self, target: Locator, file: Path, words: str) -> None:
        """Choose a file; the dialog of the system counts as one movement."""
        target.set_input_files(file)
        self._moved(words)

    def _moved(self, words: str) -> None:
        self.count += 1
        self._seen(self.count, words)
