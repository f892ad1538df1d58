"""Short words for tests of commendations: who acts, what is commended."""

import datetime as dt
from collections.abc import Callable

from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import Actor, acting_as
from xuezuo.review.commendations.models import Nomination, Scheme
from xuezuo.review.commendations.services import nominations, notices
from xuezuo.review.commendations.types import NominationSpec, SchemeSpec

AT = dt.datetime.combine(TODAY, dt.time(4), dt.UTC)
LATER = AT + dt.timedelta(days=10)
SPEC = SchemeSpec("优秀共产党员", "member", "学习认真，群众认可。", 1, TODAY + dt.timedelta(days=10), 5)


def run_as[R](actor: Actor, deed: Callable[..., R], at: dt.datetime = AT, **values: object) -> R:
    """Call a service as somebody, the way a request does."""
    with acting_as(actor):
        return deed(actor=actor, **values, at=at)


def scheme(cast: Cast, spec: SchemeSpec = SPEC) -> Scheme:
    """Make a scheme of the committee."""
    return run_as(cast.actor(cast.wu), nominations.scheme_make, unit_id=cast.committee.pk, spec=spec)


def nominated(cast: Cast, of: Scheme, who: str = "zhao") -> Nomination:
    """Let the office branch nominate somebody."""
    spec = NominationSpec(getattr(cast, who).pk, "坚持送学上门。")
    return run_as(cast.actor(cast.wang), nominations.nominate, scheme=of, unit_id=cast.office.pk, spec=spec)


def shortlisted(cast: Cast, of: Scheme, who: str = "zhao") -> Nomination:
    """Pass a nomination to the short list."""
    one, wu = nominated(cast, of, who), cast.actor(cast.wu)
    return run_as(wu, nominations.nomination_step, nomination=one, passed=True, why="")


def proposed(cast: Cast, of: Scheme) -> None:
    """Propose the public notice."""
    run_as(cast.actor(cast.wu), notices.notice_propose, scheme=of, intro="公示如下。")
