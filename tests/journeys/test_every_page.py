"""Every page that somebody may open, on a phone, in large letters, in the dark: the table of access is the list."""

import itertools

import pytest
from django.test import Client

from tests.journeys.conftest import PHONE
from tests.support.pages import make_world, shown_pages

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_fits_a_phone(look):
    """One test for all pages, so that the world is made once; the message names each page with its faults.

    Large letters are the harder case: what fits then fits otherwise, and targets grow with the same property.
    """
    faults = {}
    pages = sorted(shown_pages(make_world()), key=lambda page: page.account.pk if page.account else 0)
    for account, theirs in itertools.groupby(pages, key=lambda page: page.account):
        session = session_of(account)
        view = look(PHONE, text="large", dark=True, session=session)
        for page in theirs:
            if is_html(session or Client(), page.url) and (found := view.go(page.url).faults(target=60)):
                faults[page.name] = found
    assert "\n".join(f"{name}: {', '.join(found)}" for name, found in faults.items()) == ""


def is_html(client, url) -> bool:
    """Downloads and pictures are no pages."""
    return client.get(url).headers["Content-Type"].startswith("text/html")


def session_of(account):
    """Return a client that is logged in; None for strangers."""
    if account is None:
        return None
    client = Client()
    client.force_login(account)
    return client
