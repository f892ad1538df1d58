"""Last year's democratic evaluation of the demonstration, held on paper: counts imported from a file, nobody named."""

import datetime as dt
import random
from typing import Final

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.queries.tree import units_on
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM
from xuezuo.review.evaluation import services

HEADS: Final = "年度,组织代码,组织名称,评定日期,优秀,合格,基本合格,不合格"
DAY: Final = (12, 20)
LATER: Final = dt.timedelta(days=8)
NOT_HELD: Final = ("QH0206",)


def import_last_year(chance: random.Random, today: dt.date) -> None:
    """Import what the branches counted in the December before the year that began four weeks ago."""
    held = dt.date((today - dt.timedelta(days=28)).year - 1, *DAY)
    lines = [HEADS]
    for branch in units_on(held).filter(kind=UnitKind.BRANCH, is_temporary=False).order_by("code"):
        people = roster_affiliations(branch.pk, held).count()
        if people and branch.code not in NOT_HELD:
            counts = ",".join(map(str, _grades(chance, people)))
            lines.append(f"{held.year},{branch.code},{getattr(branch, 'name', '')},{held},{counts}")
    at = dt.datetime.combine(held + LATER, dt.time(12), SHANGHAI)
    name = f"{held.year}年度民主评议.csv"
    services.past_import(actor=SYSTEM, name=name, content="\n".join(lines).encode(), at=at)


def _grades(chance: random.Random, people: int) -> tuple[int, int, int, int]:
    """Return how many have each grade: at most a third "excellent", here and there somebody behind."""
    best = chance.randint(people // 5, people // 3)
    nearly = min(people - best, chance.choice((0, 0, 1, 1, 2)))
    bad = min(people - best - nearly, int(chance.random() < 0.06))
    return best, people - best - nearly - bad, nearly, bad
