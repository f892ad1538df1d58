"""Make and withdraw asks: inside the use case of a campaign, a plan or a prompt, which checks rights and audits."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.ids import new_id
from xuezuo.platform.db.ranges import to_range
from xuezuo.study.asks.errors import AskRepeated
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.types import AskOrigin, AskSpec


def asks_make(origin: AskOrigin, specs: Sequence[AskSpec], *, by: int | None, at: dt.datetime) -> list[Ask]:
    """Write down what is asked; all or nothing, in the caller's transaction.

    Args:
        origin: who asks, from what.
        specs: what is asked.
        by: the account that acts, None = the system.
        at: instant.

    Raises:
        AskWithoutEnd, AskRepeated, AskUnfit: by the first spec that cannot be.
    """
    keys = set(
        Ask.objects.filter(source_uid=origin.source_uid, unit_id=origin.unit_id, withdrawn_on=None).values_list(
            "key", flat=True
        )
    )
    for spec in specs:
        spec.check()
        if spec.key in keys:
            raise AskRepeated(label=spec.label, key=spec.key)
        keys.add(spec.key)
    return Ask.objects.bulk_create([_row(origin, spec, by, at) for spec in specs])


def asks_withdraw(asks: Sequence[Ask], *, on: dt.date, why: str) -> None:
    """Let asks bind no more from the civil day `on`; periods that ended before stay as they were."""
    _withdraw(asks, on, why, is_lifted=False)


def asks_lift(asks: Sequence[Ask], *, on: dt.date, why: str) -> None:
    """Withdraw asks that need not be done any more from the civil day `on`: what was met before stays met."""
    _withdraw(asks, on, why, is_lifted=True)


def _withdraw(asks: Sequence[Ask], on: dt.date, why: str, *, is_lifted: bool) -> None:
    for ask in asks:
        if ask.withdrawn_on is None:
            ask.withdrawn_on, ask.withdrawn_why, ask.is_lifted = on, why, is_lifted
    Ask.objects.bulk_update(asks, ["withdrawn_on", "withdrawn_why", "is_lifted"])


def asks_restore(asks: Sequence[Ask]) -> None:
    """Let withdrawn asks bind again as if they had not been withdrawn: what was to be done once is still to be done."""
    for ask in asks:
        ask.withdrawn_on, ask.withdrawn_why, ask.is_lifted = None, "", False
    Ask.objects.bulk_update(asks, ["withdrawn_on", "withdrawn_why", "is_lifted"])


def ask_says(ask: Ask, spec: AskSpec) -> bool:
    """Tell whether the ask says exactly this: then a new edition of its source leaves it alone."""
    return all(getattr(ask, name) == value for name, value in _columns(spec).items() if name != "continues")


def ask_reworded(ask: Ask, spec: AskSpec) -> AskSpec:
    """Return what is asked in the place of `ask`, so that deeds that named the one name the other."""
    return dataclasses.replace(spec, continues=(ask.pk, *ask.continues))


def ask_follow(ask: Ask, former: Ask, present: Ask) -> None:
    """Let an ask that tightened `former` tighten `present`, which was made in its place, and what that one tightens."""
    kept = [number for number in ask.replaces if number != former.pk]
    ask.replaces = list(dict.fromkeys([present.pk, *present.replaces, *kept]))
    ask.save(update_fields=["replaces"])


def _row(origin: AskOrigin, spec: AskSpec, by: int | None, at: dt.datetime) -> Ask:
    return Ask(
        uid=new_id(),
        unit_id=origin.unit_id,
        source=origin.source,
        source_uid=origin.source_uid,
        document=origin.document,
        issued_on=origin.issued_on,
        made_at=at,
        made_by=by,
        **_columns(spec),
    )


def _columns(spec: AskSpec) -> dict[str, object]:
    """Return what an ask says, as its columns hold it."""
    return {
        "key": spec.key,
        "label": spec.label,
        "why": spec.why,
        "what_counts": spec.what_counts,
        "subjects": [one.value for one in spec.subjects],
        "unit_types": [one.value for one in spec.unit_types],
        "posts": [one.value for one in spec.posts],
        "by_posts": [one.value for one in spec.by_posts],
        "template": spec.template.value,
        "deed_kinds": [one.value for one in spec.deed_kinds],
        "is_named": spec.is_named,
        "period": spec.period.value,
        "during": to_range(spec.during),
        "required": spec.required,
        "force": spec.force.value,
        "is_required": spec.is_required,
        "replaces": list(spec.replaces),
        "only": list(spec.only),
        "continues": list(spec.continues),
        "with_own": spec.with_own,
    }
