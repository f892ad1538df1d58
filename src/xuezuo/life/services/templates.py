"""Meeting templates of a unit, and its setting for comments."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import DaysOutOfRange, MinutesOutOfRange, SavedMeanwhile, TemplateInUse, TextMissing
from xuezuo.life.models import (
    Activity,
    AgendaItem,
    AgendaRevision,
    MeetingSetting,
    MeetingTemplate,
    Series,
    TemplateItem,
    TemplateRevision,
)
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.patterns import agenda_point, shown_template, template_points
from xuezuo.life.queries.series import gathering_at
from xuezuo.life.services.checks import check_gathering
from xuezuo.life.services.planning import audit as audit_activity
from xuezuo.life.services.planning import begin
from xuezuo.life.types import MAX_COMMENT_DAYS, MAX_MINUTES, TemplatePoint, TemplateSpec
from xuezuo.org.queries.access import require_living_unit, require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case

_FIELDS = ("name", "kind", "starts_at", "minutes", "place", "topic", "notice", "comment_days")


@use_case("life.template_make")
def template_make(*, actor: Actor, unit_id: int, spec: TemplateSpec, at: dt.datetime) -> MeetingTemplate:
    """Keep the usual form of a unit's meetings.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TextMissing: no name.
        KindDoesNotFit, MinutesOutOfRange, DaysOutOfRange: such a meeting cannot be.
    """
    require_unit(actor, ACTIVITY_RECORD, unit_id, civil_date(at))
    template = MeetingTemplate(uid=new_id(), unit_id=unit_id, changed_at=at)
    _put(template, spec, at)
    (made,) = MeetingTemplate.objects.bulk_create([template])
    _put_points(made, spec.agenda)
    keep_revision(actor, made, shown_template(made), at)
    audit(facts.TEMPLATE_SAVED, actor, made, at)
    return made


@use_case("life.template_change")
def template_change(
    *, actor: Actor, template: MeetingTemplate, spec: TemplateSpec, at: dt.datetime, base: int | None = None
) -> MeetingTemplate:
    """Change a template; drafts of its series follow when they are drafted again, unless somebody edited them.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        SavedMeanwhile: somebody saved a newer version than `base`.
        TextMissing, KindDoesNotFit, MinutesOutOfRange, DaysOutOfRange: see `template_make`.
    """
    template = lock_template(actor, template, at)
    if base is not None and base != template.version:
        raise SavedMeanwhile(what="会议模板")
    _put(template, spec, at)
    template.version, template.changed_at = template.version + 1, at
    template.save(update_fields=[*_FIELDS, "version", "changed_at"])
    _put_points(template, spec.agenda)
    keep_revision(actor, template, shown_template(template), at)
    audit(facts.TEMPLATE_SAVED, actor, template, at)
    return template


@use_case("life.template_end")
def template_end(*, actor: Actor, template: MeetingTemplate, at: dt.datetime) -> MeetingTemplate:
    """Take a template out of use; meetings made of it stay. Its series have to have ended.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TemplateInUse: a series still runs.
    """
    template = lock_template(actor, template, at)
    today = civil_date(at)
    if any(series.ends_on is None or series.ends_on >= today for series in Series.objects.filter(template=template)):
        raise TemplateInUse
    template.ended_at = template.ended_at or at
    template.save(update_fields=["ended_at"])
    audit(facts.TEMPLATE_ENDED, actor, template, at)
    return template


@use_case("life.activity_plan_from")
def activity_plan_from(*, actor: Actor, template: MeetingTemplate, on: dt.date, at: dt.datetime) -> Activity:
    """Plan one meeting of the template for the civil day `on`, as a draft with its agenda and notice.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        UnitNotAliveThen, KindDoesNotFit, MinutesOutOfRange: see `check_gathering`.
    """
    require_living_unit(actor, ACTIVITY_RECORD, template.unit, civil_date(at))
    return draft_of(actor, template, on, at)


@use_case("life.meeting_setting_save")
def meeting_setting_save(*, actor: Actor, unit_id: int, comment_days: int, at: dt.datetime) -> MeetingSetting:
    """Settle for how many days attendees of the unit's meetings may comment on the minutes; for minutes to come.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        DaysOutOfRange: not between 1 and 30.
    """
    require_unit(actor, ACTIVITY_RECORD, unit_id, civil_date(at))
    _check_days(comment_days)
    values = {"comment_days": comment_days, "changed_at": at}
    made, _ = MeetingSetting.objects.update_or_create(unit_id=unit_id, defaults=values)
    record(
        facts.SETTING_SAVED,
        actor=actor,
        subject=("org.unit", made.unit.uid),
        at=at,
        unit_id=unit_id,
        after={"comment_days": comment_days},
    )
    return made


def draft_of(actor: Actor, template: MeetingTemplate, on: dt.date, at: dt.datetime) -> Activity:
    """Make a draft of the template in the running transaction."""
    gathering = gathering_at(template, on)
    check_gathering(template.unit_id, gathering)
    activity, _ = begin(template.unit_id, gathering, at, None, template=template, notice=template.notice)
    set_agenda(activity, template_points(template), actor, at)
    audit_activity(facts.PLANNED, actor, activity, at)
    return activity


def set_agenda(activity: Activity, points: Sequence[TemplatePoint], actor: Actor, at: dt.datetime) -> None:
    """Give a draft that nobody has edited these points; its agenda has the version 1."""
    activity.agenda.all().delete()
    activity.agenda_revisions.all().delete()
    if not points:
        return
    meant = [agenda_point(point) for point in points]
    items = [
        AgendaItem(
            activity=activity,
            uid=new_id(),
            position=place,
            title=point.title,
            kind=point.kind,
            minutes=point.minutes,
            presenter_note=point.presenter,
            text=point.text,
        )
        for place, point in enumerate(meant, start=1)
    ]
    kept = [dataclasses.asdict(point) | {"uid": str(item.uid)} for point, item in zip(meant, items, strict=True)]
    AgendaItem.objects.bulk_create(items)
    AgendaRevision.objects.create(activity=activity, version=1, agenda=kept, changed_at=at, changed_by=actor.account_id)


def lock_template(actor: Actor, template: MeetingTemplate, at: dt.datetime) -> MeetingTemplate:
    """Return the template's row locked, for whoever may record for its unit."""
    require_living_unit(actor, ACTIVITY_RECORD, template.unit, civil_date(at))
    return MeetingTemplate.objects.select_for_update(of=("self",)).select_related("unit").get(pk=template.pk)


