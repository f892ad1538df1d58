"""What attendees say to the minutes, and what is answered."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import ChangedMeanwhile, CommentAnswered, CommentsClosed, TextMissing
from xuezuo.life.models import Activity, MinutesComment
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.comments import may_comment, require_reader
from xuezuo.life.queries.sealing import window_of
from xuezuo.life.services.checks import lock_for
from xuezuo.life.services.planning import audit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_LONGEST = 500


@use_case("life.comment_add")
def comment_add(*, actor: Actor, activity: Activity, text: str, at: dt.datetime) -> MinutesComment:
    """Say something to the minutes as somebody who came to the meeting or had leave.

    Raises:
        NotFound, Forbidden: neither came nor had leave.
        CommentsClosed: the minutes are not there yet, or the days for comments are over.
        TextMissing: no words.
    """
    require_reader(actor, activity, civil_date(at))
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    decision = may_comment(actor, activity, civil_date(at))
    if not decision or actor.member_id is None:
        raise CommentsClosed(why=decision.reason)
    made = MinutesComment.objects.create(
        uid=new_id(), activity=activity, member_id=actor.member_id, text=_words(text, "意见"), written_at=at
    )
    audit(facts.COMMENT_ADDED, actor, activity, at, comment=str(made.uid))
    return made


@use_case("life.comment_answer")
def comment_answer(
    *, actor: Actor, comment: MinutesComment, answer: str, at: dt.datetime, base: str | None = None
) -> MinutesComment:
    """Answer a comment; the answer may be changed until the minutes are sealed, a first one is taken afterwards too.

    What has to change in the minutes is changed there. `base` is the answer that was read while writing.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        CommentAnswered: it was answered before, and the minutes are sealed.
        ChangedMeanwhile: somebody else answered since `base` was read.
        TextMissing: no words.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, comment.activity, at)
    comment = MinutesComment.objects.get(pk=comment.pk)
    window = window_of(activity)
    if comment.answer and window is not None and window.is_over(civil_date(at)):
        raise CommentAnswered(last_day=window.last_day)
    if base is not None and base != comment.answer:
        raise ChangedMeanwhile(what="这条意见的答复")
    comment.answer, comment.answered_at, comment.answered_by = _words(answer, "答复"), at, actor.account_id
    comment.save(update_fields=["answer", "answered_at", "answered_by"])
    audit(facts.COMMENT_ANSWERED, actor, activity, at, comment=str(comment.uid))
    return comment


def _words(text: str, what: str) -> str:
    words = squeeze(text)[:_LONGEST]
    if not words:
        raise TextMissing(what=what)
    return words
