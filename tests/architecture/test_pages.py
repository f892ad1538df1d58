"""Every page that somebody may open: sound HTML without inline code, and light enough for a village's network."""

import pytest
from django.db import transaction
from django.test import Client

from tests.support.pages import make_world, shown_pages
from xuezuo.web.tests.html import Faults

PAGE_BYTES = 100_000


@pytest.mark.django_db
def test_every_page_is_sound_and_light():
    """One test for all, so that the world is made once; the message names each page with its faults."""
    world = make_world()
    faults = {}
    for page in shown_pages(world):
        client = Client()
        with transaction.atomic():
            if page.account:
                client.force_login(page.account)
            answer = client.get(page.url)
            transaction.set_rollback(True)
        if answer.headers["Content-Type"].startswith("text/html") and (found := faults_of(answer)):
            faults[page.name] = found
    assert faults == {}


def faults_of(answer) -> list[str]:
    heavy = [f"{len(answer.content)} bytes"] if len(answer.content) > PAGE_BYTES else []
    return heavy + Faults(answer.content.decode()).found
