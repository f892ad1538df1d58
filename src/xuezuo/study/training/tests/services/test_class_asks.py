"""Which asks a class may name, whoever keeps classes of one unit or of several."""

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.dates import DateSpan
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.rules.vocabulary import DeedKind, SubjectKind
from xuezuo.study.asks.tests.factories import ask
from xuezuo.study.training.models import TrainingClass
from xuezuo.study.training.queries import asks as queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def days():
    today = clock.today()
    return DateSpan(today.replace(month=1, day=1), today.replace(year=today.year + 1, month=1, day=1))


def test_asks_of_several_units_say_of_whom(cast: Cast, days: DateSpan, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # fixture
    today, kinds = clock.today(), (DeedKind.TRAINING,)
    with acting_as(SYSTEM):
        ask(cast.committee, label="办班", deed_kinds=kinds, during=days, subjects=(SubjectKind.BRANCH,))
        ask(cast.office, label="本支部办班", deed_kinds=kinds, during=days, key="own")
        units = [unit_row(cast.office.pk, today), unit_row(cast.community.pk, today)]
        found = queries.asks_for_any(units, DeedKind.TRAINING, today)
        assert [one.label for one in found] == ["办班", "本支部办班（机关支部）"]
        assert queries.asks_for_any([], DeedKind.TRAINING, today) == []
        monkeypatch.setattr(queries, "MOST_UNITS", 1)
        assert queries.asks_for_any(units, DeedKind.TRAINING, today) == []


def test_a_keeper_of_a_branch_with_groups_names_the_ask(cast: Cast, days: DateSpan) -> None:
    with acting_as(SYSTEM):
        made = ask(cast.committee, label="办班", deed_kinds=(DeedKind.TRAINING,), during=days)
    client = Client()
    client.force_login(cast.account(cast.wang))
    url = reverse("training:class-make")
    shown = client.get(url).content.decode()
    assert "落实的要求" in shown
    today = clock.today().isoformat()
    said = {"unit": cast.office.pk, "title": "支部骨干班", "starts_on": today, "ends_on": today, "ask": made.pk}
    assert client.post(url, said).status_code == 302
    assert TrainingClass.objects.get().ask_id == made.pk
