"""What the pages of writing share: the form on the version it stands on, saving, and the page of a conflict."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.errors import SavedMeanwhile
from xuezuo.life.forms import AgendaForm, MinutesForm, ResolutionForm
from xuezuo.life.queries import Activity, AgendaItem, Resolution
from xuezuo.life.types import Writing
from xuezuo.platform.access import Actor


@dataclasses.dataclass(slots=True)
class MinutesDesk:
    """Minutes of a meeting or of one item, as one person writes them."""

    actor: Actor
    activity: Activity
    item: AgendaItem | None = None

    @property
    def item_id(self) -> int | None:
        """The item, if it is about one."""
        return self.item.pk if self.item else None

    @property
    def place(self) -> str:
        """The name under which a text that could not be saved is kept."""
        return services.place_of(self.item_id)

    def form(self, posted: Mapping[str, str] | None = None, **initial: Any) -> MinutesForm:
        """Return the form on the newest version."""
        newest = queries.newest_minutes(self.activity, self.item_id)
        blank = "" if self.item else queries.minutes_draft(self.activity)
        text = newest.text if newest else blank
        return MinutesForm(posted, initial={"text": text, "base": newest.version if newest else 0, **initial})

    def context(self, form: MinutesForm) -> dict[str, Any]:
        """Return what every page of writing needs."""
        is_sealed = queries.is_sealed(self.activity, clock.today())
        title = "更正会议记录" if is_sealed else "会议记录"
        version = form.initial["base"]
        return {
            "activity": self.activity,
            "item": self.item,
            "form": form,
            "title": f"{title}：{self.item.title}" if self.item else title,
            "is_sealed": is_sealed,
            "draft": f"minutes {self.activity.uid} {self.place} {version}",
            "place": self.place,
            "back": reverse("life:activity-detail", kwargs={"uid": self.activity.uid}),
        }

    def keep(self, form: MinutesForm) -> dict[str, Any] | None:
        """Save a valid form; when somebody saved meanwhile, keep the text and return what shows both."""
        said = form.cleaned_data
        writing = Writing(said["text"], said["reason"], said["base"], self.item_id)
        is_sealed = queries.is_sealed(self.activity, clock.today())
        service = services.minutes_correct if is_sealed else services.minutes_write
        try:
            service(actor=self.actor, activity=self.activity, writing=writing, at=clock.now())
        except SavedMeanwhile as error:
            kept = {"text": said["text"], "reason": said["reason"]}
            values = {"activity": self.activity, "place": self.place, "base": said["base"], "said": kept}
            services.text_keep(actor=self.actor, **values, at=clock.now())
            return self._clash(said["base"], kept, error.message)
        return None

    def left_unsaved(self) -> dict[str, Any] | None:
        """Return the page of a conflict that was not decided yet, if there is one."""
        kept = queries.kept_text(self.actor, self.activity, self.place)
        if kept is None:
            return None
        return self._clash(kept.base, kept.said, "这里有您上次没有保存成的稿子，还没有与对方的内容合并。")

    def _clash(self, base: int, said: Mapping[str, str], message: str) -> dict[str, Any]:
        clash, merged = queries.minutes_conflict(self.activity, self.item_id, base, said["text"])
        form = self.form(text=merged, reason=said["reason"])
        mine = self.form(text=said["text"], reason=said["reason"])
        page = {"page": "life/minutes_conflict.html", "clash": clash, "mine": mine, "message": message}
        return {**self.context(form), **page}


@dataclasses.dataclass(slots=True)
class AgendaDesk:
    """An agenda as one person writes it."""

    actor: Actor
    activity: Activity

    def context(self, form: AgendaForm | None = None) -> dict[str, Any]:
        """Return what the page of the agenda needs; an undecided text of one's own comes back as it was."""
        version = queries.agenda_version(self.activity)
        return {
            "activity": self.activity,
            "form": form or AgendaForm.of(queries.agenda_points(self.activity), version),
            "draft": f"agenda {self.activity.uid} {version}",
            "place": "agenda",
            "back": reverse("life:activity-detail", kwargs={"uid": self.activity.uid}),
        }

    def keep(self, form: AgendaForm) -> dict[str, Any] | None:
        """Save a form without errors; when somebody saved meanwhile, keep it and return what shows both."""
        at, base = clock.now(), form.base
        try:
            services.agenda_set(actor=self.actor, activity=self.activity, points=form.points, base=base, at=at)
        except SavedMeanwhile as error:
            services.text_keep(
                actor=self.actor, activity=self.activity, place="agenda", base=base, said=form.said, at=at
            )
            return self._clash(form, error.message)
        return None

    def left_unsaved(self) -> dict[str, Any] | None:
        """Return the page of a conflict that was not decided yet, if there is one."""
        kept = queries.kept_text(self.actor, self.activity, "agenda")
        if kept is None:
            return None
        form = AgendaForm.from_said(kept.said, kept.base)
        return self._clash(form, "这里有您上次没有保存成的议题，还没有与对方的内容合并。")

    def _clash(self, form: AgendaForm, message: str) -> dict[str, Any]:
        clash, merged = queries.agenda_conflict(self.activity, form.base, form.points)
        mine = AgendaForm(form.rows, clash.version)
        words = {"page": "life/agenda_conflict.html", "clash": clash, "mine": mine, "message": message}
        return {**self.context(AgendaForm.of(merged, clash.version)), **words}


