"""Pages are asked for as the person who is logged in, through the whole stack."""

from collections.abc import Callable

import pytest
from django.test import Client

from xuezuo.org.tests.cast import Cast


@pytest.fixture
def browser(cast: Cast) -> Callable[[str], Client]:
    """`browser("wang")` is a client in which that person of the cast is logged in; `browser("")` is a stranger's."""

    def of(who: str) -> Client:
        client = Client()
        if who == "feng":
            client.force_login(cast.feng)
        elif who:
            client.force_login(cast.account(getattr(cast, who)))
        return client

    return of
