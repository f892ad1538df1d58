"""An activity says which asks it serves: in the form, in a correction, in files; and it counts for them."""

import dataclasses
import datetime as dt
import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life import errors
from xuezuo.life.deeds import SOURCES
from xuezuo.life.exchange.export import Selection, deeds
from xuezuo.life.models import Activity, DeedBatch
from xuezuo.life.services import activity_correct
from xuezuo.life.services.exchange import deeds_revoke
from xuezuo.life.services.fields import gathering_of
from xuezuo.life.tests.desk import recorded, run_as
from xuezuo.life.tests.exchange.conftest import load
from xuezuo.life.types import ActivityKind, Gathering
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.platform.db.relations import deed_relation
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.services import asks_withdraw
from xuezuo.study.asks.tests import factories

__all__ = ["load"]
pytestmark = pytest.mark.django_db
STUDY = Gathering(ActivityKind.STUDY_SESSION, TODAY, minutes=60, topic="学习")


@pytest.fixture
def ask(cast: Cast) -> Ask:
    with acting_as(SYSTEM):
        return factories.ask(cast.committee, is_named=True)


def served(activity: Activity) -> list[int]:
    with acting_as(SYSTEM):
        return list(activity.serves.values_list("ask_id", flat=True))


def counted(ask: Ask) -> list[object]:
    """The deeds of the kind that the ask counts."""
    with acting_as(SYSTEM):
        sql = deed_relation(SOURCES, [f"ask:{ask.pk}"], "TRUE")
        return [row[0] for row in fetch_all(f"SELECT uid FROM ({sql}) d WHERE kind = 'ask:{ask.pk}'", {})]


def test_only_what_names_the_ask_counts_for_it(cast: Cast, at: dt.datetime, ask: Ask) -> None:
    recorded(cast, at, STUDY)
    assert counted(ask) == []
    made = recorded(cast, at, dataclasses.replace(STUDY, asks=(ask.pk,)))
    assert (counted(ask), served(made)) == ([made.uid], [ask.pk])


def test_an_ask_that_does_not_fit_is_refused(cast: Cast, at: dt.datetime, ask: Ask) -> None:
    for change in ({"kind": ActivityKind.THEME_DAY}, {"occurred_on": dt.date(2025, 2, 3)}):
        with pytest.raises(errors.AskDoesNotFit):
            recorded(cast, at, dataclasses.replace(STUDY, asks=(ask.pk,), **change))


def test_a_correction_adds_it_and_keeps_the_version_without(cast: Cast, at: dt.datetime, ask: Ask) -> None:
    made = recorded(cast, at, STUDY)
    who = cast.actor(cast.wang)
    run_as(
        who,
        activity_correct,
        activity=made,
        gathering=dataclasses.replace(STUDY, asks=(ask.pk,)),
        reason="漏勾",
        at=at,
    )
    with acting_as(SYSTEM):
        assert made.revisions.get().fields["asks"] == []
        asks_withdraw([ask], on=dt.date(2025, 3, 2), why="不再要求")
        named = dataclasses.replace(gathering_of(made), topic="别的")
    run_as(who, activity_correct, activity=made, gathering=named, reason="题目", at=at)
    assert served(made) == [ask.pk]


def test_the_forms_offer_what_is_open_and_keep_what_was_chosen(
    cast: Cast, ask: Ask, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)
    client = Client()
    client.force_login(cast.account(cast.wang))
    where = {"unit": "LC01", "kind": "study_session", "date": TODAY.isoformat(), "ask": str(ask.uid)}
    for page in ("life:activity-record", "life:activity-plan"):
        html = client.get(reverse(page), where).content.decode()
        assert "专题讨论（到8月31日）" in html
        assert "checked" in html
    assert (
        "专题讨论" not in client.get(reverse("life:activity-record"), where | {"kind": "theory_group"}).content.decode()
    )
    client.post(reverse("life:activity-plan"), where | {"asks": [str(ask.uid)], "minutes": 60, "starts_at": "09:00"})
    with acting_as(SYSTEM):
        made = Activity.objects.get()
    assert served(made) == [ask.pk]
    assert "专题讨论" in client.get(reverse("life:activity-detail", args=[made.uid])).content.decode()


def test_files_carry_it_and_taking_back_restores(cast: Cast, at: dt.datetime, ask: Ask, load) -> None:  # type: ignore[no-untyped-def]  # a fixture's function
    made = recorded(cast, at, dataclasses.replace(STUDY, asks=(ask.pk,)))
    with acting_as(SYSTEM):
        [line] = [json.loads(deed.as_line()) for deed in deeds(Selection())]
    assert line["asks"] == [str(ask.uid)]
    assert load(line).unchanged == 1
    quiet = {key: value for key, value in line.items() if key != "asks"}
    assert load(quiet).unchanged == 1
    assert load(quiet | {"topic": "换题"}).changed == 1
    assert served(made) == [ask.pk]
    report = load(line | {"asks": []})
    assert (report.changed, served(made)) == (1, [])
    with acting_as(SYSTEM):
        deeds_revoke(actor=SYSTEM, batch=DeedBatch.objects.get(uid=report.batch), reason="导错", at=at)
    assert served(made) == [ask.pk]
    new = line | {"id": str(uuid.uuid4())}
    assert (load(new).created, len(counted(ask))) == (1, 2)
    codes = [f.code for f in load(new | {"id": str(uuid.uuid4()), "asks": [str(uuid.uuid4()), "x"]}).findings]
    assert codes == ["id_invalid", "ask_unknown"]
