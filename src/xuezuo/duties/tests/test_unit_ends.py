"""A unit cannot end before what it is recorded to have studied."""

import datetime as dt

import pytest

from xuezuo.org.errors.structure import DeedsRemain
from xuezuo.org.services import structure
from xuezuo.org.tests import factories as org
from xuezuo.org.types import Document
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.training.models import Visit
from xuezuo.study.training.tests import factories as training

AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.django_db
def test_a_visit_keeps_its_unit_on_its_day(cast):
    with acting_as(SYSTEM):
        unit = org.unit("LC05", parent="LC")
        made = training.visit(training.place(cast.committee), unit, people=9)

        def dissolve(on):
            structure.unit_dissolve(actor=SYSTEM, unit=unit, document=Document(on, "林党〔2025〕8号"), at=AT)

        with pytest.raises(DeedsRemain) as refused:
            dissolve(made.occurred_on)
        assert (refused.value.params["count"], refused.value.params["last"]) == (1, made.occurred_on)
        Visit.objects.filter(pk=made.pk).update(state="void", void_reason="重复登记")
        dissolve(made.occurred_on)
