"""A person who is logged in, without posts: the shell needs no more."""

import datetime as dt

import pytest
from django.test import Client

from xuezuo.platform.access import SYSTEM
from xuezuo.platform.accounts import services


@pytest.fixture
def known(db):
    """A client of a logged-in account."""
    at = dt.datetime(2025, 6, 16, 2, 0, tzinfo=dt.UTC)
    client = Client()
    client.force_login(
        services.account_create(actor=SYSTEM, username="王书记", password="long enough 42", at=at),
        backend="xuezuo.platform.accounts.backends.PasswordBackend",
    )
    return client
