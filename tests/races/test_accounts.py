"""Log-ins and invitations under many hands at once, on real PostgreSQL connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from tests.support.audit import trail
from xuezuo.kernel import clock
from xuezuo.org.errors.movement import InvitationInvalid
from xuezuo.org.services import people
from xuezuo.org.services.people import NewLogin, Proof
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts import services, throttle
from xuezuo.platform.accounts.models import LoginThrottle

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 12
PASSWORD = "long enough 42"


def at_once(work, times=HANDS):
    """Call `work(number)` in as many threads, each with its own connection."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        results = list(pool.map(run, range(times)))
    connections.close_all()
    return results


def test_nobody_gets_a_sixth_guess_by_asking_at_once():
    services.account_create(actor=SYSTEM, username="wang", password=PASSWORD, at=clock.now())

    def guess(number):
        data = {"login": "wang", "password": f"guess {number}"}
        return Client().post(reverse("account_login"), data).status_code

    assert set(at_once(guess)) == {200}
    assert trail().filter(name="accounts.login_failed").count() == 5
    assert LoginThrottle.objects.get(subject__startswith="account:").locked_until is not None


def test_a_code_makes_one_log_in():
    cast = build_cast()
    with acting_as(SYSTEM):
        code = people.invitation_issue(actor=SYSTEM, members=[cast.zhao], at=clock.now())[0].code

    def join(number):
        try:
            people.member_join(
                proof=Proof(code, "LC0003", str(number)), login=NewLogin("", f"{PASSWORD} {number}"), at=clock.now()
            )
        except InvitationInvalid:
            return 0
        return 1

    assert sum(at_once(join, 4)) == 1


def test_an_attempt_is_counted_while_another_succeeds():
    def come_and_go(number):
        for _ in range(20):
            with transaction.atomic():
                throttle.attempt_begin("name:same", at=clock.now(), allowed=10_000)
                if number % 2:
                    throttle.attempt_succeeded("name:same")
        return number

    assert len(at_once(come_and_go)) == HANDS
