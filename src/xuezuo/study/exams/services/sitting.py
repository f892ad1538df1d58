"""Beginning to sit: a paper of one's own, and a signed start that later proves when it began.

The signed start lets a browser save and hand in without the session: a log-in that runs out in mid-exam, or a phone
that was without a network for an hour, loses nothing. It opens that one sitting and nothing else.
"""

import dataclasses
import datetime as dt
import json
import random
import uuid
from typing import Final

from django.core import signing
from django.db import connection
from django.utils.crypto import salted_hmac

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.audit import services as audit
from xuezuo.platform.audit.services import use_case
from xuezuo.study.exams import events as facts
from xuezuo.study.exams.errors import AttemptsUsed, BadStart, ExamNotOpen, NotOfAudience
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.queries.paper import Asked, Paper, paper_of
from xuezuo.study.exams.queries.sheet import on_screen
from xuezuo.study.exams.queries.sitting import MyExam, exam_get_to_sit
from xuezuo.study.exams.services.checks import lock_window
from xuezuo.study.exams.services.saving import in_ms
from xuezuo.study.exams.services.submitting import close
from xuezuo.study.exams.types import QuestionKind

_SALT: Final = "xuezuo.exams.start"
_INSERT: Final = """
INSERT INTO exams_sitting (uid, exam_id, member_id, unit_id, attempt, occurred_on, recorded_on, state, source, items,
                           started_at, due_at, void_reason)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'started', 'screen', %s, %s, %s, '')
    ON CONFLICT DO NOTHING RETURNING id
"""
_SHEET: Final = "INSERT INTO exams_answersheet (sitting_id, number, answers, was_offline) VALUES (%s, 0, '{}', FALSE)"

type Drawn = list[tuple[Asked, int]]  # with the marks


@dataclasses.dataclass(frozen=True, slots=True)
class Start:
    """What a signed start says."""

    sitting_uid: uuid.UUID
    member_id: int
    account_id: int | None
    label: str


def start_token(sitting: Sitting, actor: Actor) -> str:
    """Return the signed start of the actor's own sitting."""
    begun, due = (int(at.timestamp()) for at in (sitting.started_at, sitting.due_at))
    return signing.dumps([str(sitting.uid), sitting.member_id, actor.account_id, actor.label, begun, due], salt=_SALT)


def read_start(token: str, sitting_uid: uuid.UUID) -> Start:
    """Return what the token says.

    Raises:
        BadStart: not signed here, or for another sitting.
    """
    try:
        uid, member_id, account_id, label, *_ = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise BadStart from None
    if uid != str(sitting_uid):
        raise BadStart
    return Start(sitting_uid, member_id, account_id, label)


def script_state(actor: Actor, sitting: Sitting, at: dt.datetime) -> dict[str, object]:
    """Return what the script of the paper needs: the signed start, the clock, the answers with their times."""
    return {
        "start": start_token(sitting, actor),
        "account": actor.account_id,
        "now": in_ms(at),
        "due": in_ms(sitting.due_at),
        "known": sitting.sheet.number,
        "answers": on_screen(sitting.items, sitting.sheet.answers),
    }


@use_case("exams.sitting_start")
def sitting_start(*, actor: Actor, exam_uid: uuid.UUID, uid: uuid.UUID, at: dt.datetime) -> Sitting:
    """Begin to sit, or come back to what has begun: a member has one running sitting of an exam at a time.

    Args:
        actor: who sits.
        exam_uid: of a published exam that is for the actor.
        uid: made by the client; the same uid is the same sitting.
        at: instant of the start, by the server.

    Raises:
        NotFound: no such exam for the actor.
        NotOfAudience: the actor sat it before but has left those for whom it is.
        ExamNotOpen, AttemptsUsed: it cannot be begun now, or any more.
    """
    lock_window(exam_uid, actor.member_id or 0)
    mine, unit_id = exam_get_to_sit(actor, exam_uid, at)
    known = next((one for one in mine.sittings if one.uid == uid), mine.running)
    if known is not None and (known.uid == uid or at < known.due_at):
        return known
    if known is not None:
        close(known.pk, at)
    if unit_id is None:
        raise NotOfAudience
    _check_open(mine)
    return _begin(actor, mine, unit_id, uid, at)


def _check_open(mine: MyExam) -> None:
    if mine.phase == "coming":
        raise ExamNotOpen(why="还没有到开始时间。请到时再来。")
    if mine.phase == "past":
        raise ExamNotOpen(why="作答时间已经结束。如有疑问请联系组织这次考学的党组织。")
    if mine.attempts_left == 0:
        raise AttemptsUsed(attempts=mine.exam.attempts)


def _begin(actor: Actor, mine: MyExam, unit_id: int, uid: uuid.UUID, at: dt.datetime) -> Sitting:
    if actor.member_id is None:
        raise NotFound
    exam, day = mine.exam, civil_date(at)
    due = exam.closes_at if exam.minutes is None else min(exam.closes_at, at + dt.timedelta(minutes=exam.minutes))
    made = Sitting(
        uid=uid,
        exam_id=exam.pk,
        member_id=actor.member_id,
        unit_id=unit_id,
        attempt=_next_attempt(mine),
        occurred_on=day,
        recorded_on=day,
        items=draw(exam, uid),
        started_at=at,
        due_at=due,
    )
    shown = (made.uid, exam.pk, made.member_id, unit_id, made.attempt, day, day, json.dumps(made.items), at, due)
    with connection.cursor() as cursor:  # one statement each: a thousand members begin at the same moment
        cursor.execute(_INSERT, shown)
        row = cursor.fetchone()
        if row is None:
            raise NotFound  # the uid is somebody else's, or of one's own void sitting
        cursor.execute(_SHEET, row)
    made.pk = row[0]
    audit.record(
        facts.STARTED,
        actor=actor,
        subject=("exams.sitting", uid),
        at=at,
        unit_id=unit_id,
        after={"attempt": made.attempt},
    )
    return made


def _next_attempt(mine: MyExam) -> int:
    return max((one.attempt for one in mine.sittings), default=0) + 1


def draw(exam: Exam, uid: uuid.UUID) -> list[list[object]]:
    """Return the paper of the sitting `uid` in the form of `Sitting.items`: the same uid always gives the same paper.

    Questions of one kind stay together, as on paper; within the kind they are shuffled when the exam says so. The
    secret of the site is part of the seed, so that nobody can look for a uid with an easy paper.
    """
    dice = random.Random(salted_hmac(_SALT, str(uid), algorithm="sha256").digest())  # noqa: S311  # a shuffle, no secret
    drawn = _drawn(paper_of(exam), dice)
    kinds = list(dict.fromkeys(asked.kind for asked, _ in drawn))
    if exam.shuffles_questions:
        dice.shuffle(drawn)
    drawn.sort(key=lambda one: kinds.index(one[0].kind))
    return [[asked.version_id, marks, _order(asked, exam, dice)] for asked, marks in drawn]


def _drawn(paper: Paper, dice: random.Random) -> Drawn:
    """Draw from each part; a question that two rules could draw comes once."""
    taken: set[int] = set()
    drawn: Drawn = []
    for part in paper.parts:
        left = [asked for asked in part.pool if asked.version_id not in taken]
        chosen = dice.sample(left, min(part.count, len(left)))
        taken |= {asked.version_id for asked in chosen}
        drawn += [(asked, part.marks) for asked in chosen]
    return drawn


def _order(asked: Asked, exam: Exam, dice: random.Random) -> list[int]:
    order = asked.positions
    if exam.shuffles_options and asked.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        dice.shuffle(order)
    return order
