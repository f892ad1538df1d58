"""One campaign: its pack as it was, phases with dates, what it asks."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Sequence

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import unit_labels, unit_row
from xuezuo.platform.access import Actor
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, UnitType
from xuezuo.study.asks.queries.packs import DUTY_PREFIX
from xuezuo.study.asks.queries.sources import asks_of
from xuezuo.study.asks.types import AskPeriod
from xuezuo.study.campaigns.models import CampaignRun, CheckRound
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN, CAMPAIGN_VIEW
from xuezuo.study.campaigns.types.pack import ActionModel, CampaignModel
from xuezuo.study.campaigns.types.timing import action_span, never_asked, phase_span, whole_span


def pack_of(run: CampaignRun) -> CampaignModel:
    """Return the pack as it was when the campaign was started."""
    return CampaignModel.model_validate_json(json.dumps(run.pack))


def never_asked_of(run: CampaignRun, pack: CampaignModel) -> list[tuple[str, str]]:
    """Return the batch and the label of required actions that never fall due on the days of this run."""
    batches = run.batches.order_by("position").values_list("label", "key", "starts_on")
    return [(label, action) for label, key, day in batches for action in never_asked(pack, key, day)]


@dataclasses.dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a batch with its days."""

    label: str
    says: str
    days: DateSpan
    is_now: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """An action as a page shows it.

    Attributes:
        label: its name.
        whom: who is to do it.
        how_often: times and period in words.
        what: what counts.
        why: why it is asked.
        days: from when to when.
        is_required: False = it may be done, nothing is counted.
        duty: id of the duty it became; empty in a preview.
    """

    label: str
    whom: str
    how_often: str
    what: str
    why: str
    days: DateSpan
    is_required: bool
    duty: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """A batch with its phases and what it is asked."""

    label: str
    who: str
    starts_on: dt.date
    units: tuple[str, ...]
    phases: tuple[Phase, ...]
    asked: tuple[Asked, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class CampaignPage:
    """What the page of a campaign shows."""

    run: CampaignRun
    pack: CampaignModel
    unit_name: str
    unit_uid: uuid.UUID
    batches: tuple[Batch, ...]
    standards: tuple[tuple[str, Sequence[str]], ...]
    rounds: Sequence[CheckRound]
    may_run: bool
    may_oversee: bool


def campaign_page(actor: Actor, run: CampaignRun, on: dt.date) -> CampaignPage:
    """Return the page of a campaign that came through its door, as of the civil day `on`."""
    pack, unit = pack_of(run), unit_row(run.unit_id, on)
    rows = list(run.batches.order_by("position"))
    names = unit_labels([one for row in rows for one in row.unit_ids], on)
    duties = {ask.key: f"{DUTY_PREFIX}{ask.pk}" for ask in asks_of(run.uid) if ask.is_required}
    own = {batch.id for batch in pack.batches if batch.with_own}
    batches = tuple(
        dataclasses.replace(
            preview(pack, row.key, row.starts_on, on, duties),
            units=(
                *([f"{unit.name}（本级）"] if row.unit_ids and row.key in own else []),
                *(names[one].name for one in row.unit_ids),
            ),
        )
        for row in rows
    )
    return CampaignPage(
        run,
        pack,
        unit.name,
        unit.uid,
        batches,
        standards_of(pack, unit.unit_type or ""),
        list(run.rounds.order_by("-pk")),
        bool(unit_decision(actor, CAMPAIGN_RUN, run.unit_id, on)),
        bool(unit_decision(actor, CAMPAIGN_VIEW, run.unit_id, on)),
    )


def preview(
    pack: CampaignModel, key: str, starts_on: dt.date, on: dt.date, duties: dict[str, str] | None = None
) -> Batch:
    """Return what a batch that begins on `starts_on` would be asked, or was (`duties`: id by key of the ask)."""
    batch = next(one for one in pack.batches if one.id == key)
    phases = tuple(
        Phase(phase.label, phase.says, span, on in span)
        for phase, span in ((phase, phase_span(phase, starts_on)) for phase in pack.phases)
    )
    asked = tuple(
        _asked(action, action_span(pack, action, starts_on), (duties or {}).get(f"{key}_{action.id}"[:60], ""))
        for action in pack.actions
    )
    return Batch(batch.label, batch.who, whole_span(pack, starts_on).start, (), phases, asked)


def standards_of(pack: CampaignModel, unit_type: str) -> tuple[tuple[str, Sequence[str]], ...]:
    """Return the standards by unit type, that of the unit first."""
    kinds = sorted(pack.standards, key=lambda kind: (kind.value != unit_type, list(UnitType).index(kind)))
    return tuple((kind.label, tuple(pack.standards[kind])) for kind in kinds)


def _asked(action: ActionModel, days: DateSpan, duty: str) -> Asked:
    whom = "、".join(SubjectKind(one).label for one in action.subjects)
    if action.posts:
        whom = f"{'、'.join(post.label for post in action.posts)}（{whom}）"
    if action.unit_types:
        whom += f"（{'、'.join(one.label for one in action.unit_types)}）"
    if SubjectKind.MEMBER in action.subjects:
        whom = f"每名{whom}"
    unit = "学时" if action.template == "sum_per_member" else "次"
    kinds = "、".join(DeedKind(one).label for one in action.deed_kinds)
    return Asked(
        label=action.label,
        whom=whom,
        how_often=f"{AskPeriod(action.period).label} {action.required} {unit}（{kinds}）",
        what=action.what_counts,
        why=action.why,
        days=days,
        is_required=not action.optional,
        duty=duty,
    )
