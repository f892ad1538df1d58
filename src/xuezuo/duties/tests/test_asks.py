"""What is asked for a time is a duty like any other: status, this month, standing, trace, rule browser."""

import dataclasses
import datetime as dt
import uuid

import pytest

from xuezuo.duties.queries.rulebook import duty_page, rulebook
from xuezuo.duties.queries.standing import shown_duties, standing
from xuezuo.duties.queries.status import unit_status
from xuezuo.duties.queries.this_month import month_board, this_month
from xuezuo.duties.queries.trace import trace
from xuezuo.duties.queries.year import hours_of, year_of
from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.periods import Period
from xuezuo.life.tests import factories as life
from xuezuo.org.queries.tree import unit_row
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, Template
from xuezuo.study.asks import services
from xuezuo.study.asks.types import AskOrigin, AskPeriod, AskSource, AskSpec
from xuezuo.study.exams.tests import factories as exams

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT = dt.datetime(2026, 3, 1, 1, tzinfo=dt.UTC)
START, END = dt.date(2026, 3, 10), dt.date(2026, 7, 1)
SPAN = "2026-03-10_2026-06-30"
ON = dt.date(2026, 5, 20)
MAY = Period.parse("2026-05")
SPEC = AskSpec(
    key="seminar",
    label="专题讨论",
    why="学习教育安排了一次专题讨论。",
    what_counts="集中学习。",
    subjects=(SubjectKind.BRANCH,),
    during=DateSpan(START, END),
    deed_kinds=(DeedKind.STUDY_SESSION,),
)


def make(unit, **changes):
    origin = AskOrigin(unit.id, AskSource.PROMPT, uuid.uuid4(), "关于三月学习的提示", dt.date(2026, 2, 27))
    return services.asks_make(origin, [dataclasses.replace(SPEC, **changes)], by=None, at=AT)[0]


def states(unit, ask, on=ON):
    return {row.period: row.state for row in unit_status(unit.id, on) if row.duty == f"ask_{ask.pk}"}


def test_an_ask_is_due_then_met_or_missed(cast):
    ask = make(cast.committee)
    assert states(cast.office, ask) == {SPAN: "due"}
    assert states(cast.office, ask, dt.date(2026, 7, 1)) == {SPAN: "missed"}

    held = life.activity(cast.office, dt.date(2026, 4, 2), kind="study_session")
    [row] = [row for row in unit_status(cast.office.id, ON) if row.duty == f"ask_{ask.pk}"]
    assert (row.state, row.done, row.required, row.deeds) == ("met", 1, 1, (held.uid,))
    assert (row.clause, row.force, row.subject) == ("《关于三月学习的提示》", "general", cast.office.code)
    assert states(cast.community, ask) == {SPAN: "due"}
    assert states(cast.committee, ask) == {}


def test_a_withdrawn_ask_binds_no_more_but_months_that_ended_stay(cast):
    ask, monthly = make(cast.committee), make(cast.committee, period=AskPeriod.MONTH)
    assert states(cast.office, monthly) == {"2026-04": "missed", "2026-05": "due"}
    services.asks_withdraw([ask, monthly], on=dt.date(2026, 5, 3), why="提前结束")
    assert states(cast.office, ask) == {}
    assert states(cast.office, monthly) == {"2026-04": "missed"}


def test_a_lifted_ask_stays_with_those_who_had_met_it(cast):
    ask, monthly = make(cast.committee), make(cast.committee, period=AskPeriod.MONTH)
    life.activity(cast.office, dt.date(2026, 5, 2), kind="study_session")
    services.asks_lift([ask, monthly], on=dt.date(2026, 5, 3), why="暂停")
    life.activity(cast.community, dt.date(2026, 5, 9), kind="study_session")  # nobody asks for it any more

    assert states(cast.office, ask) == {SPAN: "met"}
    assert states(cast.office, monthly) == {"2026-04": "missed", "2026-05": "met"}
    assert states(cast.community, ask) == {SPAN: "exempt"}
    assert states(cast.community, monthly) == {"2026-04": "missed", "2026-05": "exempt"}
    assert states(cast.community, ask, dt.date(2026, 5, 1)) == {SPAN: "due"}  # as it stood then
    assert states(cast.office, ask, dt.date(2026, 12, 31)) == {SPAN: "met"}
    [row] = [row for row in unit_status(cast.community.id, ON) if row.duty == f"ask_{ask.pk}"]
    assert row.why == "要求已提前解除"
    june = Period.parse("2026-06")
    assert [one.status.label for one in this_month(cast.office.id, MAY, ON) if one.ask] == ["专题讨论", "专题讨论"]
    assert [one.status.label for one in this_month(cast.office.id, june, dt.date(2026, 6, 9)) if one.ask] == []

    services.asks_restore([ask])
    assert states(cast.community, ask) == {SPAN: "met"}


