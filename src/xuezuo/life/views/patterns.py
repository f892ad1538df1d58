"""Templates and series as one person writes them, and what is shown when somebody else saved meanwhile."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from xuezuo.kernel import clock
from xuezuo.life import services
from xuezuo.life.errors import SavedMeanwhile
from xuezuo.life.forms.agenda import TemplateRows
from xuezuo.life.forms.series import SeriesForm, TemplateForm
from xuezuo.life.forms.yearly import TopicForm
from xuezuo.life.queries import MeetingTemplate, Series, YearTopic
from xuezuo.life.queries import patterns as reads
from xuezuo.life.queries.yearly import materials_of
from xuezuo.life.services.series import Drafted
from xuezuo.platform.access import Actor
from xuezuo.platform.http import HttpRequest
from xuezuo.study.library.queries import material_list

OFFERED: Final = 20  # newest materials of the library that a topic may take
_LEAD = "改动只影响今后没有人改动过的草稿；已编辑、已通知、已召开的会议不变。"


@dataclasses.dataclass(slots=True)
class TemplateDesk:
    """A template with its points; `template` None = a new one."""

    actor: Actor
    unit_id: int
    unit_kind: str
    template: MeetingTemplate | None = None
    form: TemplateForm = dataclasses.field(init=False)
    rows: TemplateRows = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        """Show what is saved."""
        said = reads.shown_template(self.template) if self.template else {}
        points = reads.template_points(self.template) if self.template else []
        self.form = TemplateForm(unit_kind=self.unit_kind, initial=said)
        self.rows = TemplateRows.of(points, self.template.version if self.template else 0)

    def read(self, posted: QueryDict) -> bool:
        """Take what was posted, and tell whether it can be saved."""
        self.form = TemplateForm(posted, unit_kind=self.unit_kind)
        self.rows = TemplateRows.posted(posted)
        return self.form.is_valid() and not self.rows.errors

    def page(self, request: HttpRequest, back: str) -> HttpResponse:
        """Return the page with the form; what was posted comes back with what cannot be used."""
        name = f"template {self.template.uid}" if self.template else f"template {self.unit_id}"
        words = {"title": "修改会议模板", "lead": _LEAD} if self.template else {"title": "新建会议模板"}
        context = {"form": self.form, "rows": self.rows, "back": back, "draft": name, **words}
        return render(request, "life/template_form.html", context, status=400 if self.form.is_bound else 200)

    def make(self) -> MeetingTemplate:
        """Keep a new template of what was read."""
        spec = self.form.spec(self.rows.points)
        return services.template_make(actor=self.actor, unit_id=self.unit_id, spec=spec, at=clock.now())

    def keep(self) -> dict[str, Any] | None:
        """Save what was read, and let drafts follow; when somebody saved meanwhile return what shows both."""
        assert self.template is not None  # noqa: S101  # for the type checker
        at, spec = clock.now(), self.form.spec(self.rows.points)
        try:
            services.template_change(
                actor=self.actor, template=self.template, spec=spec, at=at, base=self.rows.base or None
            )
        except SavedMeanwhile as error:
            return self._clash(self.template, error.message)
        for series in self.template.series.all():
            services.series_draft(actor=self.actor, series=series, at=at)
        return None

    def _clash(self, template: MeetingTemplate, message: str) -> dict[str, Any]:
        said = {one.name: self.form[one.name].value() or "" for one in reads.TEMPLATE_FIELDS}
        said[reads.AGENDA] = reads.point_lines(self.rows.points)
        clash, merged, points = reads.template_conflict(template, self.rows.base, said)
        return {
            "page": "life/minutes_conflict.html",
            "title": "会议模板",
            "lead": template.name,
            "draft": f"template {template.uid}",
            "clash": clash,
            "message": message,
            "form": TemplateForm(unit_kind=self.unit_kind, initial=merged),
            "rows": TemplateRows.of(points, clash.version),
            "mine": self.form,
            "mine_rows": TemplateRows(self.rows.rows, clash.version),
        }


@dataclasses.dataclass(slots=True)
class SeriesDesk:
    """The rule of a series."""

    actor: Actor
    series: Series
    done: Drafted = dataclasses.field(default_factory=Drafted)

    def form(
        self, posted: Mapping[str, str] | None = None, *, said: Mapping[str, str] | None = None, base: int | None = None
    ) -> SeriesForm:
        """Return the form on what is saved, or on what was said."""
        initial = {**(said or reads.shown_series(self.series)), "base": base or self.series.version}
        return SeriesForm(posted, today=clock.today(), initial=initial)

    def keep(self, form: SeriesForm) -> dict[str, Any] | None:
        """Save a valid form; when somebody saved meanwhile return what shows both."""
        base, at = form.cleaned_data["base"], clock.now()
        try:
            self.done = services.series_change(actor=self.actor, series=self.series, spec=form.spec(), base=base, at=at)
        except SavedMeanwhile as error:
            return self._clash(form, base, error.message)
        return None

    def _clash(self, form: SeriesForm, base: int, message: str) -> dict[str, Any]:
        said = {one.name: str(form[one.name].value() or "") for one in reads.SERIES_FIELDS}
        clash, merged = reads.series_conflict(self.series, base, said)
        return {
            "page": "life/minutes_conflict.html",
            "title": "定期会议",
            "lead": self.series.template.name,
            "draft": f"series {self.series.uid}",
            "clash": clash,
            "message": message,
            "form": self.form(said=merged, base=clash.version),
            "mine": self.form(said=said, base=clash.version),
        }


@dataclasses.dataclass(slots=True)
class TopicDesk:
    """A topic of the year as it is changed."""

    actor: Actor
    topic: YearTopic

    def form(self, posted: Mapping[str, str] | None = None) -> TopicForm:
        """Return the form on what is saved; its own materials are offered besides the newest of the library."""
        today, topic = clock.today(), self.topic
        own = materials_of(self.actor, topic, today)
        offered = {one.uid: one.title for one in [*own, *material_list(self.actor, today)[:OFFERED]]}
        said: dict[str, object] = {name: getattr(topic, name) for name in ("kind", "month", "title", "speakers")}
        said |= {"materials": [str(one.uid) for one in own], "base": topic.changed_at.isoformat()}
        return TopicForm(posted, unit_kind=topic.unit.kind, materials=list(offered.items()), initial=said)
