"""What every journey in a browser shares."""

from playwright.sync_api import expect

PATIENCE_MS = 20_000  # on a busy machine a page comes late, and is right all the same

expect.set_options(timeout=PATIENCE_MS)
