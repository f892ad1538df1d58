import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.rules.vocabulary import DeedKind, SubjectKind
from xuezuo.study.asks.services import asks_withdraw
from xuezuo.study.asks.tests.factories import ask
from xuezuo.study.training.models import Session, TrainingClass
from xuezuo.study.training.services.certificates import certificate_void, certificates_issue
from xuezuo.study.training.services.classes import class_close
from xuezuo.study.training.services.topics import topic_file_attach
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> TrainingClass:
    with acting_as(SYSTEM):
        return factories.opened(cast.committee, [cast.zhao, cast.zheng])


def logged_in(cast: Cast, member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


def page(client: Client, name: str, uid) -> str:
    answer = client.get(reverse(f"training:{name}", args=[uid]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_branch_sees_its_own_people_and_the_organizer_all(cast: Cast, made: TrainingClass) -> None:
    with acting_as(SYSTEM):
        held = factories.session(made, factories.DAY, Mark(cast.zhao.pk, "leave", "住院治疗"))
    for person, seen, hidden in (
        (cast.wu, ["赵党员", "郑书记", "住院治疗"], []),
        (cast.wang, ["赵党员"], ["郑书记", "住院治疗"]),
        (cast.zheng, ["郑书记"], ["赵党员", "住院治疗"]),
        (cast.qian, [], ["赵党员", "郑书记", "住院治疗"]),
        (cast.zhao, ["请假"], ["郑书记", "住院治疗"]),
    ):
        client = logged_in(cast, person)
        main = page(client, "class-detail", made.uid) + page(client, "session-detail", held.uid)
        text = main.split("<main", 1)[1]
        assert [name for name in seen if name not in main] == []
        assert [name for name in hidden if name in text and name != cast.zheng.name] == []
        if person is not cast.zheng:
            assert all(name not in main.replace(person.name, "") for name in hidden)


def test_recorded_on_one_screen_without_javascript(cast: Cast, made: TrainingClass) -> None:
    client = logged_in(cast, cast.wu)
    url = reverse("training:session-record", args=[made.uid])
    first = client.get(url).content.decode()
    uid = re.search(r'name="uid" value="([^"]+)"', first)
    assert uid
    said = {"uid": uid[1], "occurred_on": "2025-06-10", "minutes": "90", "topic": "党章"}
    marks = {f"status-{cast.zhao.pk}": "leave"}
    again = client.post(url, {**said, **marks})
    assert again.status_code == 400
    assert "赵党员：请填写请假事由。" in again.content.decode()
    done = client.post(url, {**said, **marks, f"reason-{cast.zhao.pk}": "出差", "guests": "LC0002"}, follow=True)
    assert "已登记，计入学时。" in done.content.decode()
    client.post(url, {**said, **marks, f"reason-{cast.zhao.pk}": "出差"})
    with acting_as(SYSTEM):
        held = Session.objects.get()
    assert (held.present_count, held.leave_count, held.guest_count) == (1, 1, 1)
    url = reverse("training:attendance-correct", args=[held.uid])
    changed = client.post(url, {f"status-{cast.zhao.pk}": "present", "reason": "已到场"}, follow=True)
    assert "原为请假（出差）" in changed.content.decode()


def test_enrolment_by_ticks(cast: Cast, made: TrainingClass) -> None:
    wang, wu = logged_in(cast, cast.wang), logged_in(cast, cast.wu)
    url = reverse("training:enrolment-make", args=[made.uid])
    offered = wang.get(url).content.decode()
    assert "钱预备" in offered
    assert "赵党员" not in offered.split("<main", 1)[1]
    assert "请至少选择一名党员。" in wang.post(url, {"members": []} | {"sent": "1"}).content.decode()
    wang.post(url, {"members": [cast.qian.pk]})
    listed = page(wu, "class-detail", made.uid)
    assert "录取（1）" in listed
    decide = reverse("training:enrolment-decide", args=[made.uid])
    uid = re.search(r'name="accepted" value="([^"]+)"', wu.get(decide).content.decode())
    assert uid
    assert "录取 1 人，候补 0 人。" in wu.post(decide, {"accepted": [uid[1]]}, follow=True).content.decode()


def test_a_certificate_is_checked_by_strangers_without_a_name(cast: Cast, made: TrainingClass) -> None:
    with acting_as(SYSTEM):
        factories.session(made)
        class_close(actor=SYSTEM, training_class=made, at=factories.AT)
        paper = certificates_issue(actor=SYSTEM, training_class=made, at=factories.AT)[0]
    stranger = Client()
    shown = page(stranger, "certificate-check", paper.uid)
    assert "有效：" in shown
    assert paper.number in shown
    assert not [name for name in ("赵党员", "机关支部", "LC0003") if name in shown]
    with acting_as(SYSTEM):
        certificate_void(actor=SYSTEM, certificate=paper, reason="姓名有误", at=factories.AT)
    shown = page(stranger, "certificate-check", paper.uid)
    assert "已经作废" in shown
    assert "姓名有误" not in shown
    assert stranger.get(reverse("training:certificate-check", args=[new_id()])).status_code == 404


def test_the_list_is_exported_as_a_workbook(cast: Cast, made: TrainingClass) -> None:
    with acting_as(SYSTEM):
        factories.session(made)
    answer = logged_in(cast, cast.wu).get(reverse("training:class-export", args=[made.uid]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_name("学员名单").to_python()
    assert rows[0][0] == "支部书记培训班（LC-2025-01）"
    assert [[*row[1:4], row[5]] for row in rows[2:]] == [
        ["LC0003", "赵党员", "已录取", 90.0],
        ["LC0005", "郑书记", "已录取", 90.0],
    ]


def test_a_class_says_which_ask_it_meets(cast: Cast) -> None:
    with acting_as(SYSTEM):
        made = factories.draft(cast.committee)
        kinds = {"deed_kinds": (DeedKind.TRAINING,), "subjects": (SubjectKind.COMMITTEE,)}
        asked = ask(cast.committee, label="办一期轮训", **kinds)
    client, url = logged_in(cast, cast.wu), reverse("training:class-change", args=[made.uid])
    assert "办一期轮训" in client.get(url).content.decode()
    said = {"title": made.title, "starts_on": "2025-06-02", "ends_on": "2025-06-30", "ask": asked.pk}
    assert client.post(url, said | {"ask": "0"}).status_code == 400
    assert client.post(url, said).status_code == 302
    with acting_as(SYSTEM):
        assert TrainingClass.objects.get().ask_id == asked.pk
        asks_withdraw([asked], on=factories.FIRST, why="不再要求")
    assert "办一期轮训" not in client.get(url).content.decode()
    assert client.post(url, said).status_code == 302
    with acting_as(SYSTEM):
        assert TrainingClass.objects.get().ask_id == asked.pk  # what it named stays named


def test_a_class_that_has_not_begun_says_so_and_offers_no_recording(cast: Cast, made: TrainingClass) -> None:
    organizer = logged_in(cast, cast.wu)
    record, close = (reverse(f"training:{name}", args=[made.uid]) for name in ("session-record", "class-close"))
    html = page(organizer, "class-detail", made.uid)
    assert ("进行中" in html, record in html, close in html) == (True, True, False)  # begun, nothing was held
    with acting_as(SYSTEM):
        factories.session(made)
        assert close in page(organizer, "class-detail", made.uid)
        TrainingClass.objects.filter(pk=made.pk).update(starts_on="2099-01-01", ends_on="2099-01-02")
    html = page(organizer, "class-detail", made.uid)
    assert ("未开始" in html, record in html) == (True, False)
    assert "未开始" in organizer.get(reverse("training:class-list")).content.decode()


def test_certificates_are_links_for_those_who_may_open_them(cast: Cast, made: TrainingClass) -> None:
    with acting_as(SYSTEM):
        factories.session(made)
        class_close(actor=SYSTEM, training_class=made, at=factories.AT)
        papers = certificates_issue(actor=SYSTEM, training_class=made, at=factories.AT)
    urls = [reverse("training:certificate-read", args=[paper.uid]) for paper in papers]
    for person, count in ((cast.wu, 2), (cast.wang, 1), (cast.sun, 0)):
        html = page(logged_in(cast, person), "class-detail", made.uid)
        assert sum(url in html for url in urls) == count
    assert papers[0].number in html


def test_a_file_of_a_topic_is_removed(cast: Cast) -> None:
    with acting_as(SYSTEM):
        topic = factories.topic(cast.office, cast.zhao)
        content = io.BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
        file = topic_file_attach(actor=SYSTEM, topic=topic, name="稿.pdf", content=content, at=factories.AT)
    author, url = logged_in(cast, cast.zhao), reverse("training:topic-file-remove", args=[topic.uid, file.uid])
    assert url in page(author, "topic-detail", topic.uid)
    assert "移除附件：稿.pdf" in author.get(url).content.decode()
    assert author.post(url).status_code == 302
    assert "稿.pdf" not in page(author, "topic-detail", topic.uid)
    assert author.post(url).status_code == 404
