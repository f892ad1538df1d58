"""党员 against the database: new members, corrections, transfers, further affiliations, posts, stages."""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from xuezuo.org.roster.checks_members import add, affiliation_kind
from xuezuo.org.roster.checks_persons import Persons, is_another
from xuezuo.org.roster.checks_units import UnitFacts
from xuezuo.org.roster.columns import POST_ONLY
from xuezuo.org.roster.compare_places import compare_places
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import MemberLine
from xuezuo.org.roster.plan import Correction, NewAffiliation, NewPost, NewStage, Plan
from xuezuo.org.roster.state import KnownMember, State
from xuezuo.org.types import AffiliationKind, MemberStage
from xuezuo.platform.crypto import lookup_hash

_CORRECTABLE: Final = ("name", "sex", "nation", "born", "education")


def compare_members(persons: Persons, state: State, units: Mapping[str, UnitFacts], plan: Plan, report: Report) -> None:
    """Add the members of the file to the plan, and note what the database refuses.

    Empty cells leave alone what is known; members that the file does not name are left alone.
    """
    scope = {unit.id for unit in state.units.values() if unit.in_scope}
    refused: set[str] = set()
    for number, rows in persons.items():
        member = state.members.get(number)
        if member is None:
            _plan_new(number, rows, units, plan, report)
            continue
        before = plan.size()
        if _is_acceptable(rows, member, scope, report):
            _correct(number, rows, member, plan, report)
            _advance(number, rows[0], member, plan, report)
            compare_places((number, rows, member), state, units, plan, report)
        else:
            refused.add(number)
        changed = plan.size() > before
        plan.rows["changed" if changed else "unchanged"] += len(rows)
    _check_owners({number: rows for number, rows in persons.items() if number not in refused}, state, report)


def _plan_new(number: str, rows: list[MemberLine], units: Mapping[str, UnitFacts], plan: Plan, report: Report) -> None:
    if not any(affiliation_kind(line) == AffiliationKind.FORMAL for line in rows):
        add(report, "formal_missing", rows[0], "kind", rows[0].kind or "")
    plan.rows["new"] += len(rows)
    plan.new_members.append(rows[0])
    plan.new_stages.extend(stages_of(number, rows[0]))
    formal = sorted(
        (line for line in rows if affiliation_kind(line) == AffiliationKind.FORMAL and line.begins),
        key=lambda line: line.begins or dt.date.min,
    )
    following = {line.row: later.begins for line, later in pairwise(formal)}
    for line in rows:
        if line.begins is None or line.unit is None:
            continue
        end = earliest(following.get(line.row), units[line.unit].dissolved)
        kind = affiliation_kind(line)
        if kind != POST_ONLY:
            plan.new_affiliations.append(NewAffiliation(number, line.unit, kind, line.begins, end))
        _plan_posts(number, line, (end, units[line.unit].dissolved), plan, report)


def _plan_posts(
    number: str, line: MemberLine, ends: tuple[dt.date | None, dt.date | None], plan: Plan, report: Report
) -> None:
    """Add the posts of a new member's row; `ends` are those of the affiliation and of the unit."""
    for kind, title in line.posts or ():
        start = line.post_start or line.begins or plan.on
        end = ends[0] if ends[0] is None or start < ends[0] else ends[1]
        post = NewPost(number, line.unit or "", kind, title, start, end)
        if any(post.clashes_with(other) for other in plan.posts_of_last(number)):
            add(report, "post_repeated", line, "posts", title)
        else:
            plan.new_posts.append(post)


def earliest(*days: dt.date | None) -> dt.date | None:
    """Return the earliest of the days that are known; None when none is."""
    return min((day for day in days if day is not None), default=None)


def stages_of(number: str, line: MemberLine) -> list[NewStage]:
    """Return the stages of a new member: probationary from joining, full from 转正日期 (without one: from joining)."""
    joined = line.joined or dt.date.min
    if line.stage == MemberStage.PROBATIONARY:
        return [NewStage(number, MemberStage.PROBATIONARY, joined, None)]
    if line.full is None or line.full == joined:
        return [NewStage(number, MemberStage.FULL, joined, None)]
    return [
        NewStage(number, MemberStage.PROBATIONARY, joined, line.full),
        NewStage(number, MemberStage.FULL, line.full, None),
    ]


def _is_acceptable(rows: list[MemberLine], member: KnownMember, scope: set[int], report: Report) -> bool:
    line = rows[0]
    present = [one for one in member.affiliations if one.end is None]
    if is_another(line, member) or (present and not any(one.unit_id in scope for one in present)):
        add(report, "member_number_taken", line, "number", line.number)
    elif not member.stage:
        add(report, "member_ended", line, "number", line.number)
    elif line.joined and line.joined != member.joined:
        add(report, "joined_differs", line, "joined", line.joined)
    else:
        return True
    return False


def _correct(number: str, rows: list[MemberLine], member: KnownMember, plan: Plan, report: Report) -> None:
    values: dict[str, str | dt.date] = {}
    for line in rows:
        for key in _CORRECTABLE:
            value = getattr(line, key)
            if value is not None and value != getattr(member, key):
                values[key] = value
        values.update(_new_secrets(line, member, report))
    if values:
        plan.corrections.append(Correction(member, number, values))


def _new_secrets(line: MemberLine, member: KnownMember, report: Report) -> dict[str, str]:
    """Return identity number and phone as far as the file has others; an identity number is never replaced here."""
    values: dict[str, str] = {}
    if line.id_number and lookup_hash(line.id_number, purpose="id_number") != member.id_hash:
        if member.id_hash is None:
            values["id_number"] = line.id_number
        else:
            add(report, "id_number_differs", line, "id_number", line.id_number)
    if line.phone and lookup_hash(line.phone, purpose="phone") != member.phone_hash:
        values["phone"] = line.phone
    return values


def _advance(number: str, line: MemberLine, member: KnownMember, plan: Plan, report: Report) -> None:
    """Probationary in the database and full in the file: full from 转正日期 (without one: from the import's day)."""
    if line.stage == MemberStage.PROBATIONARY and member.stage == MemberStage.FULL:
        add(report, "stage_back", line, "stage", MemberStage.PROBATIONARY.label)
    elif line.stage == MemberStage.FULL and member.stage == MemberStage.PROBATIONARY:
        full = line.full or plan.on
        if full <= member.joined:
            add(report, "full_before_joined", line, "full", line.full or "")
            return
        plan.ended_stages.append((member.stage_id, full))
        plan.new_stages.append(NewStage(number, MemberStage.FULL, full, None))
        plan.corrections.append(Correction(member, number, {"full": full}))
    elif line.full and line.full != member.full:
        add(report, "full_date_differs", line, "full", line.full)


def _check_owners(persons: Persons, state: State, report: Report) -> None:
    """Note identity numbers that the database has for somebody else."""
    for number, rows in persons.items():
        line = rows[0]
        if line.id_number is None or not state.owners:
            continue
        owner = state.owners.get(lookup_hash(line.id_number, purpose="id_number"))
        if owner is not None and owner != number:
            add(report, "id_number_duplicate", line, "id_number", line.id_number, other="系统中的另一名党员")
