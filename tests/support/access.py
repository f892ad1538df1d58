"""The table of who may open what: each app's `tests/access.py` has `ROWS`; tests/architecture/test_access.py asks.

    def prepare(world: World) -> None:
        world.activity = factories.activity(world.cast.office)

    ROWS = (
        Row("life:activity-detail", lambda w: {"uid": w.activity.uid},
            {200: "wang li zhao qian wu sun", 404: "zheng zhou", 403: "feng", 302: "stranger"}),
        Row("life:activity-confirm", lambda w: {"uid": w.activity.uid}, {302: "wang li", 403: REST}, method="post"),
    )

Every member of the cast and the stranger (nobody logged in) stands in a row exactly once; `REST` is whoever is not
named elsewhere. Each request is undone before the next one.
"""

import dataclasses
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

MEMBERS = ("wang", "li", "zhao", "qian", "zheng", "wu", "sun", "zhou")
EVERYBODY = (*MEMBERS, "feng", "stranger")
INSIDE = "wang li zhao qian wu sun"  # who sees the office branch: its people, organizer and inspector of the committee
REST = "*"


class World(SimpleNamespace):
    """The cast (`world.cast`) and what the apps' `prepare` put beside it, each name once."""

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse a name that another app has taken: its rows would ask about the wrong thing."""
        if name in self.__dict__ and self.__dict__[name] is not value:
            raise AttributeError(f"world.{name} is taken by another app")
        super().__setattr__(name, value)


@dataclasses.dataclass(frozen=True)
class Row:
    """One URL and the status that each person gets.

    Attributes:
        name: the URL's name, with its namespace.
        args: the URL's arguments, from the world.
        expected: status -> names, separated by blanks.
        method: get or post.
        data: what is posted.
        query: query string, without "?".
    """

    name: str
    args: Callable[[Any], Mapping[str, object]] = lambda _: {}
    expected: Mapping[int, str] = dataclasses.field(default_factory=dict)
    method: str = "get"
    data: Callable[[Any], Mapping[str, object]] = lambda _: {}
    query: str = ""

    @property
    def id(self) -> str:
        """How the test is called."""
        return f"{self.method} {self.name}"

    def statuses(self) -> dict[str, int]:
        """Return person -> status; fails when somebody is missing, unknown or named twice."""
        named = [
            (person, status) for status, names in self.expected.items() for person in names.split() if person != REST
        ]
        result = dict(named)
        assert len(result) == len(named), f"{self.id}: somebody is named twice"
        assert set(result) <= set(EVERYBODY), f"{self.id}: unknown {set(result) - set(EVERYBODY)}"
        others = [status for status, names in self.expected.items() if REST in names.split()]
        for person in EVERYBODY:
            if person not in result:
                assert len(others) == 1, f"{self.id}: nothing is said about {person}"
                result[person] = others[0]
        return result