@dataclasses.dataclass(slots=True)
class ResolutionDesk:
    """A decision as one person changes it."""

    actor: Actor
    resolution: Resolution

    def form(self, posted: Mapping[str, str] | None = None, *, said: Mapping[str, str] | None = None) -> ResolutionForm:
        """Return the form on the newest version."""
        shown = {**queries.shown_resolution(self.resolution), "base": self.resolution.version}
        shown["item"] = str(self.resolution.item.uid) if self.resolution.item else ""
        items = queries.agenda_items(self.resolution.activity)
        return ResolutionForm(posted, items=items, is_new=False, initial={**shown, **(said or {})})

    def words(self) -> dict[str, Any]:
        """Return the words of the page."""
        uid, version = self.resolution.uid, self.resolution.version
        back = reverse("life:resolution-detail", kwargs={"uid": uid})
        return {"title": "修改决议", "submit": "保存决议", "back": back, "draft": f"resolution {uid} {version}"}

    def keep(self, form: ResolutionForm) -> dict[str, Any] | None:
        """Save a valid form; when somebody saved meanwhile, keep it and return what shows both."""
        said, decided, at = form.cleaned_data, form.decided(), clock.now()
        values = {"resolution": self.resolution, "decided": decided, "reason": said["reason"], "base": said["base"]}
        try:
            services.resolution_change(actor=self.actor, at=at, **values)
        except SavedMeanwhile as error:
            names = ("text", "owner", "due_on", "reason", "item")
            kept = {name: form.data.get(name, "") for name in names}
            kept["owner"] = said["owner"].name if said["owner"] else ""
            activity, place = self.resolution.activity, str(self.resolution.uid)
            services.text_keep(actor=self.actor, activity=activity, place=place, base=said["base"], said=kept, at=at)
            return self._clash(said["base"], kept, error.message)
        return None

    def left_unsaved(self) -> dict[str, Any] | None:
        """Return the page of a conflict that was not decided yet, if there is one."""
        kept = queries.kept_text(self.actor, self.resolution.activity, str(self.resolution.uid))
        if kept is None:
            return None
        return self._clash(kept.base, kept.said, "这里有您上次没有保存成的修改，还没有与对方的内容合并。")

    def _clash(self, base: int, said: Mapping[str, str], message: str) -> dict[str, Any]:
        clash, merged = queries.resolution_conflict(self.resolution, base, said)
        more = {name: said[name] for name in ("reason", "item")}
        return {
            **self.words(),
            "page": "life/minutes_conflict.html",
            "activity": self.resolution.activity,
            "place": str(self.resolution.uid),
            "form": self.form(said={**merged, **more}),
            "mine": self.form(said=said),
            "clash": clash,
            "message": message,
        }
