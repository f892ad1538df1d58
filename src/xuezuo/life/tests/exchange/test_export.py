import datetime as dt
import io
import random
import uuid
from pathlib import Path

import pytest

from xuezuo.life.exchange.export import Selection, deeds
from xuezuo.life.models import Activity, ActivityPart, Attendance, HeartTalk
from xuezuo.life.services.exchange import DeedFile, deeds_export, deeds_export_book, deeds_import
from xuezuo.life.tests import factories
from xuezuo.life.tests.factories import DeedSpec
from xuezuo.life.types import KINDS_OF_UNIT, ActivityKind, AttendanceStatus, State, TalkPair
from xuezuo.org.models import Unit
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def fill(cast: Cast, seed: int = 7, count: int = 60) -> None:
    """A year of invented deeds, some of each sort."""
    random.seed(seed)
    specs = []
    for _ in range(count):
        unit = random.choice([cast.office, cast.community, cast.first_group, cast.committee, cast.other_branch])
        kind = random.choice(sorted(KINDS_OF_UNIT[unit.kind]))
        parts = (ActivityKind.LECTURE, ActivityKind.STUDY_SESSION) if kind == ActivityKind.THEME_DAY else ()
        day = TODAY - dt.timedelta(days=random.randrange(3, 300))
        specs.append(
            DeedSpec(
                unit,
                day,
                kind,
                minutes=random.choice([None, 45, 120]),
                parts=parts,
                lecturer=cast.li if kind == ActivityKind.LECTURE else None,
                topic=random.choice(["", "学习“两学一做”", 'a "quoted"\ttopic']),
                recorded_on=day + dt.timedelta(days=random.choice([0, 0, 3])),
                statuses={cast.zhao.pk: random.choice(AttendanceStatus.values)},
                guests=(cast.zhou,) if unit == cast.office else (),
            )
        )
    factories.activities(specs)
    factories.talk(cast.office, TODAY - dt.timedelta(days=9), cast.zhao, cast.wang, TalkPair.COMMITTEE_MEMBER)


def exported(as_of: dt.date | None = None) -> bytes:
    out = io.BytesIO()
    at = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
    with acting_as(SYSTEM):
        deeds_export(actor=SYSTEM, out=out, at=at, as_of=as_of)
    return out.getvalue()


def empty() -> None:
    with acting_as(SYSTEM):
        for model in (Attendance, ActivityPart, Activity, HeartTalk):
            model.objects.all().delete()


def test_export_into_an_empty_base_and_out_again_is_identical(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        fill(cast)
    first = exported()
    assert first.count(b"\n") == 61
    path = tmp_path / "deeds.jsonl"
    path.write_bytes(first)
    empty()
    with acting_as(SYSTEM):
        report = deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)
    assert (report.errors, report.created) == (0, 61)
    assert exported() == first
    with acting_as(SYSTEM):
        again = deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 61)


def test_workbook_there_and_back(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        fill(cast)
    first, path = exported(), tmp_path / "deeds.xlsx"
    with acting_as(SYSTEM):
        assert deeds_export_book(actor=SYSTEM, path=path, at=at) == 61
        same = tmp_path / "same.xlsx"
        deeds_export_book(actor=SYSTEM, path=same, at=at)
    assert same.read_bytes() == path.read_bytes()
    empty()
    with acting_as(SYSTEM):
        report = deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)
    assert (report.errors, report.created) == (0, 61), report.findings[:3]
    assert exported().replace(b"\\t", b" ") == first.replace(b"\\t", b" ")


def test_order_and_form(cast: Cast) -> None:
    with acting_as(SYSTEM):
        late = factories.activity(cast.office, dt.date(2025, 3, 2), topic="", minutes=None)
        early = factories.activity(
            cast.community, dt.date(2025, 3, 1), kind=ActivityKind.LECTURE, lecturer=cast.li, topic="党史"
        )
        Activity.objects.filter(pk=late.pk).update(uid=uuid.UUID(int=1))
    lines = exported().decode().splitlines()
    assert lines[0] == (
        f'{{"id":"{early.uid}","kind":"lecture","unit":"LC02","date":"2025-03-01","minutes":60,"parts":[],'
        '"lecturer":"LC0002","topic":"党史","recorded_on":"2025-03-01","attendance":[{"member":"LC0005","status":"present"},'
        '{"member":"LC0007","status":"present"}]}'
    )
    assert '"unit":"LC01","date":"2025-03-02","minutes":null,"parts":[],"lecturer":null,"topic":""' in lines[1]


def test_as_of_leaves_out_what_was_recorded_later_and_drafts_never_appear(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.office, dt.date(2025, 3, 1), recorded_on=dt.date(2025, 4, 2))
        factories.activity(cast.office, dt.date(2025, 3, 1), state=State.HELD)
    assert exported(as_of=dt.date(2025, 4, 1)) == b""
    assert exported(as_of=dt.date(2025, 4, 2)).count(b"\n") == 1


def test_a_secretary_exports_the_own_branch(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.office, dt.date(2025, 3, 1))
        factories.activity(cast.community, dt.date(2025, 3, 1))
        units = {deed.unit for deed in deeds(Selection())}
    assert units == {"LC01", "LC02"}
    out = io.BytesIO()
    actor = cast.actor(cast.wang)
    with acting_as(actor):
        assert deeds_export(actor=actor, out=out, at=at) == 1


def test_reasons_leave_only_with_those_who_keep_the_attendance(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, dt.date(2025, 3, 1), statuses={cast.zhao.pk: AttendanceStatus.LEAVE})
        made.attendances.filter(member=cast.zhao).update(reason="化疗")
    for person, expected in ((cast.wang, 1), (cast.wu, 0)):
        out, actor = io.BytesIO(), cast.actor(person)
        with acting_as(actor):
            deeds_export(actor=actor, out=out, at=at)
        assert out.getvalue().decode().count("化疗") == expected


def test_findings_in_a_workbook_name_sheet_row_and_column(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.office, dt.date(2025, 3, 1))
        path = tmp_path / "deeds.xlsx"
        deeds_export_book(actor=SYSTEM, path=path, at=at)
    empty()
    with acting_as(SYSTEM):
        cast.zhao.number = "renamed"
        cast.zhao.save(update_fields=["number"])
        Unit.objects.filter(pk=cast.office.pk).update(code="NEW")
        report = deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)
    places = {(f.sheet, f.row, f.column, f.code) for f in report.findings}
    assert places == {("活动", 2, "组织代码", "unit_unknown"), ("考勤", 4, "党员编号", "member_unknown")}


def test_what_is_no_workbook_says_so(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    path = tmp_path / "deeds.xlsx"
    path.write_bytes(b"not a workbook")
    with acting_as(SYSTEM):
        report = deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)
    assert [finding.code for finding in report.findings] == ["file_unreadable"]
