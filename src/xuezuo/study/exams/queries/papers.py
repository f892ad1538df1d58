"""Papers as authors see them: items with their texts, rules, what there is to draw from, sections for print."""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Count, F, Q, QuerySet

from xuezuo.study.exams.models import Bank, DrawRule, Exam, PaperItem, Question, QuestionVersion
from xuezuo.study.exams.queries.banks import QuestionFilters, VersionView, question_list, version_view
from xuezuo.study.exams.types import MARK, QuestionKind


@dataclasses.dataclass(frozen=True, slots=True)
class PaperLine:
    """One question of a paper for a page or print; `is_outdated`: the question has a later version."""

    position: int
    version_id: int
    number: str
    kind: str
    marks: int
    view: VersionView
    is_outdated: bool
    is_retired: bool

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return QuestionKind(self.kind).label


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Questions of one kind that follow each other; marks in hundredths."""

    kind: str
    lines: list[PaperLine]

    @property
    def label(self) -> str:
        """The kind in words."""
        return QuestionKind(self.kind).label

    @property
    def marks(self) -> int:
        """Marks of the whole section."""
        return sum(line.marks for line in self.lines)


def paper_lines(exam: Exam) -> list[PaperLine]:
    """Return the questions of a fixed paper in order."""
    items = PaperItem.objects.filter(exam=exam).select_related("version__question").order_by("position")
    return [_line(item) for item in items]


def _line(item: PaperItem) -> PaperLine:
    question = item.version.question
    return PaperLine(
        position=item.position,
        version_id=item.version_id,
        number=question.number,
        kind=question.kind,
        marks=item.marks,
        view=version_view(item.version, question.kind),
        is_outdated=question.version > item.version.number,
        is_retired=question.retired_at is not None,
    )


def sections(lines: Sequence[PaperLine]) -> list[Section]:
    """Return the questions in the paper's order, split where the kind changes."""
    return [Section(kind, list(own)) for kind, own in itertools.groupby(lines, key=lambda line: line.kind)]


def rule_list(exam: Exam) -> list[DrawRule]:
    """Return the rules of a drawn paper in order, with their banks."""
    return list(exam.draw_rules.select_related("bank").order_by("position"))


def draw_shortage(rules: Sequence[DrawRule]) -> str:
    """Say what is missing to draw by these rules, no question twice; empty = enough."""
    usable = Question.objects.filter(bank_id__in={rule.bank_id for rule in rules}, retired_at__isnull=True)
    have: Counter[tuple[int, str, str]] = Counter()
    for bank_id, kind, topic, count in usable.values_list("bank_id", "kind", "topic").annotate(n=Count("pk")):
        have[bank_id, kind, topic] += count
    for (bank_id, kind), own in itertools.groupby(
        sorted(rules, key=lambda rule: (rule.bank_id, rule.kind)), key=lambda rule: (rule.bank_id, rule.kind)
    ):
        group = list(own)
        there = sum(count for (bank, of_kind, _), count in have.items() if (bank, of_kind) == (bank_id, kind))
        label = QuestionKind(kind).label
        for rule in group:
            if rule.topic and (found := have[bank_id, kind, rule.topic]) < rule.count:
                return f"知识点“{rule.topic}”的{label}只有 {found} 道，规则要 {rule.count} 道。"
        if (wanted := sum(rule.count for rule in group)) > there:
            return f"题库中{label}只有 {there} 道，规则共要 {wanted} 道。"
    return ""


def rests_on_shared_bank(exam: Exam) -> bool:
    """Tell whether a question of the paper is, or may be, of a bank that authors below may use."""
    used = Q(pk__in=exam.draw_rules.values("bank")) | Q(questions__versions__in=exam.items.values("version"))
    return Bank.objects.filter(used, is_shared=True).exists()


def retired_numbers(exam: Exam) -> list[str]:
    """Return the numbers of questions in the fixed paper that are retired."""
    found = Question.objects.filter(versions__in=exam.items.values("version"), retired_at__isnull=False)
    return sorted(found.values_list("number", flat=True))


def refreshed(items: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the items with the present version of each question."""
    ids = [version_id for version_id, _ in items]
    now = QuestionVersion.objects.filter(question__versions__in=ids, number=F("question__version"))
    present = dict(now.values_list("question_id", "pk"))
    question_of = dict(QuestionVersion.objects.filter(pk__in=ids).values_list("pk", "question_id"))
    return [(present[question_of[version_id]], marks) for version_id, marks in items]


def items_of(exam: Exam) -> list[tuple[int, int]]:
    """Return versions and marks of a fixed paper in order."""
    return list(exam.items.order_by("position").values_list("version_id", "marks"))


def to_pick(exam: Exam, bank: Bank | None, filters: QuestionFilters) -> QuerySet[Question]:
    """Return the questions of the bank that the paper does not have, with `stem` and `version_id`."""
    if bank is None:
        return Question.objects.none()
    there = QuestionVersion.objects.filter(pk__in=exam.items.values("version")).values("question")
    return question_list(bank, filters).exclude(pk__in=there)


def versions_shown(found: Iterable[Question]) -> list[int]:
    """Return the present versions of questions that `to_pick` found."""
    return [question.version_id for question in found]  # type: ignore[attr-defined]  # annotated


def marks_text(marks: int | None) -> str:
    """Return hundredths of a mark as people write marks.

    >>> marks_text(200), marks_text(250), marks_text(None)
    ('2', '2.5', '')
    """
    return "" if marks is None else f"{marks / MARK:.2f}".rstrip("0").rstrip(".")
