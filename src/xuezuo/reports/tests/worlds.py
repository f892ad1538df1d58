"""Random worlds: a small tree with moves, merges and dissolutions, people and deeds, on random days of two years."""

import datetime as dt
import random

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, ActivityAsk, ActivityPart
from xuezuo.org.models import Affiliation, Edge, Post, Succession, Unit, UnitName
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.tests import factories
from xuezuo.org.tests.factories import MemberSpec, UnitSpec
from xuezuo.org.types import PostKind
from xuezuo.platform.db.ranges import date_range
from xuezuo.reports.tests.oracle import KINDS
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, UnitType
from xuezuo.study.asks.services import asks_lift, asks_make, asks_withdraw
from xuezuo.study.asks.types import AskOrigin, AskPeriod, AskSource, AskSpec

FIRST = dt.date(2024, 1, 1)
DAYS = 730
AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def some_day(chance: random.Random, since: dt.date = FIRST) -> dt.date:
    """A day of the two years, month boundaries more often than chance would have it."""
    day = since + dt.timedelta(days=chance.randrange(1, max(2, (FIRST - since).days + DAYS)))
    return day.replace(day=1) if chance.random() < 0.3 and day.replace(day=1) > since else day


def build_world(seed: int) -> None:
    """Fill an empty organization with a random world; the same seed gives the same world."""
    chance = random.Random(seed)
    specs = [UnitSpec("T", "城", "committee")]
    specs += [UnitSpec(f"C{i}", f"县{i}", "committee", "T") for i in range(3)]
    for i in range(chance.randrange(4, 9)):
        since = FIRST if chance.random() < 0.6 else some_day(chance)
        specs.append(UnitSpec(f"B{i}", f"支部{i}", "branch", f"C{chance.randrange(3)}", since=since))
        specs += [UnitSpec(f"B{i}G{n}", f"小组{n}", "group", f"B{i}", since=since) for n in range(chance.randrange(3))]
    made = factories.units(*specs)
    _people(chance, list(made.values()))
    for _ in range(chance.randrange(0, 6)):
        _change(chance, made)
    closure_rebuild()
    _deeds(chance, list(made.values()))
    _asks(chance, list(made.values()))


def _asks(chance: random.Random, units: list[Unit]) -> None:
    """Let some units ask something for a time: once, every month or quarter; of some below, of one type, withdrawn."""
    Unit.objects.filter(kind="branch", pk__in=[unit.pk for unit in units if chance.random() < 0.5]).update(
        unit_type="village"
    )
    for number in range(chance.randrange(5)):
        unit = chance.choice([one for one in units if one.kind != "group"])
        start = some_day(chance, FIRST)
        end = start + dt.timedelta(days=chance.choice([1, 20, 95, 400]))
        below = [one.pk for one in units if one.code.startswith("C")] if unit.code == "T" else []
        spec = AskSpec(
            key=f"ask_{number}",
            label=f"要求{number}",
            why="为什么",
            what_counts="怎么算",
            subjects=(SubjectKind.BRANCH,) if chance.random() < 0.7 else (SubjectKind.BRANCH, SubjectKind.GROUP),
            during=DateSpan(start, end),
            deed_kinds=tuple(DeedKind(one) for one in chance.sample(KINDS, 2)),
            is_named=chance.random() < 0.3,
            period=chance.choice(list(AskPeriod)),
            required=chance.choice([1, 1, 2]),
            unit_types=(UnitType.VILLAGE,) if chance.random() < 0.3 else (),
            only=tuple(chance.sample(below, chance.randrange(len(below)))) if below else (),
            with_own=bool(below) and chance.random() < 0.5,
        )
        origin = AskOrigin(unit.pk, AskSource.PROMPT, new_id(), "通知", start)
        made = asks_make(origin, [spec], by=None, at=AT)
        if chance.random() < 0.3:
            end_it = asks_lift if chance.random() < 0.5 else asks_withdraw
            end_it(made, on=some_day(chance, start), why="不再要求")
        if spec.is_named:
            fit = [one for one in Activity.objects.all() if start <= one.occurred_on < end and chance.random() < 0.5]
            ActivityAsk.objects.bulk_create(ActivityAsk(activity=one, ask=made[0]) for one in fit)


def _people(chance: random.Random, units: list[Unit]) -> None:
    for unit in units:
        start = unit.during.lower
        specs = [MemberSpec(unit, number=f"{unit.code}-{n}", since=start) for n in range(chance.randrange(3))]
        for number, one in enumerate(factories.members(specs)):
            if unit.kind == "branch" and chance.random() < 0.7:
                kind = PostKind.COMMITTEE_MEMBER if number else PostKind.SECRETARY
                end = some_day(chance, start) if chance.random() < 0.4 else None
                factories.post(one, unit, kind, since=start, until=end)


def _change(chance: random.Random, made: dict[str, Unit]) -> None:
    """Move, merge or dissolve a branch that stands, after its last change; its groups go the same way."""
    branches = [u for u in made.values() if u.kind == "branch" and u.during.upper is None]
    if len(branches) < 3:
        return
    unit = chance.choice(branches)
    edge = Edge.objects.get(unit=unit, during__endswith__isnull=True)
    day = some_day(chance, max(unit.during.lower, edge.during.lower))
    if chance.random() < 0.5:
        _cut(edge, day)
        parent = made[f"C{chance.randrange(3)}"]
        Edge.objects.create(unit=unit, parent=parent, during=date_range(day))
        return
    target = chance.choice([b for b in branches if b != unit and b.during.lower < day] or [None])
    for below in Edge.objects.filter(parent=unit, during__endswith__isnull=True).select_related("unit"):
        _end(below.unit, day)
    _end(unit, day)
    if (
        target is not None
        and chance.random() < 0.7
        and Edge.objects.get(unit=target, during__endswith__isnull=True).during.lower <= day
    ):
        Succession.objects.create(old=unit, new=target, on=day, is_main=True)
    made[unit.code].refresh_from_db()


def _cut(row: Edge, day: dt.date) -> None:
    row.during = date_range(row.during.lower, day)
    row.save(update_fields=["during"])


def _end(unit: Unit, day: dt.date) -> None:
    Unit.objects.filter(pk=unit.pk).update(during=date_range(unit.during.lower, day))
    for model in (UnitName, Edge, Affiliation, Post):
        for row in model.objects.filter(unit=unit):
            if row.during.lower >= day:
                row.delete()
            elif row.during.upper is None or row.during.upper > day:
                _cut(row, day)


def _deeds(chance: random.Random, units: list[Unit]) -> None:
    for unit in units:
        unit.refresh_from_db()
        for _ in range(chance.randrange(12)):
            day = some_day(chance, unit.during.lower)
            if unit.during.upper is not None and day >= unit.during.upper:
                continue
            expected = chance.randrange(20)
            late = chance.choice([0, 0, 1, 20, 60])
            deed = Activity.objects.create(
                uid=new_id(),
                unit=unit,
                kind=chance.choice(KINDS),
                occurred_on=day,
                state="confirmed",
                recorded_on=day + dt.timedelta(days=late),
                confirmed_at=AT,
                created_at=AT,
                expected_count=expected,
                present_count=chance.randrange(expected + 1),
            )
            if chance.random() < 0.4:
                ActivityPart.objects.bulk_create(
                    ActivityPart(activity=deed, kind=kind) for kind in chance.sample(KINDS, chance.randrange(1, 4))
                )
