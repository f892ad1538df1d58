"""Where a known member belongs and which posts the member holds: file against database."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from xuezuo.org.roster.checks_members import add, affiliation_kind
from xuezuo.org.roster.checks_units import UnitFacts
from xuezuo.org.roster.columns import POST_ONLY
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import MemberLine
from xuezuo.org.roster.plan import NewAffiliation, NewPost, Plan
from xuezuo.org.roster.state import KnownAffiliation, KnownMember, KnownPost, State
from xuezuo.org.types import AffiliationKind

type Person = tuple[str, list[MemberLine], KnownMember]
_NEW: Final = 0


def compare_places(person: Person, state: State, units: Mapping[str, UnitFacts], plan: Plan, report: Report) -> None:
    """Add transfers, further affiliations and posts of one known member to the plan.

    Formal rows are taken by their start: one that the database has is left alone, a later one at another unit is a
    transfer on its 起始日期 (empty: on the import's day). Other kinds are added when the database has none there.
    """
    number, rows, member = person
    formal = [line for line in rows if affiliation_kind(line) == AffiliationKind.FORMAL and line.begins]
    _compare_formal(
        number, sorted(formal, key=lambda line: line.begins or dt.date.min), (member, state, units), plan, report
    )
    for line in rows:
        kind = affiliation_kind(line)
        if kind not in (AffiliationKind.FORMAL, POST_ONLY) and line.begins and line.unit:
            _compare_other(number, line, (member, state, units), plan, report)
    _compare_posts(person, state, units, plan, report)


type _Known = tuple[KnownMember, State, Mapping[str, UnitFacts]]


def _id_of(code: str | None, state: State) -> int:
    unit = state.units.get(code or "")
    return unit.id if unit else _NEW


def _compare_formal(number: str, lines: list[MemberLine], known: _Known, plan: Plan, report: Report) -> None:
    member, state, units = known
    history = [one for one in member.affiliations if one.kind == AffiliationKind.FORMAL]
    latest = history[-1] if history else None
    open_start, open_id = (latest.start, latest.id) if latest and latest.end is None else (None, _NEW)
    for line in lines:
        if _is_known(line, _id_of(line.unit, state), history, report):
            continue
        start = line.start or (plan.on if history else line.begins)
        if start is None or line.unit is None:
            continue
        if (latest and _is_within(start, latest)) or (open_start and start <= open_start):
            add(report, "formal_conflict", line, "start" if line.start else "unit", line.start or line.unit)
            continue
        end = units[line.unit].dissolved
        if end is not None and start >= end:
            add(report, "member_unit_dissolved", line, "unit", line.unit, on=end)
            continue
        if open_id:
            plan.ended_affiliations.append((open_id, start))
        elif open_start is not None:
            _end_last(number, start, plan)
        plan.new_affiliations.append(NewAffiliation(number, line.unit, AffiliationKind.FORMAL, start, end))
        open_start, open_id = start, _NEW


def _is_within(start: dt.date, latest: KnownAffiliation) -> bool:
    """Tell whether a relation from `start` on would meet the latest one, which only a transfer of an open one ends."""
    return start <= latest.start or (latest.end is not None and start < latest.end)


def _end_last(number: str, day: dt.date, plan: Plan) -> None:
    """A second transfer in the same file ends the first one."""
    last = plan.new_affiliations[-1]
    plan.new_affiliations[-1] = NewAffiliation(number, last.unit, last.kind, last.start, day)


def _is_known(line: MemberLine, unit_id: int, history: list[KnownAffiliation], report: Report) -> bool:
    """Tell whether the database has the row: same unit, and the same start where the row names one."""
    there = [one for one in history if one.unit_id == unit_id]
    if any(one.start in (line.start, line.begins) for one in there):
        return True
    present = [one for one in there if one.end is None]
    if present and line.start:
        add(report, "start_differs", line, "start", line.start)
    return bool(present)


def _compare_other(number: str, line: MemberLine, known: _Known, plan: Plan, report: Report) -> None:
    member, state, units = known
    kind, unit_id = affiliation_kind(line), _id_of(line.unit, state)
    there = [one for one in member.affiliations if one.kind == kind]
    if line.begins is None or line.unit is None or _is_known(line, unit_id, there, report):
        return
    start = line.start or max(plan.on, line.begins)
    end = units[line.unit].dissolved
    if end is not None and start >= end:
        add(report, "member_unit_dissolved", line, "unit", line.unit, on=end)
        return
    if (met := next((one for one in there if one.unit_id == unit_id and _reaches(one, start)), None)) is not None:
        key = "start" if line.start else "unit"
        add(report, "affiliation_conflict", line, key, line.start or line.unit, span=_span(met))
        return
    plan.new_affiliations.append(NewAffiliation(number, line.unit, kind, start, end))


def _reaches(known: KnownAffiliation | KnownPost, start: dt.date) -> bool:
    """Tell whether what the database holds has not ended by the day."""
    return known.end is None or known.end > start


def _span(known: KnownAffiliation | KnownPost) -> str:
    return f"{known.start} 至 {known.end or '今'}"


def _compare_posts(person: Person, state: State, units: Mapping[str, UnitFacts], plan: Plan, report: Report) -> None:
    """A filled 职务 cell names all posts at that unit: missing ones begin, others of the member there end.

    The first day is 任职起始日期 (empty: the import's day). An empty cell leaves the posts alone, and so does a row
    whose post the database has with that first day but ended since: by a transfer, or with its unit.
    """
    number, rows, member = person
    for code in sorted({line.unit for line in rows if line.posts and line.unit and line.begins}):
        unit_id = _id_of(code, state)
        lines = [line for line in rows if line.unit == code and line.posts]
        known = [post for post in member.posts if unit_id and post.unit_id == unit_id]
        held = {post.title: post for post in known if post.end is None}
        place, there = (number, code, unit_id), (known, units[code])
        started = [day for line in lines for day in _begin(line, place, there, plan, report)]
        wanted = {title for line in lines for _, title in line.posts or ()}
        _end_posts([post for title, post in held.items() if title not in wanted], started, plan)


def _begin(
    line: MemberLine,
    place: tuple[str, str, int],
    there: tuple[list[KnownPost], UnitFacts],
    plan: Plan,
    report: Report,
) -> list[dt.date]:
    """Add the posts of the row that the member does not hold at the unit yet; returns the days they begin."""
    number, code, unit_id = place
    known, unit = there
    held = {post.title: post for post in known if post.end is None}
    ended = {(post.title, post.start) for post in known if post.end is not None}
    start = line.post_start or (plan.on if unit_id else line.begins or plan.on)
    begun: list[dt.date] = []
    for kind, title in line.posts or ():
        if (post := held.get(title)) is not None:
            _note_start(line, post, report)
            continue
        if (title, line.post_start or line.begins) in ended:
            continue
        new = NewPost(number, code, kind, title, start, unit.dissolved)
        if unit.dissolved is not None and start >= unit.dissolved:
            add(report, "post_unit_dissolved", line, "posts", title, on=unit.dissolved)
        elif (met := next((one for one in known if one.title == title and _reaches(one, start)), None)) is not None:
            add(report, "post_conflict", line, "post_start", line.post_start or "", span=_span(met))
        elif any(new.clashes_with(other) for other in plan.posts_of_last(number)):
            add(report, "post_repeated", line, "posts", title)
        else:
            plan.new_posts.append(new)
            begun.append(start)
    return begun


def _note_start(line: MemberLine, post: KnownPost, report: Report) -> None:
    if line.post_start and line.post_start != post.start:
        add(report, "post_start_differs", line, "post_start", line.post_start)


def _end_posts(posts: list[KnownPost], started: list[dt.date], plan: Plan) -> None:
    for post in posts:
        day = max(started, default=plan.on)
        plan.ended_posts.append((post.id, day if day > post.start else max(plan.on, post.start + dt.timedelta(1))))
