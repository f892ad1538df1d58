"""Fill an empty installation with the county: all of it or nothing."""

import csv
import datetime as dt
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.db import transaction

from xuezuo.config.demo import (
    county,
    life_meetings,
    life_preparing,
    people,
    review_assessments,
    review_ballots,
    review_commendations,
    review_congress,
    review_elections,
    review_evaluation,
    review_past,
    review_responsibility,
    review_votes,
    story,
    study_campaigns,
    study_contests,
    study_exams,
    study_library,
    study_plans,
    study_reading,
    study_training,
    year,
)
from xuezuo.kernel.clock import civil_date
from xuezuo.life.services.exchange import DeedFile, deeds_import
from xuezuo.org.models import Unit
from xuezuo.org.roster.columns import SHEETS
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.use_cases import roster_import
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.upkeep import refresh_statistics
from xuezuo.review.ballots.services import made_up_ballots

SEED: Final = 20170426

type Tell = Callable[[str], None]


class NotEmptyError(Exception):
    """The installation holds an organization that is not the demonstration."""


def load(at: dt.datetime, tell: Tell) -> bool:
    """Load the county as of the instant `at`; False when it is there already.

    Raises:
        NotEmptyError: the installation holds something else; nothing is changed.
    """
    today, chance = civil_date(at), random.Random(SEED)  # noqa: S311  # CONFIG: invented people, no secrets
    with acting_as(SYSTEM), made_up_ballots(), transaction.atomic():
        if Unit.objects.filter(code=county.ROOT).exists():
            return False
        if Unit.objects.exists():
            raise NotEmptyError
        with tempfile.TemporaryDirectory() as folder:
            tell("导入花名册……")
            _roster(chance, Path(folder), today, at)
            tell("一年里的机构调整和人员转接……")
            story.change_the_tree(today, at)
            story.move_people(chance, today, at)
            story.begin_terms(chance, today, at)
            tell("导入一年的组织生活……")
            _year(chance, Path(folder), today, at)
            story.talk(chance, today, at)
            story.correct_and_plan(today, at)
            tell("培训班和宣讲……")
            study_training.train(today, at)
            study_campaigns.educate(today, at)
        tell("导入学习资料……")
        study_library.stock(county.ROOT, today, at)
        tell("题库和考学……")
        study_exams.hold_exams(chance, today)
        people.make_logins(today, at)
        tell("学习清单和自学……")
        study_reading.read(today, at)
        tell("竞赛征文……")
        study_contests.compete(today, at)
        tell("会议表决……")
        review_votes.vote(today, at)
        tell("换届选举……")
        review_elections.elect(today, at)
        review_congress.congress(today, at)
        tell("年度计划和工作提示……")
        study_plans.plan_and_prompt(today)
        tell("定期会议、议题和决议……")
        life_meetings.meet(today)
        life_preparing.prepare(today)
        _review(chance, today, at, tell)
        refresh_statistics()
    return True


def _review(chance: random.Random, today: dt.date, at: dt.datetime, tell: Tell) -> None:
    tell("无记名投票……")
    review_ballots.vote(chance, today, at)
    tell("民主评议……")
    review_past.import_last_year(chance, today)
    review_evaluation.evaluate(chance, today)
    tell("责任清单、述职评议、评选表彰和专项评估……")
    review_responsibility.answer_for(chance, today, at)
    review_commendations.commend(today)
    review_assessments.ask(chance, today, at)


def _roster(chance: random.Random, folder: Path, today: dt.date, at: dt.datetime) -> None:
    rows = county.units(today)
    values = [
        {
            "组织代码": row.code, "组织名称": row.name, "上级组织代码": row.parent, "组织类型": row.kind,
            "单位类别": row.unit_type, "成立日期": row.founded.isoformat(), "撤销日期": "",
        }
        for row in rows
    ]  # fmt: skip
    for sheet, found in (("党组织", values), ("党员", county.members(chance, rows, today))):
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.header for column in SHEETS[sheet]])
            writer.writeheader()
            writer.writerows(found)
    outcome = roster_import(actor=SYSTEM, source=Source(folder, "青禾县花名册"), at=at)
    if outcome.report.has_errors:
        raise ValueError(outcome.report.findings[:5])


def _year(chance: random.Random, folder: Path, today: dt.date, at: dt.datetime) -> None:
    path = folder / "deeds.jsonl"
    path.write_text("\n".join(year.lines(chance, today)) + "\n", encoding="utf-8")
    report = deeds_import(actor=SYSTEM, file=DeedFile(path, "青禾县组织生活"), at=at)
    if report.errors:
        raise ValueError(report.findings[:5])
