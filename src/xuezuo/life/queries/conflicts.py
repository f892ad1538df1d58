"""Two people wrote at once: what stood there, what was saved meanwhile, what the second one wrote, and both merged."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from xuezuo.kernel.merge import changes, merge
from xuezuo.life.models import Activity, KeptText, Minutes, Resolution
from xuezuo.life.queries.agenda import agenda_points, agenda_version
from xuezuo.life.types import AgendaPoint, ItemKind
from xuezuo.org.models import Member
from xuezuo.platform.access import Actor

type Lines = list[tuple[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Conflict:
    """What the page of a conflict shows.

    Attributes:
        before: the text on which the second person began.
        theirs, yours: what each changed against it, as lines of `kernel.merge.changes`.
        version: the version saved meanwhile; whatever is saved now stands on it.
        who, at: who saved it and when.
        clashes: at how many places both changed the same.
    """

    before: str
    theirs: Lines
    yours: Lines
    version: int
    clashes: int
    who: str = ""
    at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Labelled:
    """A field of a form: its name, how it is called, and its values in words where they are chosen from a list."""

    name: str
    label: str
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)


_DECISION = (Labelled("text", "决议"), Labelled("owner", "责任人"), Labelled("due_on", "完成时限"))


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """What the actor had written and could not save: on which version, and what was filled in."""

    base: int
    said: dict[str, str]


def kept_text(actor: Actor, activity: Activity, place: str) -> Kept | None:
    """Return what the actor had to leave unsaved at the place of the meeting."""
    if actor.member_id is None:
        return None
    kept = KeptText.objects.filter(activity=activity, place=place, author_id=actor.member_id).first()
    return Kept(kept.base, json.loads(kept.text)) if kept else None


def names_of(account_ids: Collection[int | None]) -> dict[int, str]:
    """Return the names of the members behind these log-ins, as far as the asker may see them."""
    known = [key for key in account_ids if key is not None]
    return dict(Member.objects.filter(account_id__in=known).values_list("account_id", "name"))


def newest_minutes(activity: Activity, item_id: int | None) -> Minutes | None:
    """Return the newest minutes of the whole or of the item."""
    return Minutes.objects.filter(activity=activity, item_id=item_id).order_by("-version").first()


def minutes_conflict(activity: Activity, item_id: int | None, base: int, yours: str) -> tuple[Conflict, str]:
    """Return what the two wrote, and the merged text."""
    newest = newest_minutes(activity, item_id)
    versions = Minutes.objects.filter(activity=activity, item_id=item_id)
    before = versions.filter(version=base).values_list("text", flat=True).first() or ""
    theirs = newest.text if newest else ""
    merged, mine = merge(before, theirs, _tidy(yours)), _tidy(yours)
    return Conflict(
        before=before,
        theirs=changes(before, theirs),
        yours=changes(before, mine),
        version=newest.version if newest else 0,
        clashes=merged.clashes,
        who=_who(newest.written_by if newest else None),
        at=newest.written_at if newest else None,
    ), merged.text


def agenda_conflict(activity: Activity, base: int, yours: Sequence[AgendaPoint]) -> tuple[Conflict, list[AgendaPoint]]:
    """Return what the two wrote, and the merged agenda."""
    kept = activity.agenda_revisions.filter(version=base).values_list("agenda", flat=True).first() or []
    before = [AgendaPoint(**{**point, "uid": _uid(point["uid"])}) for point in kept]
    theirs = agenda_points(activity)
    merged, clashes = merge_points(before, theirs, yours)
    newest = activity.agenda_revisions.order_by("-version").first()
    told = _told(before)
    return Conflict(
        before=told,
        theirs=changes(told, _told(theirs)),
        yours=changes(told, _told(yours)),
        version=agenda_version(activity),
        clashes=clashes,
        who=_who(newest.changed_by if newest else None),
        at=newest.changed_at if newest else None,
    ), merged


def resolution_conflict(resolution: Resolution, base: int, yours: Mapping[str, str]) -> tuple[Conflict, dict[str, str]]:
    """Return what the two wrote of a decision, and the merged fields; `yours` has the fields as they are shown.

    Where both changed one field, the merged one is `yours`.
    """
    later = resolution.steps.filter(step="changed").order_by("pk").select_related(None)
    former = [step.fields for step in later][base - 1 :] if base >= 1 else []
    theirs = shown_resolution(resolution)
    before = _shown(former[0]) if former else theirs
    merged, clashes = merged_fields(_DECISION, before, theirs, yours)
    newest = resolution.steps.filter(step="changed").order_by("-pk").first()
    shown, of_theirs, of_yours = field_changes(_DECISION, before, theirs, yours)
    return Conflict(
        before=shown,
        theirs=of_theirs,
        yours=of_yours,
        version=resolution.version,
        clashes=clashes,
        who=_who(newest.by if newest else None),
        at=newest.at if newest else None,
    ), merged


def merged_fields(
    fields: Sequence[Labelled], before: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> tuple[dict[str, str], int]:
    """Return the fields with the changes of both, and in how many both changed the same: there yours is taken."""
    names = [one.name for one in fields]
    merged = {name: yours[name] if yours[name] != before[name] else theirs[name] for name in names}
    return merged, sum(1 for name in names if before[name] != theirs[name] != yours[name] != before[name])


def field_changes(
    fields: Sequence[Labelled], before: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> tuple[str, Lines, Lines]:
    """Return the fields as text, and what each changed of it, as lines of `kernel.merge.changes`."""
    was, they, you = (_lines(fields, said) for said in (before, theirs, yours))
    return was, changes(was, they), changes(was, you)


def shown_resolution(resolution: Resolution) -> dict[str, str]:
    """Return the fields of a decision as a form shows them."""
    due_on = resolution.due_on.isoformat() if resolution.due_on else None
    return _shown({"text": resolution.text, "owner_id": resolution.owner_id, "due_on": due_on})


def merge_points(
    before: Sequence[AgendaPoint], theirs: Sequence[AgendaPoint], yours: Sequence[AgendaPoint]
) -> tuple[list[AgendaPoint], int]:
    """Return an agenda with the changes of both, and where both changed the same: there one's own word is taken.

    Nobody's point is lost: one that the other took away stays when it was changed here.
    """
    was: dict[uuid.UUID | None, AgendaPoint] = {point.uid: point for point in before}
    mine = {point.uid: point for point in yours if point.uid}
    merged, clashes = [], 0
    for point in theirs:
        if point.uid in mine:
            both = _merge_point(was.get(point.uid, point), point, mine[point.uid])
            clashes += both != point and both == mine[point.uid] and point != was.get(point.uid, point)
            merged.append(both)
        elif was.get(point.uid) != point:
            merged.append(point)  # new, or taken away here but changed there
    there = {point.uid for point in theirs}
    lost = [point for uid, point in mine.items() if uid not in there and was.get(uid) != point]
    merged += [dataclasses.replace(point, uid=None) for point in lost]
    merged += [point for point in yours if point.uid is None]
    if [point.uid for point in before] == [point.uid for point in theirs]:  # the order is only mine to change
        places: dict[uuid.UUID | None, int] = {point.uid: place for place, point in enumerate(yours) if point.uid}
        merged.sort(key=lambda point: places.get(point.uid, len(places)))
    return merged, clashes


def _merge_point(was: AgendaPoint, they: AgendaPoint, you: AgendaPoint) -> AgendaPoint:
    """Return the point with the fields that each changed; yours where both did."""
    kept: dict[str, Any] = {}
    for names in (("title",), ("presenter", "presenter_id"), ("minutes",), ("kind",), ("text",)):
        changed = any(getattr(you, name) != getattr(was, name) for name in names)
        kept |= {name: getattr(you if changed else they, name) for name in names}
    return AgendaPoint(**kept, uid=they.uid)


def _told(points: Sequence[AgendaPoint]) -> str:
    return "\n".join(
        point.title
        + (f"（{point.presenter}）" if point.presenter else "")
        + (f" {ItemKind(point.kind).label}" if point.kind else "")
        + (f" {point.minutes} 分钟" if point.minutes else "")
        + (f"：{point.text}" if point.text else "")
        for point in points
    )


def _shown(fields: Mapping[str, Any]) -> dict[str, str]:
    owner = Member.objects.filter(pk=fields["owner_id"] or 0).values_list("name", flat=True).first()
    return {"text": str(fields["text"]), "owner": owner or "", "due_on": str(fields["due_on"] or "")}


def _lines(fields: Sequence[Labelled], said: Mapping[str, str]) -> str:
    return "\n".join(f"{one.label}：{one.words.get(said[one.name], said[one.name]) or '—'}" for one in fields)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _who(account_id: int | None) -> str:
    return names_of([account_id]).get(account_id or 0, "")


def _uid(text: object) -> uuid.UUID:
    return uuid.UUID(str(text))
