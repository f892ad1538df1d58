"""Saving answers while somebody sits: append a step, lay it over the answer sheet.

Rules, the same with and without JavaScript:

- Question by question the answer that was given last wins, whichever device or window it was given on. When it was
  given is told by the browser, in the server's time; a browser whose clock is wrong at the moment of saving is set
  right by the difference.
- What was answered until `due_at` counts when it arrives within `NET_GRACE`. With the signed start it still counts
  when it arrives within `SYNC_GRACE`, and the sheet is labelled as saved offline.
- Everything else is kept as a step and counts for nothing: answers given after the end, after the person handed in, or
  arriving too late.
- A step is known by its uid; the same one again changes nothing.
"""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db import connection

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.exams.errors import AnswersUnreadable, TooManySaves
from xuezuo.study.exams.queries.sheet import on_screen
from xuezuo.study.exams.services.grading import result_compute
from xuezuo.study.exams.types import NET_GRACE, SYNC_GRACE, Answers, Entry, Item, SittingState

MILLISECOND: Final = dt.timedelta(milliseconds=1)
CLOCK_TOLERANCE: Final = dt.timedelta(seconds=10)  # of a browser's clock when it saves
MOST_STEPS: Final = 2_000
MOST_BLANKS: Final = 30
LONGEST_TEXT: Final = 4_000

_LOCK: Final = """
SELECT s.id, s.state, s.items, s.started_at, s.due_at, s.submit_uid, h.number, h.answers
  FROM exams_sitting s JOIN exams_answersheet h ON h.sitting_id = s.id
 WHERE s.uid = %s AND s.member_id = %s AND s.state <> 'void'
   FOR NO KEY UPDATE OF s, h
"""
_KEEP: Final = """
WITH step AS (
  INSERT INTO exams_step (uid, sitting_id, number, answers, made_at, saved_at, was_offline)
  VALUES (%(uid)s, %(sitting)s, %(number)s, %(given)s, %(made_at)s, %(at)s, %(offline)s)
  ON CONFLICT (uid) DO NOTHING RETURNING sitting_id
)
UPDATE exams_answersheet h
   SET number = %(number)s, answers = %(sheet)s, was_offline = h.was_offline OR %(labelled)s
  FROM step WHERE h.sitting_id = step.sitting_id
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Saving:
    """What a browser saves at one moment.

    Attributes:
        uid: made by the browser; the same again is the same step.
        answers: place -> answer as on the screen, and when it was given, in ms; None = now (a form without script).
        made_at: when it was sent, in ms, by the same clock as the answers.
        known: number of the last step that this browser knows of.
        is_offline: there was no network for a while.
        has_start: it came with the signed start.
    """

    uid: uuid.UUID
    answers: Mapping[str, tuple[object, int | None]]
    made_at: int | None = None
    known: int = 0
    is_offline: bool = False
    has_start: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Saved:
    """What the browser is told.

    Attributes:
        number: of the last step; the browser knows of everything up to it.
        theirs: answers that another device or window gave, as on the screen, with their time in ms.
        state: of the sitting.
        is_counted: False = what came was kept but counts for nothing.
    """

    number: int
    theirs: Answers
    state: str
    due_at: dt.datetime
    is_counted: bool


@dataclasses.dataclass(slots=True)
class Desk:
    """A sitting that is locked, with its sheet, for this transaction."""

    id: int
    state: str
    items: list[Item]
    started_at: dt.datetime
    due_at: dt.datetime
    submit_uid: uuid.UUID | None
    number: int
    answers: Answers

    def takes(self, saving: Saving, at: dt.datetime) -> bool:
        """Tell whether answers that arrive now can count at all."""
        if self.submit_uid is not None:
            return False
        if self.state == SittingState.STARTED and at <= self.due_at + NET_GRACE:
            return True
        return saving.has_start and at <= self.due_at + SYNC_GRACE


def desk_of(actor: Actor, uid: uuid.UUID) -> Desk:
    """Lock the actor's own sitting and its answer sheet until the transaction ends, and return them.

    Both rows, in the order in which the grading takes them: whoever waited for one of them reads the other as it is
    now, too, and nobody waits in a circle.

    Raises:
        NotFound: no such sitting, void, or somebody else's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [uid, actor.member_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    key, state, items, started_at, due_at, submit_uid, number, answers = row
    paper = [(version, marks, order) for version, marks, order in json.loads(items)]
    sheet = {place: (answer, when) for place, (answer, when) in json.loads(answers).items()}
    return Desk(key, state, paper, started_at, due_at, submit_uid, number, sheet)


