"""Calendars for programs: made, revoked, read by their secret address."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Final

from django.contrib.auth import get_user_model
from django.db import transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import events as facts
from xuezuo.life.errors import TooManyFeeds
from xuezuo.life.models import CalendarEntry, CalendarFeed
from xuezuo.life.queries.feeds import feed_get_for, feeds_in_use
from xuezuo.org.models import Unit
from xuezuo.org.queries.identity import actor_for_account
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.crypto.tokens import lookup_hash

MOST: Final = 10  # calendars in use of one member
_PURPOSE: Final = "calendar feed"


@use_case("life.feed_make")
def feed_make(*, actor: Actor, unit: Unit | None, at: dt.datetime) -> tuple[CalendarFeed, str]:
    """Make a calendar of the actor's own meetings, or of a unit that came through its door; return it and its secret.

    The secret is shown once: only its keyed hash is kept.

    Raises:
        Forbidden: the actor is no member.
        TooManyFeeds: ten are in use.
    """
    if actor.member_id is None or actor.account_id is None:
        raise Forbidden(reason="只有党员可以订阅会议日历。")
    if len(feeds_in_use(actor, civil_date(at))) >= MOST:
        raise TooManyFeeds(most=MOST)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        uid=new_id(), member_id=actor.member_id, account_id=actor.account_id, unit=unit, token_hash=_hash(token),
        made_at=at,
    )  # fmt: skip
    _note(facts.FEED_MADE, actor, feed, at)
    return feed, token


@use_case("life.feed_revoke")
def feed_revoke(*, actor: Actor, feed: CalendarFeed, at: dt.datetime) -> CalendarFeed:
    """End a calendar of the actor's own: its address answers no more. A second time changes nothing.

    Raises:
        NotFound: somebody else's.
    """
    feed = feed_get_for(actor, feed.uid)
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        _note(facts.FEED_REVOKED, actor, feed, at)
    return feed


def feed_renew(*, actor: Actor, feed: CalendarFeed, at: dt.datetime) -> tuple[CalendarFeed, str]:
    """Give a calendar of the actor's own another address, for a year; the one before answers no more.

    Both are audited: the end of the one, the making of the other.

    Raises:
        NotFound: somebody else's, or revoked.
    """
    with transaction.atomic():
        feed = feed_get_for(actor, feed.uid)
        if feed.revoked_at is not None:
            raise NotFound
        feed_revoke(actor=actor, feed=feed, at=at)
        return feed_make(actor=actor, unit=feed.unit, at=at)


def feed_by_token(token: str, at: dt.datetime) -> tuple[CalendarFeed, Actor]:
    """Return the calendar with this secret and its owner, as whom it is read, with the posts of today.

    Raises:
        NotFound: no such calendar, revoked, its year is over, or its owner's log-in was closed.
    """
    on = civil_date(at)
    with transaction.atomic(), acting_as(SYSTEM):
        feed = CalendarFeed.objects.select_related("unit").filter(token_hash=_hash(token), revoked_at=None).first()
        if (
            feed is None
            or feed.last_day < on
            or not get_user_model().objects.filter(pk=feed.account_id, is_active=True).exists()
        ):
            raise NotFound
        if feed.read_on != on:
            feed.read_on = on
            feed.save(update_fields=["read_on"])
    actor = actor_for_account(feed.account_id, is_admin=False, on=on)
    if actor.member_id != feed.member_id:
        raise NotFound
    return feed, actor


def entries_told(changed: Sequence[tuple[int, str]], at: dt.datetime) -> dict[int, CalendarEntry]:
    """Keep what programs are told from now on: (activity id, digest); each change is numbered. Return what is kept.

    Two programs that ask at once write the same digest once: rows are locked in the order of their meetings.
    """
    if not changed:
        return {}
    digests = dict(sorted(changed))
    with transaction.atomic(), acting_as(SYSTEM):
        fresh = [CalendarEntry(activity_id=key, digest=digest, changed_at=at) for key, digest in digests.items()]
        CalendarEntry.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = CalendarEntry.objects.select_for_update().filter(activity_id__in=digests).order_by("activity_id")
        kept = {row.activity_id: row for row in rows}
        stale = [row for key, row in kept.items() if row.digest != digests[key]]
        for row in stale:
            row.digest, row.sequence, row.changed_at = digests[row.activity_id], row.sequence + 1, at
        CalendarEntry.objects.bulk_update(stale, ["digest", "sequence", "changed_at"])
    return kept


def _hash(token: str) -> bytes:
    return lookup_hash(token, purpose=_PURPOSE)


def _note(name: str, actor: Actor, feed: CalendarFeed, at: dt.datetime) -> None:
    record(name, actor=actor, subject=("life.calendar_feed", feed.uid), at=at, unit_id=feed.unit_id)
