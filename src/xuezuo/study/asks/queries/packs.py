"""Asks as rule packs of the narrowest level, so that the engine of duties knows them like any other rule.

An ask binds the unit that asks and everything that stands below it on the first day of a period, as far as subjects,
posts and unit types go. It is in force from the first day of `during` to its end, or to the day it was withdrawn: what
had been running then binds no more, periods that ended before stay as they were. Of a lifted ask the period that had
been running stays too, as far as it was met; it frees everybody else.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.queries.tree import above_between
from xuezuo.platform.db.ranges import to_span
from xuezuo.platform.db.relations import ASK_PREFIX
from xuezuo.rules.types import Clause, Duty, DutyVersion, ExemptionRule, Pack, ParameterUse, Regulation, Scope
from xuezuo.rules.vocabulary import (
    Evidence,
    Exemption,
    Force,
    Level,
    Post,
    Quantity,
    SubjectKind,
    Template,
    UnitType,
)
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.types import AskFacts

DUTY_PREFIX: Final = "ask_"  # the duty of ask 7 is `ask_7`
_OF_UNITS: Final = (Exemption.FOUNDED_IN_PERIOD, Exemption.DISSOLVED_IN_PERIOD)
_OF_MEMBERS: Final = (Exemption.OLD_OR_ILL, Exemption.JOINED_IN_PERIOD, Exemption.LEFT_IN_PERIOD)


@dataclasses.dataclass(frozen=True, slots=True)
class AskPack:
    """An ask and the pack made of it, with one duty."""

    facts: AskFacts
    pack: Pack


def ask_packs_around(
    unit_ids: Collection[int], start: dt.date, end: dt.date, *, is_required: bool = True
) -> list[AskPack]:
    """Return the required asks (or the optional ones) in force on some day in `[start, end)`, of these units or above.

    One query. "Above" is dated: on some day of the range the asking unit stood at or above one of the units. What
    units below ask is not among them: it is their own business. Of an ask and one that tightens it, only the latter.
    """
    asks = _in_force().filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=start) | Q(is_lifted=True),
        is_required=is_required,
        during__overlap=(start, end),
        unit__in=above_between(unit_ids, start, end),
    )
    found = list(asks.order_by("issued_on", "pk"))
    replaced = replaced_by(found)
    return _packs([ask for ask in found if ask.pk not in replaced])


def replaced_by(asks: Iterable[Ask]) -> set[int]:
    """Return the ids of the asks that others of these stand in the place of; those withdrawn early let them back in."""
    return {
        number
        for ask in asks
        if ask.withdrawn_on is None or ask.withdrawn_on >= ask.during.upper
        for number in ask.replaces
    }


def ask_packs_of(ask_ids: Iterable[int]) -> list[AskPack]:
    """Return the packs of these asks, as far as they were ever in force."""
    return _packs(_in_force().filter(pk__in=list(ask_ids)).order_by("issued_on", "pk"))


def ask_id_of(duty_id: str) -> int | None:
    """Return the id of the ask that a duty was made of; None for duties of rule files.

    >>> ask_id_of("ask_7"), ask_id_of("theme_day"), ask_id_of("ask_x")
    (7, None, None)
    """
    number = duty_id.removeprefix(DUTY_PREFIX)
    return int(number) if number != duty_id and number.isascii() and number.isdigit() and len(number) < 19 else None


def _in_force() -> QuerySet[Ask]:
    """Return the asks that were not withdrawn before they began."""
    asks = Ask.objects.annotate(first=Lower("during"))
    return asks.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("first")))


def _packs(asks: Iterable[Ask]) -> list[AskPack]:
    asks = list(asks)
    named = _named(asks)
    return [AskPack(facts_of(ask), _pack(ask, named.get(ask.pk, ()))) for ask in asks]


def _named(asks: Iterable[Ask]) -> dict[int, list[str]]:
    """Return, for the asks that deeds must name, the kinds that name them, one they reword, or one that tightens them.

    Deeds may have named any wording of either.
    """
    meant = {ask.pk: [ask.pk, *ask.continues] for ask in asks if ask.is_named}
    if not meant:
        return {}
    wordings = {number for numbers in meant.values() for number in numbers}
    tighter = list(Ask.objects.filter(is_named=True, replaces__overlap=sorted(wordings)).order_by("pk"))
    for numbers in meant.values():
        for one in tighter:
            if not set(numbers).isdisjoint(one.replaces):
                numbers += [one.pk, *one.continues]
    return {key: [f"{ASK_PREFIX}{number}" for number in dict.fromkeys(numbers)] for key, numbers in meant.items()}


def code_of(unit_id: int) -> str:
    """Return what stands for a unit's organization code in the pack of an ask; asks know units by their ids."""
    return f"#{unit_id}"