@use_case("exams.step_save")
def step_save(*, actor: Actor, sitting_uid: uuid.UUID, saving: Saving, at: dt.datetime) -> Saved:
    """Append a step to the actor's own sitting and answer with what the browser does not know yet.

    Has no audit entry: the steps are their own trail.

    Raises:
        NotFound: not the actor's sitting.
        AnswersUnreadable: not an answer to this paper.
        TooManySaves: more than `MOST_STEPS`.
    """
    desk = desk_of(actor, sitting_uid)
    is_counted = keep(desk, saving, at)
    if is_counted and desk.state != SittingState.STARTED:
        result_compute(sitting_ids=[desk.id], at=at, reason="补收离线时的答案")
    theirs = on_screen(desk.items, desk.answers) if desk.number > saving.known + 1 else {}
    return Saved(desk.number, theirs, desk.state, desk.due_at, is_counted)


def told(saved: Saved, at: dt.datetime) -> dict[str, object]:
    """Return what the script is told of a save; instants in ms."""
    return {
        "known": saved.number,
        "theirs": saved.theirs,
        "now": in_ms(at),
        "due": in_ms(saved.due_at),
        "counted": saved.is_counted,
        "running": saved.state == SittingState.STARTED,
    }


def keep(desk: Desk, saving: Saving, at: dt.datetime) -> bool:
    """Add the step and lay it over the sheet; return whether it counts. A repeat changes nothing."""
    if desk.number >= MOST_STEPS:
        raise TooManySaves(most=MOST_STEPS)
    given = _stored(desk, saving, at)
    sheet, is_counted = dict(desk.answers), desk.takes(saving, at)
    if is_counted:
        last = in_ms(desk.due_at)
        sheet |= {place: one for place, one in given.items() if one[1] <= last and _is_newer(one, sheet.get(place))}
    is_late = at > desk.due_at + NET_GRACE
    values: dict[str, uuid.UUID | int | bool | str | dt.datetime | None] = {
        "uid": saving.uid,
        "sitting": desk.id,
        "number": desk.number + 1,
        "given": json.dumps(given, ensure_ascii=False),
        "sheet": json.dumps(sheet, ensure_ascii=False),
        "made_at": None if saving.made_at is None else dt.datetime.fromtimestamp(saving.made_at / 1000, dt.UTC),
        "at": at,
        "offline": saving.is_offline or is_late,
        "labelled": is_counted and is_late,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        if cursor.rowcount:
            desk.number, desk.answers = desk.number + 1, sheet
    return is_counted


def _is_newer(given: Entry, known: Entry | None) -> bool:
    return known is None or given[1] > known[1]


def _stored(desk: Desk, saving: Saving, at: dt.datetime) -> Answers:
    """Return the answers as they are stored: positions of the version instead of places on the screen, sane times."""
    skew = 0 if saving.made_at is None else in_ms(at) - saving.made_at
    if abs(skew) <= CLOCK_TOLERANCE / MILLISECOND:
        skew = 0
    first, now = in_ms(desk.started_at), in_ms(at)
    in_time = min(now, in_ms(desk.due_at)) if at <= desk.due_at + NET_GRACE else now
    return {
        place: (
            stored_answer(_item(desk, place), answer),
            in_time if when is None else min(max(when + skew, first), now),
        )
        for place, (answer, when) in saving.answers.items()
    }


def _item(desk: Desk, place: str) -> Item:
    if not place.isascii() or not place.isdigit() or int(place) >= len(desk.items):
        raise AnswersUnreadable
    return desk.items[int(place)]


def stored_answer(item: Item, answer: object) -> Sequence[object]:
    """Return an answer as it is stored, from what stands on the screen: places of options, or texts.

    >>> stored_answer((7, 200, [2, 0, 1]), [2, 0]), stored_answer((7, 200, []), ["七大"])
    ([1, 2], ['七大'])
    """
    order = item[2]
    if not isinstance(answer, list) or len(answer) > max(len(order), MOST_BLANKS):
        raise AnswersUnreadable
    if not order:
        return [_text(words) for words in answer]
    if not all(type(place) is int and 0 <= place < len(order) for place in answer):
        raise AnswersUnreadable
    return sorted({order[place] for place in answer})


def _text(words: object) -> str:
    if not isinstance(words, str):
        raise AnswersUnreadable
    return words[:LONGEST_TEXT].replace("\0", "")


def in_ms(at: dt.datetime) -> int:
    """Return an instant as scripts count it: milliseconds since 1970."""
    return int(at.timestamp() * 1000)
