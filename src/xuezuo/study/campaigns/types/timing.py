"""When the phases of a batch are, and what a batch is asked."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.study.asks.types import AskSpec
from xuezuo.study.campaigns.types.pack import ActionModel, CampaignModel, PhaseModel


def phase_span(phase: PhaseModel, starts_on: dt.date) -> DateSpan:
    """Return the civil days of a phase for a batch that begins on `starts_on`."""
    if phase.start is not None and phase.last is not None:
        return DateSpan(phase.start, phase.last + ONE_DAY)
    start = starts_on + dt.timedelta(days=phase.after_days or 0)
    return DateSpan(start, start + dt.timedelta(days=phase.days or 1))


def whole_span(pack: CampaignModel, starts_on: dt.date) -> DateSpan:
    """Return the civil days from the first phase's first to the last phase's last, for such a batch."""
    spans = [phase_span(phase, starts_on) for phase in pack.phases]
    return DateSpan(min(span.start for span in spans), max(span.end for span in spans if span.end))


def action_span(pack: CampaignModel, action: ActionModel, starts_on: dt.date) -> DateSpan:
    """Return when an action is asked of such a batch: in its phase, or the whole time."""
    phase = next((phase for phase in pack.phases if phase.id == action.phase), None)
    return whole_span(pack, starts_on) if phase is None else phase_span(phase, starts_on)


def never_asked(pack: CampaignModel, batch: str, starts_on: dt.date) -> list[str]:
    """Return the labels of the required actions that ask for no period, where such a batch begins on that day."""
    return [one.label for one in specs_of(pack, batch, starts_on, ()) if one.is_required and not one.periods()]


def specs_of(pack: CampaignModel, batch: str, starts_on: dt.date, unit_ids: Sequence[int]) -> list[AskSpec]:
    """Return what a batch is asked: one ask for each action, required or not."""
    with_own = any(one.with_own for one in pack.batches if one.id == batch)
    return [
        AskSpec(
            key=f"{batch}_{action.id}"[:60],
            label=action.label,
            why=action.why,
            what_counts=action.what_counts,
            subjects=tuple(action.subjects),
            during=action_span(pack, action, starts_on),
            template=action.template,
            deed_kinds=tuple(action.deed_kinds),
            is_named=action.named,
            period=action.period,
            required=action.required,
            unit_types=tuple(action.unit_types),
            posts=tuple(action.posts),
            by_posts=tuple(action.by_posts),
            force=action.force,
            is_required=not action.optional,
            only=tuple(unit_ids),
            with_own=with_own and bool(unit_ids),
        )
        for action in pack.actions
    ]