def test_a_part_of_the_units_and_the_asking_one_itself(cast):
    kinds = (SubjectKind.COMMITTEE, SubjectKind.BRANCH)
    ask = make(cast.committee, subjects=kinds, only=(cast.office.pk,), with_own=True)
    assert [bool(states(unit, ask)) for unit in (cast.committee, cast.office, cast.community)] == [True, True, False]
    ask = make(cast.committee, subjects=kinds, only=(cast.office.pk,))
    assert [bool(states(unit, ask)) for unit in (cast.committee, cast.office, cast.community)] == [False, True, False]


def test_this_month_leads_to_the_entry_that_names_it(cast):
    ask = make(cast.committee)
    [item] = [one for one in month_board(cast.office.id, MAY, ON).items if one.ask]
    assert (item.ask, item.deed_kind, item.is_open, item.last_day) == (
        str(ask.uid),
        "study_session",
        True,
        dt.date(2026, 6, 30),
    )
    assert str(ask.uid) in {one.ask for one in this_month(cast.office.id, MAY, ON)}
    july = month_board(cast.office.id, Period.parse("2026-07"), dt.date(2026, 7, 2))
    assert [one.ask for one in july.missed if one.ask] == [str(ask.uid)]
    assert not [one for one in july.items if one.ask]


def test_what_members_are_asked_is_counted_on_the_page_of_the_branch(cast):
    ask = make(
        cast.committee,
        subjects=(SubjectKind.MEMBER,),
        template=Template.EXISTS_PER_MEMBER,
        deed_kinds=(DeedKind.EXAM,),
        is_named=True,
    )
    exams.sitting(exams.exam(cast.committee, ask_id=ask.pk), cast.zhao, cast.office, dt.date(2026, 4, 2))
    exams.sitting(exams.exam(cast.committee), cast.wang, cast.office, dt.date(2026, 4, 2))

    [people] = month_board(cast.office.id, MAY, ON).people
    asked = [row for row in hours_of(cast.office.id, 2026, ON) if row.duty == f"ask_{ask.pk}"]
    assert (people.met, people.bound) == (1, len([row for row in asked if row.state != "exempt"]))
    assert [row.subject for row in asked if row.state == "met"] == [cast.zhao.number]
    with pytest.raises(NotFound):
        trace(cast.office.id, f"ask_{ask.pk}", SPAN, ON)


def test_units_stand_under_the_ask_of_the_unit_above_not_under_their_own(cast):
    ask = make(cast.committee)
    make(cast.office, label="支部自己的")
    life.activity(cast.office, dt.date(2026, 4, 2), kind="study_session")
    table = standing(unit_row(cast.committee.id, ON), MAY, ON, shown_duties("", cast.committee.id, MAY))
    asked = {duty.id: table.total[duty.id] for duty, _ in table.duties if duty.id.startswith("ask_")}
    branches = sum(1 for line in table.lines if f"ask_{ask.pk}" in line.counts)
    assert asked == {f"ask_{ask.pk}": {"met": 1, "due": branches - 1}}


def test_an_ask_of_some_units_counts_for_the_asking_unit(cast):
    ask = make(cast.committee, only=(cast.office.pk,))
    assert (states(cast.office, ask), states(cast.community, ask)) == ({SPAN: "due"}, {})
    table = standing(unit_row(cast.committee.id, ON), MAY, ON, shown_duties("", cast.committee.id, MAY))
    assert table.total[f"ask_{ask.pk}"] == {"due": 1}


def test_the_year_and_the_trace_show_the_span(cast):
    ask = make(cast.committee)
    held = life.activity(cast.office, dt.date(2026, 4, 2), kind="study_session")
    [line] = [line for line in year_of(cast.office.id, 2026, ON) if line.label == ask.label]
    assert [cell.name for cell in line.cells] == ["3月10日至6月30日"]
    found = trace(cast.office.id, f"ask_{ask.pk}", SPAN, ON)
    assert [deed.uid for deed in found.deeds] == [held.uid]
    for other in ("2026-05", "2026-03-10_2026-06-29"):
        with pytest.raises(NotFound):
            trace(cast.office.id, f"ask_{ask.pk}", other, ON)


def test_the_rule_browser_shows_what_is_asked_of_ones_own(cast):
    ask = make(cast.committee)
    inside, outside = cast.actor(cast.wang, ON), cast.actor(cast.zhou, ON)
    assert [row.duty.label for row in rulebook(inside, "2026-05-20", ON)["asks"]] == ["专题讨论"]
    assert rulebook(outside, "2026-05-20", ON)["asks"] == []
    assert duty_page(inside, f"ask_{ask.pk}", ON).history[0].clause.citation == "《关于三月学习的提示》"
    for actor, duty in ((outside, f"ask_{ask.pk}"), (inside, "ask_99999999"), (inside, "no_such")):
        with pytest.raises(NotFound):
            duty_page(actor, duty, ON)
