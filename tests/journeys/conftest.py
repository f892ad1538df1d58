"""A phone, a desk, a large-text phone: system Chromium against Django's live server."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import ARGUMENTS, CHROMIUM, PATIENCE, Look, until_answered

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all stories."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=2 * PATIENCE)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _session_cookie(session: Any) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {name: session.cookies[name].value} if session else {}


@pytest.fixture
def look(browser: Browser, live_server: Any) -> Iterator[Callable[..., Look]]:
    """Open a page: `look(PHONE, text="large", dark=True, scripts=False, session=client)`."""
    contexts = []

    def open_page(
        size: dict[str, int] = PHONE, *, text: str = "", dark: bool = False, scripts: bool = True, session: Any = None
    ) -> Look:
        context = browser.new_context(
            viewport=size, locale="zh-CN", color_scheme="dark" if dark else "light", java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        cookies = {"xuezuo_text": text} | _session_cookie(session)
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items() if v])
        return Look(context.new_page(), live_server.url)

    yield open_page
    for context in contexts:
        context.close()
    until_answered()
