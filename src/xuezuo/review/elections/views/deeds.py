"""The steps that take a paper or a reason, each a deed with the same page."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from django.forms import Form
from django.http import QueryDict

from xuezuo.platform.access import Actor, Capability
from xuezuo.review.elections.forms.steps import ChangeForm, ConfirmForm, PaperForm, ReasonForm, ReduceForm, ReportForm
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE, ELECTIONS_RUN
from xuezuo.review.elections.queries.naming import elected_choices
from xuezuo.review.elections.services import asking, elections, reporting, settling

type Election = Any  # views know no models
type Run = Callable[[Actor, Election, Any, dt.datetime], object]


@dataclasses.dataclass(frozen=True, slots=True)
class Deed:
    """A step: words of its page, its form, and the service behind it."""

    title: str
    run: Run
    form: type[Form] = PaperForm
    lead: str = ""
    done: str = "已登记。"
    danger: bool = False
    from_above: bool = False

    @property
    def capability(self) -> Capability:
        """Who may open the page."""
        return ELECTIONS_OVERSEE if self.from_above else ELECTIONS_RUN


def _paper(service: Callable[..., object], **said: object) -> Run:
    return lambda actor, election, form, at: service(actor=actor, election=election, paper=form.paper, at=at, **said)


def _reason(service: Callable[..., object]) -> Run:
    return lambda actor, election, form, at: service(
        actor=actor, election=election, reason=form.cleaned_data["reason"], at=at
    )


def _cleaned(service: Callable[..., object]) -> Run:
    return lambda actor, election, form, at: service(actor=actor, election=election, at=at, **form.cleaned_data)


def _report(actor: Actor, election: Election, form: Any, at: dt.datetime) -> object:
    return reporting.result_report(actor=actor, election=election, paper=form.paper, titles=form.titles, at=at)


def _confirm(actor: Actor, election: Election, form: Any, at: dt.datetime) -> object:
    return reporting.result_confirm(actor=actor, election=election, approval=form.approval, at=at)


DEEDS: Final = {
    "request": Deed(
        "登记请示",
        _paper(asking.election_request),
        lead="向上级党组织请示召开党员大会选举，写明名额和候选人的产生办法。",
    ),
    "approve": Deed("批复同意选举", _paper(asking.request_answer, agrees=True), from_above=True),
    "return": Deed("退回请示", _paper(asking.request_answer, agrees=False), from_above=True, danger=True),
    "consult": Deed(
        "登记征求意见", _paper(asking.consultation_note), lead="征求党员和群众意见的时间、方式和记录名称。"
    ),
    "submit": Deed(
        "上报候选人预备人选", _paper(asking.list_submit), lead="候选人应多于应选名额的五分之一，人数不够的不能上报。"
    ),
    "agree": Deed("批复候选人预备人选", _paper(asking.list_answer, agrees=True), from_above=True),
    "disagree": Deed("退回候选人预备人选", _paper(asking.list_answer, agrees=False), from_above=True, danger=True),
    "reduce": Deed(
        "经选举人同意减少名额",
        _cleaned(settling.seats_reduce),
        ReduceForm,
        "当选人数接近应选名额的，经实到会选举人过半数同意，可以减少名额，不再选举。",
    ),
    "report": Deed("上报选举结果", _report, ReportForm, "书记、副书记报上级党组织批准，委员报上级党组织备案。"),
    "return-result": Deed("退回选举结果", _reason(reporting.result_return), ReasonForm, danger=True, from_above=True),
    "confirm": Deed(
        "批准、备案选举结果",
        _confirm,
        ConfirmForm,
        "确认后立即写入：原任职务和上一届任期终止，新任职务和新一届任期开始。只能由上级写明原因更正。",
        "已批准，任职和任期已写入。",
        from_above=True,
    ),
    "correct": Deed(
        "更正选举结果",
        _reason(reporting.result_correct),
        ReasonForm,
        "撤销这次选举写入的任职和任期，恢复原来的，再重新批准。",
        "已撤销，请重新批准。",
        danger=True,
        from_above=True,
    ),
    "change": Deed("修改选举", _cleaned(elections.election_change), ChangeForm, done="已修改。"),
    "void": Deed(
        "作废选举", _reason(elections.election_void), ReasonForm, "作废后不能恢复，已有的记录仍然保留。", danger=True
    ),
}


def form_of(deed: Deed, election: Election, posted: QueryDict | None) -> Form:
    """Return the deed's form, filled with what is known."""
    if deed.form is ReportForm:
        return ReportForm(posted, elected=elected_choices(election))
    if deed.form is ChangeForm:
        return ChangeForm(posted, initial={"title": election.title, "seats": election.seats})
    return deed.form(posted)
