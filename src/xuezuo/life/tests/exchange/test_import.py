import dataclasses
import datetime as dt
import uuid

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import DomainError
from xuezuo.life.models import Activity, ActivityRevision, Attendance, AttendanceRevision, DeedBatch, HeartTalk
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.services.correcting import activity_correct
from xuezuo.life.services.exchange import deeds_revoke
from xuezuo.life.services.fields import gathering_of
from xuezuo.life.tests import factories
from xuezuo.life.tests.exchange.conftest import Import
from xuezuo.life.types import State
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
DAY = "2025-03-05"


def deed(**values: object) -> dict[str, object]:
    base = {
        "id": "01956a00-0000-7000-8000-000000000001",
        "kind": "general_meeting",
        "unit": "LC01",
        "date": DAY,
        "minutes": 60,
        "parts": [],
        "lecturer": None,
        "topic": "学习",
        "recorded_on": DAY,
        "attendance": [
            {"member": "LC0001", "status": "present"},
            {"member": "LC0002", "status": "leave", "reason": "出差"},
            {"member": "HK0001", "status": "present"},
        ],
    }
    return {**base, **values}


def only() -> Activity:
    with acting_as(SYSTEM):
        return Activity.objects.get()


def statuses() -> dict[str, tuple[str, bool]]:
    with acting_as(SYSTEM):
        rows = Attendance.objects.values_list("member__number", "status", "is_guest")
        return {number: (status, guest) for number, status, guest in rows}


def test_import_counts_the_roster_of_that_day(cast: Cast, load: Import) -> None:
    report = load(deed())
    assert (report.rows, report.errors, report.created) == (1, 0, 1)
    assert statuses() == {
        "LC0001": ("present", False),
        "LC0002": ("leave", False),
        "LC0003": ("absent", False),  # on the roster through the group, not listed
        "LC0004": ("absent", False),
        "LC0006": ("absent", False),
        "HK0001": ("present", True),  # a guest
    }
    made = only()
    assert (made.expected_count, made.present_count, made.leave_count, made.guest_count) == (5, 1, 1, 1)
    assert made.state == State.CONFIRMED
    assert made.recorded_on == dt.date(2025, 3, 5)
    with acting_as(SYSTEM):
        assert {row.member_id for row in roster_on(made.unit_id, made.kind, made.occurred_on)} == set(
            Attendance.objects.filter(is_guest=False).values_list("member_id", flat=True)
        )


def test_the_same_file_again_changes_nothing(cast: Cast, load: Import) -> None:
    load(deed(parts=["lecture"]))
    before = statuses()
    report = load(deed(parts=["lecture"]))
    assert (report.created, report.changed, report.unchanged, report.batch) == (0, 0, 1, "")
    assert statuses() == before
    assert only().version == 1
    with acting_as(SYSTEM):
        assert DeedBatch.objects.count() == 1


def test_a_different_line_with_the_same_id_is_a_new_version(cast: Cast, load: Import) -> None:
    load(deed())
    changed = deed(topic="新主题", attendance=[{"member": "LC0003", "status": "present"}])
    assert load(changed).changed == 1
    assert load(changed).unchanged == 1
    made = only()
    assert (made.version, made.topic, made.present_count) == (2, "新主题", 1)
    assert statuses()["LC0003"] == ("present", False)
    assert statuses()["HK0001"] == ("absent", True)
    with acting_as(SYSTEM):
        kept = ActivityRevision.objects.get()
        assert (kept.fields["topic"], kept.fields["present"]) == ("学习", 1)
        assert AttendanceRevision.objects.filter(why="文件导入").count() == 4


def test_a_moved_day_takes_the_roster_of_the_new_day(cast: Cast, load: Import) -> None:
    load(deed(date="2025-01-05"))  # before one of them joined
    assert only().expected_count == 4
    load(deed(date="2025-02-05"))
    assert only().expected_count == 5
    assert load(deed(date="2025-02-05")).unchanged == 1


