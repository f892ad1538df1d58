"""What templates and series say, as forms show it, and what two people made of it at once."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Final

from xuezuo.kernel.merge import merge
from xuezuo.life.models import MeetingTemplate, Series, TemplateRevision
from xuezuo.life.queries.conflicts import Conflict, Labelled, Lines, field_changes, merged_fields, names_of
from xuezuo.life.types import AgendaPoint, ItemKind, Presenter, Rhythm, TemplatePoint, kind_choices

WEEKDAYS: Final = list(enumerate(("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")))
ORDINALS: Final = [(1, "第一个"), (2, "第二个"), (3, "第三个"), (4, "第四个"), (-1, "最后一个")]
TEMPLATE_FIELDS: Final = (
    Labelled("name", "模板名称"),
    Labelled("kind", "类型", dict(kind_choices())),
    Labelled("starts_at", "开始时间"),
    Labelled("minutes", "时长（分钟）"),
    Labelled("place", "地点"),
    Labelled("topic", "主题"),
    Labelled("notice", "通知"),
    Labelled("comment_days", "征求意见天数"),
)
SERIES_FIELDS: Final = (
    Labelled("rhythm", "规律", dict(Rhythm.choices)),
    Labelled("ordinal", "第几个", {str(key): words for key, words in ORDINALS}),
    Labelled("weekday", "星期几", {str(key): words for key, words in WEEKDAYS}),
    Labelled("day", "几日"),
    Labelled("every", "每几个月（周）一次"),
    Labelled("starts_on", "从哪天起"),
    Labelled("ends_on", "到哪天止"),
)
AGENDA: Final = "agenda"  # the points of a template among its fields, one JSON object a line


def template_points(template: MeetingTemplate) -> list[TemplatePoint]:
    """Return the points of the template's agenda in order."""
    fields = ("title", "kind", "minutes", "post", "text")
    return [TemplatePoint(*row) for row in template.items.order_by("position").values_list(*fields)]


def agenda_point(point: TemplatePoint) -> AgendaPoint:
    """Return the point as a meeting made of the template has it: who presents is named by the post."""
    presenter = Presenter(point.post).label if point.post else ""
    return AgendaPoint(point.title, presenter, minutes=point.minutes, kind=point.kind, text=point.text)


def point_lines(points: Iterable[TemplatePoint]) -> str:
    """Return the points as text, one a line, so that lines can be compared and merged."""
    return "\n".join(json.dumps(dataclasses.asdict(point), ensure_ascii=False) for point in points)


def points_of_lines(text: str) -> list[TemplatePoint]:
    """Return the points of `point_lines`; head lines that a merge put between them are left out."""
    return [TemplatePoint(**json.loads(line)) for line in text.splitlines() if line.startswith("{")]


def shown_template(template: MeetingTemplate) -> dict[str, str]:
    """Return the fields of the template as a form shows them, with its points."""
    said = {one.name: getattr(template, one.name) for one in TEMPLATE_FIELDS}
    said["starts_at"] = f"{template.starts_at:%H:%M}" if template.starts_at else ""
    return {**_texts(said), AGENDA: point_lines(template_points(template))}


def shown_series(series: Series) -> dict[str, str]:
    """Return the fields of the series as a form shows them."""
    return _texts({one.name: getattr(series, one.name) for one in SERIES_FIELDS})


def template_conflict(
    template: MeetingTemplate, base: int, yours: Mapping[str, str]
) -> tuple[Conflict, dict[str, str], list[TemplatePoint]]:
    """Return what the two made of a template, the merged fields and the merged points; `yours` as `shown_template`."""
    fields = tuple(_named(one, template.unit.kind) for one in TEMPLATE_FIELDS)
    theirs = shown_template(template)
    before = _said(template, None, base) or theirs
    merged, clashes = merged_fields(fields, before, theirs, yours)
    both = merge(before[AGENDA], theirs[AGENDA], yours[AGENDA])
    was, they, you = ({**said, AGENDA: _told(said[AGENDA])} for said in (before, theirs, yours))
    changed = field_changes((*fields, Labelled(AGENDA, "议题")), was, they, you)
    clash = _conflict(changed, clashes + both.clashes, template.version, _newest(template, None))
    return clash, merged, points_of_lines(both.text)


def _named(field: Labelled, unit_kind: str) -> Labelled:
    """Return the field with the names that meetings of the unit have."""
    return field if field.name != "kind" else Labelled(field.name, field.label, dict(kind_choices(unit_kind)))


def series_conflict(series: Series, base: int, yours: Mapping[str, str]) -> tuple[Conflict, dict[str, str]]:
    """Return what the two made of a series, and the merged fields; `yours` as `shown_series`."""
    theirs = shown_series(series)
    before = _said(series.template, series, base) or theirs
    merged, clashes = merged_fields(SERIES_FIELDS, before, theirs, yours)
    changed = field_changes(SERIES_FIELDS, before, theirs, yours)
    return _conflict(changed, clashes, series.version, _newest(series.template, series)), merged


def _conflict(
    changed: tuple[str, Lines, Lines], clashes: int, version: int, newest: TemplateRevision | None
) -> Conflict:
    if newest is None:  # nobody saved since revisions are kept
        return Conflict(*changed, version, clashes)
    who = names_of([newest.changed_by]).get(newest.changed_by or 0, "")
    return Conflict(*changed, version, clashes, who, newest.changed_at)


def _said(template: MeetingTemplate, series: Series | None, version: int) -> dict[str, str] | None:
    kept = TemplateRevision.objects.filter(template=template, series=series, version=version)
    return kept.values_list("said", flat=True).first()


def _newest(template: MeetingTemplate, series: Series | None) -> TemplateRevision | None:
    return TemplateRevision.objects.filter(template=template, series=series).order_by("-version").first()


def _told(lines: str) -> str:
    """Return the points as people read them, one a line."""
    told = []
    for point in points_of_lines(lines):
        kind = ItemKind(point.kind).label if point.kind else ""
        presenter = Presenter(point.post).label if point.post else ""
        about = [word for word in (kind, presenter, f"{point.minutes}分钟" if point.minutes else "") if word]
        text = f"：{point.text}" if point.text else ""
        told.append(f"{point.title}{f'（{"，".join(about)}）' if about else ''}{text}")
    return "\n".join(told)


def _texts(said: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in said.items()}
