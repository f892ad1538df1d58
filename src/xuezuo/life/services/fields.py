"""Between `Gathering` and the rows that hold it; earlier versions are kept as `ActivityRevision`."""

import datetime as dt

from xuezuo.life.models import Activity, ActivityAsk, ActivityPart, ActivityRevision
from xuezuo.life.types import Gathering, Part
from xuezuo.platform.access import Actor

PLAIN = ("kind", "occurred_on", "minutes", "starts_at", "place", "topic", "lecturer_id", "lecturer_note")


def gathering_of(activity: Activity) -> Gathering:
    """Return what the rows of the activity say now."""
    parts = tuple(Part(part.kind, part.minutes) for part in activity.parts.order_by("kind"))
    asks = tuple(activity.serves.order_by("ask_id").values_list("ask_id", flat=True))
    return Gathering(**{name: getattr(activity, name) for name in PLAIN}, parts=parts, asks=asks)


def put(activity: Activity, gathering: Gathering) -> None:
    """Set the activity's own columns; the caller saves."""
    for name in PLAIN:
        setattr(activity, name, getattr(gathering, name))


def set_parts(activity: Activity, gathering: Gathering) -> None:
    """Make the activity's parts, and the asks it serves, exactly those of the gathering."""
    activity.parts.all().delete()
    activity.serves.all().delete()
    ActivityPart.objects.bulk_create(
        [ActivityPart(activity=activity, kind=part.kind, minutes=part.minutes) for part in gathering.parts]
    )
    ActivityAsk.objects.bulk_create([ActivityAsk(activity=activity, ask_id=ask) for ask in gathering.asks])


def keep_version(activity: Activity, actor: Actor, reason: str, at: dt.datetime) -> None:
    """Keep the activity as it stands as a revision, and count the version up; the caller saves `version`."""
    ActivityRevision.objects.create(
        activity=activity,
        version=activity.version,
        fields=frozen_fields(activity),
        reason=reason,
        changed_at=at,
        changed_by=actor.account_id,
    )
    activity.version += 1


def frozen_fields(activity: Activity) -> dict[str, object]:
    """Return the activity's fields as JSON values: civil dates and times as ISO text, ids and counts as numbers."""
    gathering = gathering_of(activity)
    return {
        **{name: _plain(getattr(gathering, name)) for name in PLAIN},
        "parts": [{"kind": part.kind, "minutes": part.minutes} for part in gathering.parts],
        "asks": list(gathering.asks),
        "state": activity.state,
        "expected": activity.expected_count,
        "present": activity.present_count,
        "leave": activity.leave_count,
        "guests": activity.guest_count,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