def facts_of(ask: Ask) -> AskFacts:
    """Return the plain facts of an ask."""
    return AskFacts(
        id=ask.pk,
        uid=ask.uid,
        label=ask.label,
        unit_id=ask.unit_id,
        bound=tuple(ask.only) or (ask.unit_id,),
        itself=(ask.unit_id,) if ask.with_own else (),
        source=ask.source,
        source_uid=ask.source_uid,
        kinds=tuple(ask.deed_kinds),
        is_named=ask.is_named,
        is_required=ask.is_required,
        during=to_span(ask.during),
        lifted_on=ask.withdrawn_on if ask.is_lifted else None,
    )


def _pack(ask: Ask, named: Iterable[str]) -> Pack:
    facts = facts_of(ask)
    clause = Clause(
        id=f"ask.{ask.pk}",
        regulation=_regulation(ask),
        article=None,
        says=ask.label,
        force=Force(ask.force),
        verified=True,
        evidence=Evidence.TEXT,
        checked_on=ask.issued_on,
    )
    pack_id = f"ask-{ask.pk}"
    return Pack(
        id=pack_id,
        level=Level.UNIT,
        scope=Scope(units=tuple(code_of(unit_id) for unit_id in facts.bound + facts.itself)),
        title=ask.label,
        effective=ask.during.lower,
        path=Path("asks", str(ask.uid)),
        regulations=(clause.regulation,),
        clauses=(clause,),
        parameters=(),
        duties=(_duty(ask, clause, pack_id, tuple(named)),),
        duty_overrides=(),
        parameter_overrides=(),
    )


def _regulation(ask: Ask) -> Regulation:
    """Return the document; what stands in title marks already, or with a number behind them, is cited as it is."""
    titled = "《" not in ask.document
    return Regulation(f"ask-{ask.pk}", ask.document, ask.issued_on, "提出要求时填写", titled=titled)


def _duty(ask: Ask, clause: Clause, pack_id: str, named: tuple[str, ...]) -> Duty:
    template, of_members = Template(ask.template), SubjectKind.MEMBER in ask.subjects
    is_sum = template is Template.SUM_PER_MEMBER
    quantity = Quantity.CLASS_HOURS if is_sum else Quantity.TIMES
    return Duty(
        id=f"{DUTY_PREFIX}{ask.pk}",
        label=ask.label,
        subjects=tuple(SubjectKind(one) for one in ask.subjects),
        template=template,
        period=PeriodKind(ask.period),
        deed_kinds=named if ask.is_named else tuple(ask.deed_kinds),
        posts=tuple(Post(one) for one in ask.posts),
        by_posts=tuple(Post(one) for one in ask.by_posts),
        state=None,
        uses=(ParameterUse("lesson_minutes", "study.lesson_minutes"),) if is_sum else (),
        on_time_days=0,
        exemptions=tuple(ExemptionRule(one, None) for one in (_OF_MEMBERS if of_members else _OF_UNITS)),
        why=ask.why,
        what_counts=ask.what_counts,
        pack_id=pack_id,
        level=Level.UNIT,
        versions=(DutyVersion(ask.during.lower, _end(ask), ask.required, quantity, clause),),
        unit_types=tuple(UnitType(one) for one in ask.unit_types),
        during=to_span(ask.during) if ask.period == PeriodKind.SPAN else None,
    )


def _end(ask: Ask) -> dt.date:
    """Return the first day on which the ask binds no more; of a lifted one the period that was running counts."""
    until: dt.date = ask.during.upper
    if ask.withdrawn_on is None or (ask.is_lifted and ask.period == PeriodKind.SPAN):
        return until
    if ask.is_lifted:
        return min(until, Period.containing(PeriodKind(ask.period), ask.withdrawn_on - ONE_DAY).end)
    return min(until, ask.withdrawn_on)
