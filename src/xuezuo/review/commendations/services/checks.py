"""What must hold before anything is written."""

import datetime as dt
import re
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record
from xuezuo.review.commendations.errors import PrivateWords, ReasonMissing, WrongState
from xuezuo.review.commendations.models import Nomination, Scheme
from xuezuo.review.commendations.policies import SCHEME_KEEP
from xuezuo.review.commendations.types import NominationState, SchemeState

_LONG_NUMBER: Final = re.compile(r"\d[\d\s-]{5,}[\dXx]")


def words_of(text: str, what: str, longest: int = 300) -> str:
    """Return the text without stray blanks; raise `ReasonMissing` when nothing is left."""
    found = squeeze(text)[:longest]
    if not found:
        raise ReasonMissing(what=what)
    return found


def check_public(text: str) -> None:
    """Raise `PrivateWords` when a text for the public holds a long number."""
    if _LONG_NUMBER.search(text):
        raise PrivateWords


def lock_scheme(actor: Actor, scheme: Scheme, at: dt.datetime, deed: str, *states: str) -> Scheme:
    """Return the scheme's row, locked, if the actor keeps it and it is in one of the states (none = any).

    Raises:
        NotFound, Forbidden, WrongState: it may not be.
    """
    require_unit(actor, SCHEME_KEEP, scheme.unit_id, civil_date(at))
    found = Scheme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=scheme.pk)
    if states and found.state not in states:
        raise WrongState(state=SchemeState(found.state).label, deed=deed, hint="")
    return found


def lock_nomination(nomination: Nomination, deed: str, *states: str) -> Nomination:
    """Return the nomination's row, locked, if it is in one of the states; the caller has checked the right.

    Raises:
        WrongState: it is not.
    """
    with acting_as(SYSTEM):
        related = Nomination.objects.select_related("scheme", "unit", "member")
        found = related.select_for_update(of=("self",)).get(pk=nomination.pk)
    if found.state not in states:
        raise WrongState(state=NominationState(found.state).label, deed=deed, hint="")
    return found


def tell(name: str, actor: Actor, thing: Scheme | Nomination, at: dt.datetime, **after: str | int | None) -> None:
    """Write the audit entry of a deed on a scheme or nomination."""
    kind = "scheme" if isinstance(thing, Scheme) else "nomination"
    member = None if isinstance(thing, Scheme) or thing.member is None else thing.member.uid
    about = (f"commendations.{kind}", thing.uid)
    record(name, actor=actor, subject=about, at=at, unit_id=thing.unit_id, member_uid=member, after=after)
