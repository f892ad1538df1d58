"""What a browser can tell about a page that its HTML cannot: overflow, targets, contrast, what the CSP refused."""

import dataclasses
import shutil
import threading
import time
from typing import Any

import pytest
from playwright.sync_api import expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 120_000  # milliseconds; a loaded machine is slow, and waiting for what comes costs nothing
expect.set_options(timeout=PATIENCE)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

# Everything that is touched, but not links inside a line of text (WCAG 2.5.8 excepts them).
_SMALL = """(least) => [...document.querySelectorAll(
    'button, .button, summary, select, textarea, input:not([type=hidden]), .choice, nav a, .menu-panel a')]
  .filter((e) => e.checkVisibility() && !e.closest('.choice, .segments, .sr-only, .crumbs') || e.matches('.choice'))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width && Math.min(box.width, box.height) < least - 0.5)
  .map(([e, box]) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 12)} ` +
                     `${Math.round(box.width)}x${Math.round(box.height)}`)"""

_FAINT = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = (e) => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255, 1]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faint = [];
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (!text || !e.checkVisibility() || e.closest('[disabled], svg, .sr-only, script, option')) continue;
    const style = getComputedStyle(e), [a, b] = [light(parse(style.color)), light(back(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${text.slice(0, 12)} ${ratio.toFixed(2)}`);
  }
  return faint; }"""


@dataclasses.dataclass
class Look:
    """A page in the browser and what its console said."""

    page: Any
    base: str
    console: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def go(self, path: str) -> "Look":
        self.console.clear()
        self.page.goto(self.base + path)
        return self

    def faults(self, *, target: int = 44) -> list[str]:
        """List what is too wide, too small to touch, too faint to read, or refused by the CSP."""
        page = self.page
        page.wait_for_load_state()  # the style sheet, too
        found = [f"console: {text}" for text in self.console]
        wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if wide > room:
            found.append(f"the page is {wide} wide in {room}")
        found += [f"small: {text}" for text in page.evaluate(_SMALL, target)]
        found += [f"faint: {text}" for text in page.evaluate(_FAINT)]
        return list(dict.fromkeys(found))


def cut_line(page: Any, is_cut: bool = True) -> None:
    """Take the network away from the page's browser, or give it back, and wait until the page has noticed."""
    page.context.set_offline(is_cut)
    page.wait_for_function("(isCut) => navigator.onLine !== isCut", arg=is_cut)


def but_lines_cut(console: list[str]) -> list[str]:
    """Leave out what a console says of requests that a cut line has failed."""
    return [text for text in console if "net::ERR_" not in text and "FetchEvent" not in text]


def until_answered() -> None:
    """Wait until the live server has ended every connection, so that no late request meets emptied tables.

    A connection that stays open for long asks nothing any more, and does no harm.
    """
    end = time.monotonic() + 30
    while time.monotonic() < end and any("process_request_thread" in one.name for one in threading.enumerate()):
        time.sleep(0.02)