def test_a_frozen_roster_stays(cast: Cast, load: Import) -> None:
    load(deed())
    with acting_as(SYSTEM):
        cast.zhao.affiliations.all().delete()
    assert load(deed(topic="又一个")).changed == 1
    assert only().expected_count == 5


def test_committee_meeting_expects_the_committee(cast: Cast, load: Import) -> None:
    load(deed(kind="committee_meeting", attendance=[{"member": "LC0003", "status": "present"}]))
    assert statuses() == {
        "LC0001": ("absent", False),
        "LC0002": ("absent", False),
        "LC0003": ("present", True),
    }


def test_dry_run_writes_nothing(cast: Cast, load: Import) -> None:
    report = load(deed(), dry_run=True)
    assert (report.created, report.batch) == (1, "")
    with acting_as(SYSTEM):
        assert not Activity.objects.exists()
        assert not trail().exists()


def test_talks(cast: Cast, load: Import) -> None:
    both = [{"member": "LC0001", "status": "present"}, {"member": "LC0003", "status": "present"}]
    line = deed(kind="heart_talk_committee_member", attendance=both)
    assert load(line).created == 1
    assert load(line).unchanged == 1
    with acting_as(SYSTEM):
        talk = HeartTalk.objects.get()
    assert (talk.pair, talk.first_id, talk.second_id) == ("committee_member", cast.wang.pk, cast.zhao.pk)
    other = {**line, "date": "2025-03-04"}
    assert [finding.code for finding in load(other).findings] == ["talk_differs"]


FAULTS = [
    ({"id": "x"}, "id_invalid", "id"),
    ({"id": None}, "value_missing", "id"),
    ({"kind": "party"}, "kind_unknown", "kind"),
    ({"kind": None}, "value_missing", "kind"),
    ({"unit": "NO"}, "unit_unknown", "unit"),
    ({"unit": 7}, "value_type", "unit"),
    ({"date": "2025-02-30"}, "date_invalid", "date"),
    ({"date": "2014-12-31", "recorded_on": None}, "unit_not_alive", "date"),
    ({"date": "2025-06-17", "recorded_on": None}, "date_future", "date"),
    ({"date": "2025-06-17"}, "date_future", "date"),  # recorded before it, but that follows
    ({"recorded_on": "2025-03-04"}, "recorded_before_date", "recorded_on"),
    ({"recorded_on": "2025-06-17"}, "recorded_future", "recorded_on"),
    ({"minutes": 0}, "minutes_invalid", "minutes"),
    ({"minutes": 1441}, "minutes_invalid", "minutes"),
    ({"minutes": "60"}, "minutes_invalid", "minutes"),
    ({"parts": ["dance"]}, "part_unknown", "parts[0]"),
    ({"parts": "lecture"}, "value_type", "parts"),
    ({"lecturer": "NO"}, "lecturer_unknown", "lecturer"),
    ({"topic": "长" * 201}, "value_too_long", "topic"),
    ({"attendance": {}}, "value_type", "attendance"),
    ({"attendance": [7]}, "value_type", "attendance[0]"),
    ({"attendance": [{"status": "present"}]}, "value_missing", "attendance[0].member"),
    ({"attendance": [{"member": "LC0001", "status": "late"}]}, "status_unknown", "attendance[0].status"),
    ({"attendance": [{"member": "NO", "status": "leave"}]}, "member_unknown", "attendance[0].member"),
    (
        {"attendance": [{"member": "LC0001", "status": "leave"}, {"member": "LC0001", "status": "absent"}]},
        "member_repeated",
        "attendance[1].member",
    ),
    ({"kind": "heart_talk_member_member", "attendance": []}, "talk_two_people", "attendance"),
]


