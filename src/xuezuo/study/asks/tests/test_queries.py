"""Asks as packs of rules, and those that a deed may name."""

import dataclasses
import datetime as dt
import uuid

import pytest

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import unit_row
from xuezuo.rules.packset import PackSet
from xuezuo.rules.types import UnitFacts
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, UnitKind, UnitType
from xuezuo.study.asks import services
from xuezuo.study.asks.queries.lists import Doer, asks_named, asks_open, fitting
from xuezuo.study.asks.queries.packs import ask_packs_around, ask_packs_of
from xuezuo.study.asks.types import AskOrigin, AskPeriod, AskSource, AskSpec

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT = dt.datetime(2026, 3, 1, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 4, 1)
SPEC = AskSpec(
    key="seminar",
    label="专题讨论",
    why="学习教育安排了一次专题讨论。",
    what_counts="集中学习。",
    subjects=(SubjectKind.BRANCH,),
    during=DateSpan(dt.date(2026, 3, 10), dt.date(2026, 7, 1)),
    deed_kinds=(DeedKind.STUDY_SESSION,),
)


def make(unit, **changes):
    origin = AskOrigin(unit.id, AskSource.PROMPT, uuid.uuid4(), "关于三月学习的提示", dt.date(2026, 2, 27))
    return services.asks_make(origin, [dataclasses.replace(SPEC, **changes)], by=None, at=AT)[0]


def around(unit, start=DAY, end=DAY + dt.timedelta(days=1)):
    return [found.facts.label for found in ask_packs_around([unit.id], start, end)]


def test_a_unit_sees_what_it_and_those_above_it_ask_within_the_days(cast):
    make(cast.committee, label="党委要求")
    make(cast.office, label="支部要求")
    make(cast.committee, label="选做", is_required=False)

    assert around(cast.office) == ["党委要求", "支部要求"]
    assert around(cast.committee) == ["党委要求"]
    assert around(cast.office, dt.date(2026, 3, 1), dt.date(2026, 3, 10)) == []
    assert around(cast.office, dt.date(2026, 7, 1), dt.date(2026, 8, 1)) == []


def test_the_pack_binds_in_its_time_and_for_its_types(cast):
    ask = make(cast.committee, unit_types=(UnitType.ORGAN,), is_named=True)
    [found] = ask_packs_of([ask.pk])
    packs, duty = PackSet.of([found.pack]), found.pack.duties[0]
    span = Period.parse("2026-03-10_2026-06-30")
    organ = UnitFacts(UnitKind.BRANCH, UnitType.ORGAN, chain=(f"#{cast.committee.pk}",))

    assert (duty.id, duty.deed_kinds) == (f"ask_{ask.pk}", (f"ask:{ask.pk}",))
    assert duty.periods_between(DAY, DAY + dt.timedelta(days=1)) == (span,)
    assert duty.periods_between(dt.date(2026, 7, 1), dt.date(2026, 8, 1)) == ()
    assert packs.requirement_for(duty.id, organ, span).clause.citation == "《关于三月学习的提示》"
    assert packs.requirement_for(duty.id, dataclasses.replace(organ, unit_type=None), span) is None
    assert packs.requirement_for(duty.id, dataclasses.replace(organ, chain=()), span) is None


def test_monthly_asks_bind_whole_months_until_they_are_withdrawn(cast):
    ask = make(cast.committee, period=AskPeriod.MONTH)
    services.asks_withdraw([ask], on=dt.date(2026, 5, 20), why="已提前完成")
    [found] = ask_packs_of([ask.pk])
    packs, duty = PackSet.of([found.pack]), found.pack.duties[0]
    facts = UnitFacts(UnitKind.BRANCH, chain=(f"#{cast.committee.pk}",))

    bound = [period.id for period in duty.periods_between(dt.date(2026, 1, 1), dt.date(2027, 1, 1))]
    assert [one for one in bound if packs.requirement_for(duty.id, facts, Period.parse(one))] == ["2026-04"]
    assert around(cast.office, dt.date(2026, 5, 20), dt.date(2026, 6, 1)) == []


def test_what_never_began_is_no_pack(cast):
    ask = make(cast.committee)
    services.asks_withdraw([ask], on=SPEC.during.start, why="不再要求")
    assert ask_packs_of([ask.pk]) == []
    assert around(cast.office) == []


def test_a_deed_names_what_is_open_and_fits(cast):
    ask = make(cast.committee, label="讨论", is_required=False)
    make(cast.committee, label="党小组学", subjects=(SubjectKind.GROUP,))
    make(cast.committee, label="别的", unit_types=(UnitType.SOCIAL,))
    gone = make(cast.committee, label="撤回")
    services.asks_withdraw([gone], on=DAY, why="不再要求")

    found = asks_open(Doer.of(unit_row(cast.office.id, DAY)), DAY)
    assert [one.label for one in found] == ["讨论"]
    assert fitting(found, ["lecture"]) == []
    assert fitting(found, ["lecture", "study_session"]) == found
    assert asks_named([ask.uid, uuid.uuid4()]) == {ask.uid: found[0]}
    assert asks_named([]) == {}


def test_a_tighter_ask_stands_in_the_place_of_the_one_above_it(cast):
    wide = make(cast.committee, label="讨论", is_named=True)
    tight = make(cast.office, label="讨论两次", required=2, is_named=True, replaces=(wide.pk,))

    assert around(cast.office) == ["讨论两次"]
    assert around(cast.community) == around(cast.committee) == ["讨论"]
    assert [one.label for one in asks_open(Doer.of(unit_row(cast.office.id, DAY)), DAY)] == ["讨论两次"]
    [above], [here] = ask_packs_of([wide.pk]), ask_packs_of([tight.pk])
    assert above.pack.duties[0].deed_kinds == (f"ask:{wide.pk}", f"ask:{tight.pk}")  # who meets one meets the other
    assert here.pack.duties[0].deed_kinds == (f"ask:{tight.pk}",)

    services.asks_withdraw([tight], on=DAY, why="不再要求")
    assert around(cast.office, dt.date(2026, 3, 10), dt.date(2026, 7, 1)) == ["讨论", "讨论两次"]
    assert around(cast.office) == ["讨论"]


def test_an_ask_may_bind_only_some_of_the_units_below(cast):
    ask = make(cast.committee, only=(cast.office.pk,))
    [found] = ask_packs_of([ask.pk])

    assert found.facts.bound == (cast.office.pk,)
    assert found.pack.scope.units == (f"#{cast.office.pk}",)
    for unit, labels in ((cast.office, ["专题讨论"]), (cast.community, [])):
        assert [one.label for one in asks_open(Doer.of(unit_row(unit.id, DAY)), DAY)] == labels


def test_the_asking_unit_itself_may_stand_beside_some_of_those_below(cast):
    ask = make(cast.committee, only=(cast.office.pk,), with_own=True, subjects=tuple(SubjectKind)[:4])
    [found] = ask_packs_of([ask.pk])
    assert (found.facts.bound, found.facts.itself) == ((cast.office.pk,), (cast.committee.pk,))
    for unit, labels in ((cast.office, ["专题讨论"]), (cast.community, []), (cast.committee, ["专题讨论"])):
        assert [one.label for one in asks_open(Doer.of(unit_row(unit.id, DAY)), DAY)] == labels
