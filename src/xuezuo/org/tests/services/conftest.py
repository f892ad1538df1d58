"""Services are tried as the person who would do it: policy and row-level security both hold."""

import contextlib
import datetime as dt
from collections.abc import Iterator

import pytest
from tests.support.audit import trail

from xuezuo.org.models import Member
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as

AT = dt.datetime(2025, 6, 16, 2, 0, tzinfo=dt.UTC)


class Stage:
    """The cast, one of whom acts."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    @contextlib.contextmanager
    def acts(self, member: Member) -> Iterator[Actor]:
        with acting_as(self.cast.actor(member)) as actor:
            yield actor

    def entries(self) -> list[str]:
        return list(trail().order_by("id").values_list("name", flat=True))


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


@pytest.fixture
def system() -> Iterator[Actor]:
    with acting_as(SYSTEM) as actor:
        yield actor
