"""From a log-in to the actor of the request."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuezuo.org.queries.identity import person_for_account
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.factories import post
from xuezuo.org.types import PostKind, Role
from xuezuo.platform.access import SYSTEM, Grant, acting_as

pytestmark = pytest.mark.django_db


def test_the_person_is_named_with_the_unit_of_the_post(cast: Cast) -> None:
    person = person_for_account(cast.account(cast.wu).pk, is_admin=False, on=TODAY)
    assert (person.name, person.unit_name, person.actor.label) == ("吴组织", "林场党委", "LC0006")
    assert person.member_uid == cast.wu.uid
    assert person.actor.grants == (Grant(Role.ORGANIZER, cast.committee.pk), Grant(Role.MEMBER, cast.office.pk))


def test_one_statement_finds_the_actor(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        person_for_account(cast.account(cast.wang).pk, is_admin=False, on=TODAY)
    assert ["org_who" in query["sql"] for query in queries] == [True]


def test_roles_end_with_the_post(cast: Cast) -> None:
    with acting_as(SYSTEM):
        post(cast.zhao, cast.community, PostKind.SECRETARY, until=TODAY)
    before, after = TODAY - dt.timedelta(days=1), TODAY
    assert Grant(Role.SECRETARY, cast.community.pk) in cast.actor(cast.zhao, before).grants
    assert Grant(Role.SECRETARY, cast.community.pk) not in cast.actor(cast.zhao, after).grants


def test_an_administrator_has_no_grants(cast: Cast) -> None:
    assert cast.admin.is_admin
    assert cast.admin.scope.nodes == ()
    assert not cast.admin.scope.whole_tree


def test_a_request_knows_its_actor(cast: Cast, client) -> None:
    client.force_login(cast.account(cast.wang))
    request = client.get(reverse("account_logout")).wsgi_request
    assert request.person.name == "王书记"


def test_a_member_number_logs_in(cast: Cast, client) -> None:
    account = cast.account(cast.wang)
    account.set_password("long enough 42")
    account.save()
    response = client.post(reverse("account_login"), {"login": "LC0001", "password": "long enough 42"})
    assert response.status_code == 302
