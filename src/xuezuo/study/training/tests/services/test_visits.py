import dataclasses
import datetime as dt

import pytest
from django.db import connection

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.platform.db.relations import deed_relation, participation_relation
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.asks.services import asks_withdraw
from xuezuo.study.asks.tests.factories import ask
from xuezuo.study.training import deeds
from xuezuo.study.training.errors import (
    DaysDoNotFit,
    NameTaken,
    NothingChanged,
    NotOfThisUnit,
    NumberOutOfRange,
    ReasonMissing,
    WrongState,
)
from xuezuo.study.training.models import Visit
from xuezuo.study.training.queries.places import route_history, route_list, stops_of, visit_list
from xuezuo.study.training.services.places import place_change, place_make, route_change, route_make, route_spec_of
from xuezuo.study.training.services.visits import spec_of, visit_correct, visit_record, visit_void
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import PlaceSpec, RouteSpec, VisitSpec

pytestmark = pytest.mark.django_db
AT, DAY = factories.AT, factories.DAY


def relation(maker) -> list[dict[str, object]]:
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(maker(deeds.SOURCES, {"teaching_visit"}, "TRUE"))
        heads = [column.name for column in cursor.description]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def test_a_visit_is_a_deed_of_the_unit_that_came(cast: Cast) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        place = factories.place(cast.committee)
        far = factories.place(cast.other_committee, "河口纪念馆")
    spec = VisitSpec(DAY, 90, 5, place_id=place.pk, member_ids=(cast.wang.pk, cast.zhao.pk))
    uid = new_id()
    with acting_as(wang):
        visit = visit_record(actor=wang, unit_id=cast.office.pk, spec=spec, uid=uid, at=AT)
        assert visit == visit_record(actor=wang, unit_id=cast.office.pk, spec=spec, uid=uid, at=AT)
        for refusal, changed in (
            (DaysDoNotFit, {"occurred_on": dt.date(2025, 6, 20)}),
            (NumberOutOfRange, {"people": 1}),
            (NumberOutOfRange, {"minutes": 0}),
            (NotOfThisUnit, {"place_id": far.pk}),
            (NotOfThisUnit, {"place_id": None}),
            (NotOfThisUnit, {"member_ids": (cast.zheng.pk,)}),
        ):
            with pytest.raises(refusal):
                visit_record(
                    actor=wang, unit_id=cast.office.pk, spec=dataclasses.replace(spec, **changed), uid=new_id(), at=AT
                )
        with pytest.raises(NotFound):
            visit_record(actor=wang, unit_id=cast.community.pk, spec=spec, uid=new_id(), at=AT)
    [deed] = relation(deed_relation)
    assert (deed["id"], deed["unit_id"], deed["quantity"]) == (visit.pk + (4 << 60), cast.office.pk, 90)
    rows = {row["member_id"]: (row["unit_id"], row["minutes"]) for row in relation(participation_relation)}
    assert rows == {cast.wang.pk: (cast.office.pk, 90), cast.zhao.pk: (cast.first_group.pk, 90)}
    assert visit.is_late_entry


def test_corrections_keep_versions_and_voids_do_not_count(cast: Cast) -> None:
    wang, zhao = cast.actor(cast.wang), cast.actor(cast.zhao)
    with acting_as(SYSTEM):
        visit = factories.visit(factories.place(cast.committee), cast.office, [cast.zhao, cast.qian])
    with acting_as(wang):
        said = spec_of(visit)
        with pytest.raises(NothingChanged):
            visit_correct(actor=wang, visit=visit, spec=said, reason="再看一遍", at=AT)
        fewer = dataclasses.replace(said, member_ids=(cast.qian.pk,), people=3, minutes=120)
        with pytest.raises(ReasonMissing):
            visit_correct(actor=wang, visit=visit, spec=fewer, reason="", at=AT)
        visit = visit_correct(actor=wang, visit=visit, spec=fewer, reason="赵没有去", at=AT)
        assert (visit.version, visit.people) == (2, 3)
        assert {row["member_id"]: row["minutes"] for row in relation(participation_relation)} == {cast.qian.pk: 120}
        assert visit.revisions.get().member_ids == sorted([cast.zhao.pk, cast.qian.pk])
    with acting_as(zhao), pytest.raises(Forbidden):
        visit_void(actor=zhao, visit=visit, reason="没有去", at=AT)
    with acting_as(wang):
        visit_void(actor=wang, visit=visit, reason="没有去", at=AT)
        assert relation(deed_relation) == []
        with pytest.raises(WrongState):
            visit_void(actor=wang, visit=visit, reason="没有去", at=AT)


def test_places_and_routes(cast: Cast) -> None:
    wu = cast.actor(cast.wu)
    with acting_as(SYSTEM):
        first, second = factories.place(cast.committee), factories.place(cast.committee, "林场展室")
        far = factories.place(cast.other_committee)
    with acting_as(wu):
        spec = PlaceSpec("老码头旧址", "东街", "陈列")
        with pytest.raises(NameTaken):
            place_make(actor=wu, unit_id=cast.committee.pk, spec=spec, at=AT)
        for ids in ((first.pk,), (first.pk, first.pk), (first.pk, far.pk)):
            with pytest.raises(NotOfThisUnit):
                route_make(actor=wu, unit_id=cast.committee.pk, spec=RouteSpec("红色线路", ids, 120), at=AT)
        both = RouteSpec("红色线路", (second.pk, first.pk), 120)
        route = route_make(actor=wu, unit_id=cast.committee.pk, spec=both, at=AT)
        assert list(route.stops.order_by("position").values_list("place_id", flat=True)) == [second.pk, first.pk]
    wang = cast.actor(cast.wang)
    with acting_as(wang):
        spec = VisitSpec(DAY, 120, 20, route_id=route.pk)
        assert visit_record(actor=wang, unit_id=cast.office.pk, spec=spec, uid=new_id(), at=AT).people == 20
        assert Visit.objects.get().visitors.count() == 0


