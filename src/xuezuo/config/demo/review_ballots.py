"""Polls of the demonstration: one that is over, voted by the protocol itself as browsers do, and one that runs."""

import datetime as dt
import random
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.org.models import Member
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import SYSTEM, Actor
from xuezuo.review.ballots import services
from xuezuo.review.ballots.exchange.keyring import PublicKeys
from xuezuo.review.ballots.exchange.voter import Voter
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services.layout import form_of, post_pass
from xuezuo.review.ballots.types import APPROVAL, ItemSpec, PollSpec

OFFICE: Final = "QH0501"
AGREEING: Final = 0.8  # of the marks
CHANGES: Final = ("主题党日改在每月第一个星期五", "读书会改在晚上七点开始")
PLANS: Final = ("到河堤开展义务植树", "为独居老人检修用电", "整理并开放党员活动室")


def vote(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Hold the polls of the county committee's office branch."""
    people = _people(today)
    before = at - dt.timedelta(days=20)
    done = _open(PollSpec(_office(today), "motion", "调整主题党日安排", "electronic", _items(CHANGES)), people, before)
    for member in people[: max(11, len(people) - 2)]:
        _vote(chance, done, member, before)
    services.poll_close(actor=SYSTEM, poll=done, at=before + dt.timedelta(hours=2))
    words = "从三个方案中选出一个最想参加的，可以弃权。"
    until = at + dt.timedelta(days=7)
    spec = PollSpec(_office(today), "motion", "下季度志愿服务项目", "mixed", _items(PLANS), until, 1, 0, words)
    running = _open(spec, people, at - dt.timedelta(hours=3))
    for member in people[:4]:
        if member.account_id is None:  # whoever shows the demonstration has not voted yet
            _vote(chance, running, member, at)


def _office(today: dt.date) -> int:
    return unit(OFFICE, today).pk


def _people(today: dt.date) -> list[Member]:
    ids = roster_affiliations(_office(today), today).values("member_id")
    return list(Member.objects.filter(pk__in=ids).order_by("number"))


def _items(labels: tuple[str, ...]) -> tuple[ItemSpec, ...]:
    return tuple(ItemSpec(label, APPROVAL) for label in labels)


def _open(spec: PollSpec, people: list[Member], at: dt.datetime) -> Poll:
    poll = services.poll_prepare(actor=SYSTEM, spec=spec, at=at)
    return services.poll_open(actor=SYSTEM, poll=poll, entitled=[one.pk for one in people], at=at)


def _vote(chance: random.Random, poll: Poll, member: Member, at: dt.datetime) -> None:
    lines = len(form_of(poll).lines)
    favourite = chance.randrange(lines)
    marks = [["yes"] if _agrees(chance, poll, favourite == place) else ["no"] for place in range(lines)]
    put_in(poll, member, marks, at)


def put_in(poll: Poll, member: Member, marks: list[list[str]], at: dt.datetime) -> None:
    """Do what a member's browser does: fill in a ballot, have it signed blindly, put it into the box."""
    mine = Voter.fill_in(form_of(poll), PublicKeys(poll.sign_key, poll.seal_key), marks)
    actor = Actor(member_id=member.pk, account_id=member.account_id, label=member.number)
    signed = services.ballot_sign(actor=actor, poll=poll, blinded=mine.blinded, at=at)
    services.envelope_put(poll_uid=poll.uid, envelope=post_pass(poll) + mine.close(signed))


def _agrees(chance: random.Random, poll: Poll, is_favourite: bool) -> bool:
    return is_favourite if poll.most_yes else chance.random() < AGREEING
