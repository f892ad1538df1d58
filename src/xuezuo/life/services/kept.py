"""What somebody wrote that could not be saved: kept until its author merged it or let it go."""

import datetime as dt
import json
from collections.abc import Mapping

from xuezuo.life import events as facts
from xuezuo.life.models import Activity, KeptText
from xuezuo.life.services.planning import audit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case


@use_case("life.text_keep")
def text_keep(
    *, actor: Actor, activity: Activity, place: str, base: int, said: Mapping[str, str], at: dt.datetime
) -> KeptText | None:
    """Keep what the actor wrote at a place of the meeting (see `KeptText`), on the version `base`; the last one counts.

    Only its author ever sees it. Somebody who is no member has nowhere to keep it: None.
    """
    if actor.member_id is None:
        return None
    text = json.dumps(dict(said), ensure_ascii=False)
    kept, _ = KeptText.objects.update_or_create(
        activity=activity,
        place=place,
        author_id=actor.member_id,
        defaults={"base": base, "text": text, "kept_at": at},
    )
    audit(facts.TEXT_KEPT, actor, activity, at, base=base)
    return kept


def forget_text(actor: Actor, activity: Activity, place: str) -> None:
    """Let go of what the actor had kept there, in the running transaction."""
    KeptText.objects.filter(activity=activity, place=place, author_id=actor.member_id).delete()


@use_case("life.text_drop")
def text_drop(*, actor: Actor, activity: Activity, place: str, at: dt.datetime) -> None:
    """Let go of one's own kept text: the other's words stand."""
    forget_text(actor, activity, place)
    audit(facts.TEXT_DROPPED, actor, activity, at)
