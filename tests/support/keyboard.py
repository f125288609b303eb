"""Somebody at a page without a mouse: moves with Tab, presses Enter and Space, types."""

from datetime import date

from playwright.sync_api import FilePayload, Locator, Page

MOST_STEPS = 250  # more than any page of ours has places to go to
ORDERS = (("%Y", "%m", "%d"), ("%m", "%d", "%Y"))  # how the browser asks for a date depends on its language


class Keyboard:
    """The keyboard of one page. Whatever cannot be reached with Tab fails the test, as it would stop the person."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator) -> None:
        """Press Tab until this has the focus, and see that it can be told by its looks."""
        target.wait_for()
        for _ in range(MOST_STEPS):
            if target.evaluate("element => element === document.activeElement"):
                self._check_visible_focus(target)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with Tab on {self.page.url}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go there and press it."""
        self.go_to(target)
        self.page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        """Go to a field and put this in place of what stands there."""
        self.go_to(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def write_date(self, target: Locator, day: date) -> None:
        """Go to a field for a date and type the day, in the order the browser wants it."""
        self.go_to(target)
        for order in ORDERS:
            for part in order:
                self.page.keyboard.type(day.strftime(part))
                if part == "%Y" and order[-1] != "%Y":
                    self.page.keyboard.press("ArrowRight")
            if target.input_value() == day.isoformat():
                return
            for _ in order:
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"the field says {target.input_value()}, not {day}")

    def choose_file(self, target: Locator, file: FilePayload) -> None:
        """Open the dialog of a field for files and choose one.

        The browser is told to hand the dialog over before the way there, not right before the key: it takes a moment.
        """
        with self.page.expect_file_chooser() as dialog:
            self.go_to(target)
            self.page.keyboard.press("Enter")
        dialog.value.set_files(file)

    @staticmethod
    def _check_visible_focus(target: Locator) -> None:
        looks = "e => [e, e.closest('label, .drop-zone, .choice') || e].some(one => { const s = getComputedStyle(one);"
        looks += " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })"
        assert target.evaluate(looks), f"nothing shows that {target} has the focus"
