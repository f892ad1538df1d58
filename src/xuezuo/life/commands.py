"""Commands of organizational life."""

import argparse
import sys

from django.db.models import Q

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError
from xuezuo.life.models import Series
from xuezuo.life.services import series_draft
from xuezuo.platform.access import current_actor


def draft_meetings(arguments: argparse.Namespace) -> int:
    """Make the drafts of every series that runs, up to the given day; again changes nothing."""
    at, today = clock.now(), clock.today()
    running = Series.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), template__ended_at__isnull=True)
    made = changed = failed = 0
    for series in running.select_related("template__unit").order_by("pk"):
        try:
            done = series_draft(actor=current_actor(), series=series, at=at, until=arguments.until)
        except DomainError as error:
            print(f"{series.uid}：{error.message}", file=sys.stderr)
            failed += 1
            continue
        made, changed = made + done.made, changed + done.changed
    print(f"定期会议 {running.count()} 项：新生成草稿 {made} 次，更新 {changed} 次。")
    return 1 if failed else 0
