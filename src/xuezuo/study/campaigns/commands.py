"""What `campaign list|start|pause|resume|close|archive` do."""

import argparse
import json
import sys
from pathlib import Path

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_by_code
from xuezuo.platform.access import current_actor
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.exchange.loader import pack_from, pack_get, packs
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries import lists
from xuezuo.study.campaigns.queries.access import run_get_for
from xuezuo.study.campaigns.types import BatchTerms, RunState, StartTerms


def campaign_list(arguments: argparse.Namespace) -> int:
    """Print the campaigns, or the packs that may be started."""
    rows: list[dict[str, object]]
    if arguments.packs:
        rows = [{"pack": pack.id, "title": pack.title} for pack in packs().values()]
        lines = [f"{row['pack']} {row['title']}" for row in rows]
    else:
        found = lists.campaign_list(current_actor(), clock.today(), archived=arguments.archived)
        if arguments.unit:
            found = found.filter(unit=unit_by_code(arguments.unit))
        rows = [_row(run) for run in found]
        lines = [_line(run) for run in found]
    print(json.dumps(rows, ensure_ascii=False, indent=1) if arguments.json else "\n".join(lines))
    return 0


def campaign_start(arguments: argparse.Namespace) -> int:
    """Start a campaign, of a pack of this site or of a file."""
    path, unit = Path(arguments.pack), unit_by_code(arguments.unit)
    pack = pack_from(path) if path.is_file() else pack_get(arguments.pack)
    batches = [
        BatchTerms(key, starts_on, tuple(unit_by_code(code).pk for code in codes))
        for key, starts_on, codes in arguments.batch or ((pack.batches[0].id, arguments.starts, ()),)
    ]
    terms = StartTerms(arguments.document, arguments.issued, tuple(batches))
    run = services.campaign_start(actor=current_actor(), unit_id=unit.pk, pack=pack, terms=terms, at=clock.now())
    return _done(arguments, run)


def campaign_pause(arguments: argparse.Namespace) -> int:
    """Pause it."""
    run = services.campaign_pause(actor=current_actor(), run=_run(arguments), why=arguments.why, at=clock.now())
    return _done(arguments, run)


def campaign_resume(arguments: argparse.Namespace) -> int:
    """Resume it."""
    return _done(arguments, services.campaign_resume(actor=current_actor(), run=_run(arguments), at=clock.now()))


def campaign_close(arguments: argparse.Namespace) -> int:
    """Close it."""
    run = services.campaign_close(actor=current_actor(), run=_run(arguments), why=arguments.why, at=clock.now())
    return _done(arguments, run)


def campaign_archive(arguments: argparse.Namespace) -> int:
    """Archive it."""
    return _done(arguments, services.campaign_archive(actor=current_actor(), run=_run(arguments), at=clock.now()))


def _run(arguments: argparse.Namespace) -> CampaignRun:
    return run_get_for(current_actor(), arguments.run, CAMPAIGN_RUN, clock.today())


def _row(run: CampaignRun) -> dict[str, object]:
    return {
        "uid": str(run.uid),
        "unit": run.unit.code,
        "pack": run.pack_id,
        "title": run.title,
        "state": str(run.state),
        "from": run.starts_on.isoformat(),
        "to": run.ends_on.isoformat(),
    }


def _line(run: CampaignRun) -> str:
    state = RunState(run.state).label
    return f"{run.uid} {run.unit.code} {run.title} {state} {run.starts_on} 起，到 {run.ends_on} 前"


def _done(arguments: argparse.Namespace, run: CampaignRun) -> int:
    print(json.dumps(_row(run), ensure_ascii=False, indent=1) if arguments.json else _line(run))
    print("已登记。", file=sys.stderr)
    return 0