def audit(name: str, actor: Actor, template: MeetingTemplate, at: dt.datetime, **more: str | int | None) -> None:
    """Write the audit entry of a deed about a template or its series."""
    record(
        name,
        actor=actor,
        subject=("life.template", template.uid),
        at=at,
        unit_id=template.unit_id,
        after={"kind": str(template.kind), "version": template.version, **more},
    )


def keep_revision(
    actor: Actor, template: MeetingTemplate, said: Mapping[str, str], at: dt.datetime, series: Series | None = None
) -> None:
    """Keep what forms show of the template, or of a series of it, as its version now."""
    version = series.version if series else template.version
    TemplateRevision.objects.create(
        template=template, series=series, version=version, said=said, changed_at=at, changed_by=actor.account_id
    )


def _put(template: MeetingTemplate, spec: TemplateSpec, at: dt.datetime) -> None:
    for name in _FIELDS:
        setattr(template, name, getattr(spec, name))
    template.name = squeeze(spec.name)[:80]
    if not template.name:
        raise TextMissing(what="模板名称")
    if spec.comment_days is not None:
        _check_days(spec.comment_days)
    if any(point.minutes is not None and not 1 <= point.minutes <= MAX_MINUTES for point in spec.agenda):
        raise MinutesOutOfRange
    check_gathering(template.unit_id, gathering_at(template, civil_date(at)))


def _put_points(template: MeetingTemplate, points: Sequence[TemplatePoint]) -> None:
    template.items.all().delete()
    meant = [(squeeze(point.title)[:200], point) for point in points]
    TemplateItem.objects.bulk_create(
        TemplateItem(
            template=template,
            position=place,
            title=title,
            kind=point.kind,
            minutes=point.minutes,
            post=point.post,
            text=squeeze(point.text)[:500],
        )
        for place, (title, point) in enumerate(((title, point) for title, point in meant if title), start=1)
    )


def _check_days(days: int) -> None:
    if not 1 <= days <= MAX_COMMENT_DAYS:
        raise DaysOutOfRange
