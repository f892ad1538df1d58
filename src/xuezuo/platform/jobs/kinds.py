"""The register of kinds of work."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from xuezuo.platform.access import ANONYMOUS, Actor

type Values = Mapping[str, str | int | bool | None]


@dataclasses.dataclass(frozen=True, slots=True)
class JobRun:
    """What a running job gets.

    Attributes:
        uid: of the job.
        actor: who started it, with the posts of today.
        params: what `job_start` was given.
        folder: the job's own folder, for files that come in and go out.
        at: the instant at which it was begun.
        progress: tells the watchers (step in Chinese, done, total); raises `JobCancelled` when one has had enough.
    """

    uid: uuid.UUID
    actor: Actor
    params: Values
    folder: Path
    at: dt.datetime
    progress: Callable[[str, int, int], None]


type Work = Callable[[JobRun], Values]


@dataclasses.dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of work: its words, the function, and where a finished job leads (a URL name that takes `uid`)."""

    name: str
    label: str
    run: Work
    done_url: str


class JobCancelled(Exception):
    """Somebody asked the running job to stop; nothing of it stays."""


_kinds: dict[str, JobKind] = {}
_actor_of: list[Callable[[int, dt.date], Actor]] = []


def job_kind(name: str, label: str, *, done_url: str) -> Callable[[Work], Work]:
    """Register the decorated function as a kind of work; import it in the app's `ready`.

    Raises:
        ValueError: when the name is taken by another function.
    """

    def register(run: Work) -> Work:
        if name in _kinds and _kinds[name].run is not run:
            raise ValueError(f"job kind {name} is declared twice")
        _kinds[name] = JobKind(name, label, run, done_url)
        return run

    return register


def kind_named(name: str) -> JobKind:
    """Return the kind.

    Raises:
        LookupError: when no room has declared it.
    """
    return _kinds[name]


def find_actors_with(find: Callable[[int, dt.date], Actor]) -> None:
    """Say how the actor behind a log-in is found on a civil day; the room that knows posts says it."""
    _actor_of[:] = [find]


def actor_of(account_id: int, on: dt.date) -> Actor:
    """Return who the log-in is on the civil day."""
    return _actor_of[0](account_id, on) if _actor_of else ANONYMOUS
