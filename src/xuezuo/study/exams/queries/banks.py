"""The doors of question banks and questions, and their lists.

Who edits a bank sees it; whoever makes exams below its unit sees it when it is shared.
"""

import dataclasses
import datetime as dt
import uuid

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure, UnitName
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import to_row, units_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.exams.models import Bank, Exam, Question, QuestionVersion
from xuezuo.study.exams.policies import BANK_EDIT, EXAM_AUTHOR, EXAM_VIEW
from xuezuo.study.exams.types import LETTERS, QuestionText, key_text


def banks_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on banks that the actor may see, keys and all, on `on`."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=EXAM_AUTHOR.nodes(actor), during__contains=on)
    return units_q(actor, BANK_EDIT, on) | Q(is_shared=True, unit_id__in=above.values("ancestor_id"))


def bank_list(actor: Actor, on: dt.date) -> QuerySet[Bank]:
    """Return the banks that the actor may see, by unit code and title, with `questions_now` and `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Bank.objects.filter(banks_q(actor, on)).select_related("unit")
    usable = Count("questions", filter=Q(questions__retired_at__isnull=True))
    return found.annotate(questions_now=usable, unit_name=Subquery(names[:1])).order_by("unit__code", "title")


def bank_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_edit: bool = False) -> Bank:
    """Return the bank if the actor may see it, or edit it.

    Raises:
        NotFound: no such bank, or outside what the actor may see.
        Forbidden: the bank's unit lies within the actor's sight, the bank does not.
    """
    bank = Bank.objects.select_related("unit").filter(uid=uid).first()
    if bank is None:
        raise NotFound
    require_bank(actor, bank, on, to_edit=to_edit)
    return bank


def require_bank(actor: Actor, bank: Bank, on: dt.date, *, to_edit: bool = False) -> None:
    """Raise as `bank_get_for` does."""
    decision = unit_decision(actor, BANK_EDIT, bank.unit_id, on)
    seen = bool(decision) or Bank.objects.filter(banks_q(actor, on), pk=bank.pk).exists()
    if decision or (seen and not to_edit):
        return
    if not seen and not unit_decision(actor, EXAM_VIEW, bank.unit_id, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def may_edit(actor: Actor, bank: Bank, on: dt.date) -> bool:
    """Tell whether the actor may edit the bank."""
    return bool(unit_decision(actor, BANK_EDIT, bank.unit_id, on))


def question_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_edit: bool = False) -> Question:
    """Return the question if the actor may see, or edit, its bank.

    Raises:
        NotFound, Forbidden: see `bank_get_for`.
    """
    question = Question.objects.select_related("bank__unit").filter(uid=uid).first()
    if question is None:
        raise NotFound
    require_bank(actor, question.bank, on, to_edit=to_edit)
    return question


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionFilters:
    """What a list of questions is narrowed to; empty = everything that is not retired."""

    kind: str = ""
    topic: str = ""
    words: str = ""
    retired: bool = False


def question_list(bank: Bank, filters: QuestionFilters) -> QuerySet[Question]:
    """Return the questions of a bank, by number as people count, with the `stem` of their present version."""
    latest = QuestionVersion.objects.filter(question=OuterRef("pk"), number=OuterRef("version"))
    found = Question.objects.filter(bank=bank, retired_at__isnull=not filters.retired)
    found = found.annotate(stem=Subquery(latest.values("stem")[:1]), version_id=Subquery(latest.values("pk")[:1]))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.topic:
        found = found.filter(topic=filters.topic)
    if filters.words:
        found = found.filter(Q(stem__icontains=filters.words) | Q(number=filters.words) | Q(topic=filters.words))
    return found.order_by("pk")


def topics_of(bank: Bank) -> list[str]:
    """Return the topics that usable questions of the bank name, in order."""
    found = Question.objects.filter(bank=bank, retired_at__isnull=True).exclude(topic="")
    return sorted(set(found.values_list("topic", flat=True)))


def exams_using(question: Question) -> QuerySet[Exam]:
    """Return the exams whose fixed paper has a version of the question, the newest first."""
    return Exam.objects.filter(items__version__question=question).order_by("-opens_at").distinct()


def units_for(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the units at which the actor may do this on `on`, by code."""
    found = units_on(on).filter(units_q(actor, capability, on, "pk")).order_by("code")
    return [to_row(unit) for unit in found[:200]]


@dataclasses.dataclass(frozen=True, slots=True)
class VersionView:
    """A version as a page shows it: options with their letters, the key in words."""

    version: QuestionVersion
    options: list[tuple[str, str, bool]]
    key: str


def version_view(version: QuestionVersion, kind: str) -> VersionView:
    """Return a version for a page."""
    key = version.key
    options = [(LETTERS[place], text, place in key) for place, text in enumerate(version.options)]
    return VersionView(version, options, key_text(kind, key))


def version_views(question: Question) -> list[VersionView]:
    """Return what a question said, the newest first."""
    return [version_view(version, question.kind) for version in question.versions.order_by("-number")]


def latest_text(question: Question) -> QuestionText:
    """Return what a question says now."""
    return text_of(question.versions.get(number=question.version))


def text_of(version: QuestionVersion) -> QuestionText:
    """Return what a version says."""
    key = tuple(version.key)
    return QuestionText(version.stem, tuple(version.options), key, version.explanation, version.source)


def bank_named(unit_id: int, title: str) -> Bank | None:
    """Return the unit's bank of that title, for the commands; the services ask for the right to it."""
    return Bank.objects.filter(unit_id=unit_id, title=title).first()