def test_a_route_is_changed_until_it_is_visited_and_versioned_after(cast: Cast) -> None:
    wu, wang = cast.actor(cast.wu), cast.actor(cast.wang)
    with acting_as(SYSTEM):
        first, second, third = (factories.place(cast.committee, name) for name in ("渡口", "村史馆", "展室"))
    with acting_as(wu):
        route = route_make(
            actor=wu, unit_id=cast.committee.pk, spec=RouteSpec("一日", (first.pk, second.pk), 120), at=AT
        )
        now = route_spec_of(route)
        with pytest.raises(NothingChanged):
            route_change(actor=wu, route=route, spec=now, at=AT)
        with pytest.raises(NotOfThisUnit):
            route_change(actor=wu, route=route, spec=dataclasses.replace(now, place_ids=(first.pk,)), at=AT)
        turned = dataclasses.replace(now, place_ids=(second.pk, first.pk), note="先看村史")
        route = route_change(actor=wu, route=route, spec=turned, at=AT)
    assert (route.version, route.revisions.count(), route.stops.count()) == (1, 0, 2)
    with acting_as(wang):
        with pytest.raises(Forbidden):
            route_change(actor=wang, route=route, spec=now, at=AT)
        visit = visit_record(
            actor=wang, unit_id=cast.office.pk, spec=VisitSpec(DAY, 120, 20, route_id=route.pk), uid=new_id(), at=AT
        )
    other = dataclasses.replace(turned, title="半日", place_ids=(third.pk, first.pk))
    with acting_as(wu):
        with pytest.raises(ReasonMissing):
            route_change(actor=wu, route=route, spec=other, at=AT)
        route = route_change(actor=wu, route=route, spec=other, reason="村史馆修缮", at=AT)
        assert (route.version, [one.pk for one in stops_of(route)]) == (2, [third.pk, first.pk])
        [old] = route_history(route)
        assert (old.revision.title, old.revision.reason, [one.pk for one in old.points]) == (
            "一日",
            "村史馆修缮",
            [second.pk, first.pk],
        )
        assert list(visit_list(wu, DAY, second)) == [visit]  # it led there then
        assert list(visit_list(wu, DAY, third)) == []
        ended = dataclasses.replace(other, closed_on=DAY)
        route_change(actor=wu, route=route, spec=ended, reason="停用", at=AT)
        assert list(route_list(wu, DAY)) == []
    visit.refresh_from_db()
    assert visit.route_version == 1


def test_a_route_goes_on_with_a_point_that_was_closed(cast: Cast) -> None:
    wu = cast.actor(cast.wu)
    with acting_as(SYSTEM):
        first, second = factories.place(cast.committee), factories.place(cast.committee, "展室")
        route = route_make(
            actor=wu, unit_id=cast.committee.pk, spec=RouteSpec("一日", (first.pk, second.pk), 120), at=AT
        )
        shut = PlaceSpec("展室", "东街", "陈列", closed_on=DAY)
        place_change(actor=wu, place=second, spec=shut, at=AT)
    with acting_as(wu):
        spec = dataclasses.replace(route_spec_of(route), minutes=90)
        assert route_change(actor=wu, route=route, spec=spec, at=AT).minutes == 90


def test_a_visit_names_the_ask_that_it_meets(cast: Cast) -> None:
    with acting_as(SYSTEM):
        place = factories.place(cast.committee)
        asked = ask(cast.committee, deed_kinds=(DeedKind.TEACHING_VISIT,), is_named=True)
        other = ask(cast.committee, key="other", is_named=True)  # met by studying
    wang = cast.actor(cast.wang)
    spec = VisitSpec(DAY, 90, 2, place_id=place.pk, member_ids=(cast.wang.pk, cast.zhao.pk), ask_id=asked.pk)
    wrong = dataclasses.replace(spec, ask_id=other.pk)
    with acting_as(wang):
        with pytest.raises(NotOfThisUnit, match="不能这样落实"):
            visit_record(actor=wang, unit_id=cast.office.pk, spec=wrong, uid=new_id(), at=AT)
        visit = visit_record(actor=wang, unit_id=cast.office.pk, spec=spec, uid=new_id(), at=AT)
        assert spec_of(visit).ask_id == asked.pk
    with acting_as(SYSTEM):
        relation = deed_relation(deeds.SOURCES, [f"ask:{asked.pk}"], "TRUE")
        [row] = fetch_all(f"SELECT uid, is_main FROM ({relation}) d WHERE kind = %(kind)s", {"kind": f"ask:{asked.pk}"})
        assert row == (visit.uid, False)
        asks_withdraw([asked], on=DAY, why="不再要求")
    with acting_as(wang):  # what it named stays named
        again = dataclasses.replace(spec, minutes=60)
        assert visit_correct(actor=wang, visit=visit, spec=again, reason="时长有误", at=AT).ask_id == asked.pk
