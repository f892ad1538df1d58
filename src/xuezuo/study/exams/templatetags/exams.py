"""How marks are written, and how a question stands on the screen."""

import functools

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from xuezuo.study.exams.queries.sheet import Choice, Shown
from xuezuo.study.exams.types import MARK, QuestionKind

register = template.Library()


@register.filter
def marks(hundredths: int | None) -> str:
    """Write marks as people do: `{{ result.marks|marks }}`.

    >>> marks(250), marks(10000), marks(None)
    ('2.5', '100', '—')
    """
    return "—" if hundredths is None else f"{hundredths / MARK:g}"


# Not a template: a paper shows a hundred fields, and rendering a template costs five times as much.
_QUESTION = (
    '<fieldset class="card question" data-place="{place}" data-kind="{kind}">'
    '<legend><span class="number">{number}.</span>'
    ' {stem} <span class="small soft">（{marks} 分）</span></legend>'
    '<input type="hidden" name="was-{place}" value="{was}">{fields}</fieldset>'
)
_CHOICE = (
    '<label class="choice"><input type="{type}" name="q-{place}" value="{value}"{checked}> <span>{letter}{text}</span>'
    "</label>"
)
_BLANK = (
    '<label class="blank"><span>第 {number} 空</span><input type="text" name="q-{place}-{field}" value="{text}"'
    ' maxlength="200" autocomplete="off"></label>'
)
_LONG = '<textarea name="q-{place}-0" rows="6" maxlength="4000" aria-label="第 {number} 题的回答">\n{text}</textarea>'


@register.simple_tag
def question(shown: Shown) -> SafeString:
    """Render a question with its fields; only texts of the question and of the person come in, all escaped."""
    place = shown.place
    if shown.choices:
        fields = "".join(_choice(shown, choice) for choice in shown.choices)
    elif shown.kind == QuestionKind.SHORT:
        fields = _LONG.format(place=place, number=shown.number, text=escape(shown.texts[0]))
    else:
        fields = "".join(
            _BLANK.format(number=field + 1, place=place, field=field, text=escape(text))
            for field, text in enumerate(shown.texts)
        )
    return mark_safe(  # noqa: S308  # every value is escaped or a number
        _QUESTION.format(
            place=place,
            kind=shown.kind,
            number=shown.number,
            stem=_lines(shown.stem),
            marks=marks(shown.marks),
            was=escape(shown.was),
            fields=fields,
        )
    )


def _choice(shown: Shown, choice: Choice) -> str:
    return _CHOICE.format(
        type="checkbox" if shown.kind == QuestionKind.MULTIPLE else "radio",
        place=shown.place,
        value=choice.value,
        checked=" checked" if choice.is_chosen else "",
        letter="" if shown.kind == QuestionKind.TRUE_FALSE else f"{choice.letter}. ",
        text=_escaped(choice.text),
    )


@functools.lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    """Escape a text of the paper: the same for everybody who sits."""
    return escape(text)


@functools.lru_cache(maxsize=2048)
def _lines(text: str) -> str:
    return _escaped(text.strip()).replace("\n", "<br>")
