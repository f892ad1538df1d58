"""Who may open which page: outsiders find nothing, insiders without the right are told so."""

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.models import Affiliation, Post, Term
from xuezuo.org.services import people
from xuezuo.org.services.people import Letter
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range

PEOPLE = ("wang", "li", "zhao", "wu", "sun", "feng", "zhou", "")
#                     书记 委员 党员 组织员 督导员 管理员 外人 未登录
TABLE = {
    "member-list": (200, 200, 403, 200, 200, 403, 200, 302),
    "transfer-list": (200, 403, 403, 200, 403, 403, 200, 302),
    "audit-list": (200, 403, 403, 200, 403, 403, 200, 302),
    "my-record": (200, 200, 200, 200, 200, 200, 200, 302),
    "my-access-log": (200, 200, 200, 200, 200, 200, 200, 302),
    "join": (200, 200, 200, 200, 200, 200, 200, 200),
    "member-detail": (200, 200, 403, 200, 200, 404, 404, 302),
    "member-correct": (200, 403, 403, 200, 403, 403, 404, 302),
    "identity-set": (200, 403, 403, 200, 403, 403, 404, 302),
    "identity-unmask": (200, 403, 403, 200, 403, 404, 404, 302),
    "member-promote": (200, 403, 403, 200, 403, 403, 404, 302),
    "member-end": (200, 403, 403, 200, 403, 403, 404, 302),
    "member-regroup": (200, 403, 403, 200, 403, 403, 404, 302),
    "transfer-send": (200, 403, 403, 200, 403, 403, 404, 302),
    "member-audit": (200, 403, 403, 200, 403, 403, 404, 302),
    "member-enroll": (200, 403, 403, 200, 403, 403, 404, 302),
    "affiliation-add": (200, 403, 403, 200, 403, 403, 404, 302),
    "post-list": (200, 200, 403, 200, 200, 403, 404, 302),
    "post-appoint": (200, 403, 403, 200, 403, 403, 404, 302),
    "term-begin": (200, 403, 403, 200, 403, 403, 404, 302),
    "invitation-list": (200, 403, 403, 200, 403, 403, 404, 302),
    "affiliation-end": (200, 403, 403, 200, 403, 403, 404, 302),
    "post-end": (200, 403, 403, 200, 403, 403, 404, 302),
    "term-end": (200, 403, 403, 200, 403, 403, 404, 302),
    "transfer-detail": (200, 403, 403, 200, 403, 403, 404, 302),
}
OF_UNIT = {"member-enroll", "affiliation-add", "post-list", "post-appoint", "term-begin", "invitation-list"}
ALONE = {"member-list", "transfer-list", "audit-list", "my-record", "my-access-log", "join"}


def key(cast: Cast, name: str) -> object:
    """The thing that a page is about: the office branch, or one of its people who is not asking."""
    on = clock.today()
    if name in OF_UNIT:
        return cast.office.uid
    if name == "affiliation-end":
        return Affiliation.objects.get(member=cast.qian).pk
    if name == "post-end":
        return Post.objects.get(member=cast.li).pk
    if name == "term-end":
        during = date_range(factories.JOINED)
        return Term.objects.create(unit=cast.office, ordinal=1, during=during, due_on=on).pk
    if name == "transfer-detail":
        letter = Letter("工作调动", on)
        return people.transfer_send(
            actor=SYSTEM, member=cast.qian, to_unit=cast.community, letter=letter, on=on, at=clock.now()
        ).uid
    return cast.qian.uid


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TABLE))
def test_pages_open_to_whom_they_should(cast: Cast, browser, name):
    with acting_as(SYSTEM):
        url = reverse(f"org:{name}", args=[] if name in ALONE else [key(cast, name)])
    found = {who: browser(who).get(url).status_code for who in PEOPLE}
    assert found == dict(zip(PEOPLE, TABLE[name], strict=True))


@pytest.mark.django_db
def test_posts_by_strangers_find_nothing(cast: Cast, browser):
    url = reverse("org:invitation-print")
    data = {"member": [str(cast.li.uid)]}
    assert browser("zhou").post(url, data).status_code == 404
    assert browser("li").post(url, data).status_code == 403
    assert browser("wang").get(url).status_code == 405
    revoke = reverse("org:invitation-revoke", args=[cast.li.uid])
    assert browser("zhou").post(revoke).status_code == 404
    assert browser("wang").post(revoke).status_code == 409