@pytest.mark.parametrize(("values", "code", "column"), FAULTS)
def test_faults_are_named_and_nothing_is_imported(
    cast: Cast, load: Import, values: dict[str, object], code: str, column: str
) -> None:
    good = deed(id=str(uuid.uuid4()))
    report = load(good, deed(**values))
    assert (code, 2, column) in {(finding.code, finding.row, finding.column) for finding in report.findings}
    assert (report.rows, report.errors) == (2, 1)
    with acting_as(SYSTEM):
        assert not Activity.objects.exists()


def test_broken_lines_and_repeated_ids(cast: Cast, load: Import) -> None:
    report = load("{", "[1]", deed(), "", deed())
    assert [(f.row, f.code) for f in report.findings] == [
        (1, "line_unreadable"),
        (2, "line_unreadable"),
        (5, "id_duplicate"),
    ]
    assert (report.rows, report.errors) == (4, 3)


def test_one_fault_gives_one_finding_each(cast: Cast, load: Import) -> None:
    report = load(deed(id="x", unit="NO", minutes=-1, attendance=[{"member": "NO", "status": "present"}]))
    assert {f.code for f in report.findings} == {"id_invalid", "unit_unknown", "minutes_invalid", "member_unknown"}
    assert len(report.findings) == 4


def test_warnings_do_not_stop(cast: Cast, load: Import) -> None:
    odd = deed(kind="group_meeting", surprise=1, parts=["lecture", "lecture"])
    odd["attendance"] = [{"member": "HK0001", "status": "absent"}]
    report = load(odd)
    assert {f.code for f in report.findings} == {
        "field_unknown",
        "part_repeated",
        "kind_does_not_fit",
        "guest_not_present",
    }
    assert (report.warnings, report.errors, report.created) == (1, 0, 1)


def test_an_id_of_another_unit_is_refused(cast: Cast, load: Import) -> None:
    load(deed())
    assert [f.code for f in load(deed(unit="LC02")).findings] == ["id_taken"]


def test_revoked_batches_come_back_with_the_file_but_what_people_voided_does_not(
    cast: Cast, load: Import, at: dt.datetime
) -> None:
    report = load(deed())
    with acting_as(SYSTEM):
        deeds_revoke(actor=SYSTEM, batch=DeedBatch.objects.get(uid=report.batch), reason="导错了", at=at)
    assert only().state == State.VOID
    assert load(deed()).changed == 1
    assert only().state == State.CONFIRMED
    with acting_as(SYSTEM):
        Activity.objects.update(state=State.VOID, voided_at=at, void_reason="重复")
    report = load(deed())
    assert [f.code for f in report.findings] == ["deed_voided"]
    assert only().state == State.VOID


@pytest.mark.parametrize("day", [DAY, "2025-04-07"])
def test_a_revoked_correction_shows_the_earlier_version_as_a_new_one(
    cast: Cast, load: Import, at: dt.datetime, day: str
) -> None:
    load(deed(parts=["lecture"]))
    before, attended = only(), statuses()
    later = at + dt.timedelta(hours=1)
    changed = deed(date=day, topic="新主题", minutes=90, recorded_on=day, attendance=[
        {"member": "LC0003", "status": "present"}, {"member": cast.sun.number, "status": "present"}])  # fmt: skip
    report = load(changed, at=later)
    assert report.changed == 1
    revoke(report.batch, later + dt.timedelta(hours=1))
    made = only()
    assert (made.version, made.state) == (3, State.CONFIRMED)
    for name in ("topic", "minutes", "occurred_on", "recorded_on", "confirmed_at", "present_count", "leave_count",
                 "expected_count"):  # fmt: skip
        assert getattr(made, name) == getattr(before, name), name
    assert {number: said for number, said in statuses().items() if number in attended} == attended
    assert statuses()[cast.sun.number] == ("absent", True)
    with acting_as(SYSTEM):
        assert [part.kind for part in made.parts.all()] == ["lecture"]
        kept = list(ActivityRevision.objects.order_by("version").values_list("version", "reason", "fields__topic"))
    assert kept == [(1, "文件导入", "学习"), (2, "导错了", "新主题")]
    assert trail().get(name="life.deeds_revoked").after["restored"] == 1
    assert load(changed, at=later + dt.timedelta(hours=2)).changed == 1  # the file brings it back


