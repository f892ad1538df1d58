"""Lists and self-study for tests, by the services; nobody in particular acts unless said."""

import datetime as dt

from xuezuo.org.models import Unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.library.models import Material
from xuezuo.study.reading.models import ReadingList, SelfStudy
from xuezuo.study.reading.services import lists, selfstudy
from xuezuo.study.reading.types import ListKind, ListSpec, Study

AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)
DAY = dt.date(2025, 6, 10)


def reading_list(
    unit: Unit, *materials: Material, kind: str = ListKind.LIST, title: str = "党章学习清单", on: dt.date = DAY
) -> ReadingList:
    """Make a list of the unit with these materials; daily reading begins on the day `on`."""
    with acting_as(SYSTEM):
        made = lists.list_make(actor=SYSTEM, unit_id=unit.pk, spec=ListSpec(title, "先读原文", kind), at=AT)
        for number, material in enumerate(materials):
            day = on + dt.timedelta(days=number) if kind == ListKind.DAILY else None
            lists.item_add(actor=SYSTEM, reading_list=made, material=material, on=day, at=AT)
        return made


def study(
    actor: Actor, minutes: int = 60, on: dt.date = DAY, *, title: str = "党章", note: str = "", submitted: bool = False
) -> SelfStudy:
    """Note a piece of self-study of the actor, and submit it."""
    with acting_as(actor):
        made = selfstudy.self_study_log(actor=actor, study=Study(on, minutes, title, note=note), at=AT)
        return selfstudy.self_study_submit(actor=actor, entry=made, at=AT) if submitted else made


def approved(actor: Actor, approver: Actor, minutes: int = 60, on: dt.date = DAY) -> SelfStudy:
    """Make approved self-study."""
    made = study(actor, minutes, on, submitted=True)
    with acting_as(approver):
        return selfstudy.self_study_approve(actor=approver, entry=made, at=AT)
