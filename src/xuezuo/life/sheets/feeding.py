"""The answer to a calendar program: which meetings, as which change, in which file."""

import datetime as dt

from django.urls import reverse

from xuezuo.kernel.clock import civil_date
from xuezuo.life.models import Activity, CalendarEntry, CalendarFeed
from xuezuo.life.queries.feeds import Told, told
from xuezuo.life.services.feeds import entries_told
from xuezuo.life.sheets.calendar import Version, calendar_of, digest_of
from xuezuo.org.queries.tree import clamp, span_of, unit_row
from xuezuo.platform.access import Actor, acting_as


def calendar_file(feed: CalendarFeed, actor: Actor, site: str, at: dt.datetime) -> bytes:
    """Return the calendar as its owner may see it now; `site` begins the addresses in it."""
    on = civil_date(at)
    with acting_as(actor):
        found = told(actor, feed.unit, on)
        name = f"{unit_row(feed.unit.pk, clamp(on, span_of(feed.unit))).name}会议" if feed.unit else "我的组织生活"
    return calendar_of(name, _versions(found, at), lambda activity: f"{site}{_page(activity)}")


def _versions(found: list[Told], at: dt.datetime) -> list[tuple[Told, Version]]:
    digests = {one.activity.pk: digest_of(one) for one in found}
    changed = [
        (key, digest)
        for (key, digest), one in zip(digests.items(), found, strict=True)
        if one.entry is None or one.entry.digest != digest
    ]
    kept: dict[int, CalendarEntry] = {one.activity.pk: one.entry for one in found if one.entry}
    kept |= entries_told(changed, at)
    return [(one, Version(kept[one.activity.pk].sequence, kept[one.activity.pk].changed_at)) for one in found]


def _page(activity: Activity) -> str:
    return reverse("life:activity-detail", kwargs={"uid": activity.uid})