def test_what_a_person_corrected_after_the_import_stays(cast: Cast, load: Import, at: dt.datetime) -> None:
    load(deed())
    report = load(deed(topic="新主题"), at=at + dt.timedelta(hours=1))
    activity = only()
    with acting_as(SYSTEM):
        gathering = dataclasses.replace(gathering_of(activity), topic="由人更正")
        activity_correct(
            actor=SYSTEM, activity=activity, gathering=gathering, reason="核对", at=at + dt.timedelta(hours=2)
        )
    revoke(report.batch, at + dt.timedelta(hours=3))
    assert only().topic == "由人更正"
    assert trail().get(name="life.deeds_revoked").after["restored"] == 0


def test_a_correction_of_somebody_elses_deed_is_not_taken_back(cast: Cast, load: Import, at: dt.datetime) -> None:
    load(deed())
    report = load(deed(topic="新主题"), at=at + dt.timedelta(hours=1))
    with acting_as(cast.actor(cast.zheng)), pytest.raises(DomainError):
        deeds_revoke(actor=cast.actor(cast.zheng), batch=batch_of(report.batch), reason="导错了", at=at)


def batch_of(uid: str) -> DeedBatch:
    with acting_as(SYSTEM):
        return DeedBatch.objects.get(uid=uid)


def revoke(uid: str, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        deeds_revoke(actor=SYSTEM, batch=batch_of(uid), reason="导错了", at=at)


def test_a_secretary_imports_the_own_branch_only(cast: Cast, load: Import) -> None:
    wang = cast.actor(cast.wang)
    report = load(deed(unit="LC02"), actor=wang)
    assert [f.code for f in report.findings] == ["unit_unknown"]
    assert load(deed(), actor=wang).created == 1
    assert statuses()["HK0001"] == ("present", True)  # a guest whom the secretary does not see otherwise
    assert load(deed(), actor=wang).unchanged == 1


HEAD = '{"id": "01956a00-0000-7000-8000-000000000001", "kind": "lecture", '
ODD = [
    ("[" * 100_000, "line_unreadable"),
    (HEAD + r'"unit": "LC\ud800", "date": "2025-03-05"}', "unit_unknown"),
    (HEAD + r'"unit": "L\u0000C09", "date": "2025-03-05"}', "unit_unknown"),
    (HEAD + '"unit": "LC01", "date": "2025-W01-1"}', "date_invalid"),
    ('{"id": 7, "kind": [], "unit": {}, "date": 20250305}', "value_type"),
]


@pytest.mark.parametrize(("line", "code"), ODD, ids=range(len(ODD)))
def test_odd_lines_are_findings_not_crashes(cast: Cast, load: Import, line: str, code: str) -> None:
    assert code in {finding.code for finding in load(line).findings}


def test_odd_text_is_kept_as_it_can_be(cast: Cast, load: Import) -> None:
    line = HEAD + r'"unit": "LC01", "date": "2025-03-05", "topic": "\ud800一\u0000二 "}'
    assert load(line).created == 1
    assert only().topic == "?一二"


def test_an_id_of_a_talk_elsewhere_is_taken(cast: Cast, load: Import) -> None:
    with acting_as(SYSTEM):
        talk = factories.talk(cast.community, dt.date(2025, 3, 5), cast.zheng, cast.sun)
    both = [{"member": "LC0001", "status": "present"}, {"member": "LC0003", "status": "present"}]
    lines = [deed(id=str(talk.uid)), deed(id=str(talk.uid), kind="heart_talk_committee_member", attendance=both)]
    for line in lines:
        assert [f.code for f in load(line, actor=cast.actor(cast.wang)).findings] == ["id_taken"]
