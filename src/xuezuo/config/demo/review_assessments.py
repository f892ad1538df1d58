"""An anonymous questionnaire of the demonstration about the study education: answered electronically, closed."""

import datetime as dt
import random
from typing import Final

from xuezuo.config.demo.review_ballots import put_in
from xuezuo.config.demo.story import unit
from xuezuo.org.models import Member
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import SYSTEM
from xuezuo.review.assessments import services
from xuezuo.review.assessments.models import Part, Survey
from xuezuo.review.assessments.types import QuestionKind, QuestionSpec, SurveySpec
from xuezuo.review.ballots.models import Poll
from xuezuo.study.campaigns.models import CampaignRun

HOME: Final = "QH0501"
DAYS_AGO: Final = 15
LEAST: Final = 12  # ballots, where so many members are there; fewer than ten would not be shown
SILENT: Final = 3
WAYS: Final = ("支部集中学习", "党小组学习", "自学", "现场参观", "线上学习")
QUESTIONS: Final = (
    QuestionSpec("你对本支部这次学习教育的总体评价", QuestionKind.SCALE.value),
    QuestionSpec("学习内容和你的工作结合得怎么样", QuestionKind.SCALE.value),
    QuestionSpec("哪些学习方式对你有帮助（可以多选）", QuestionKind.SEVERAL.value, WAYS),
    QuestionSpec("支部组织的集中学习次数", QuestionKind.SINGLE.value, ("偏多", "合适", "偏少")),
)


def ask(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Ask the members of the county committee's office about the study education, and close."""
    begun, home = at - dt.timedelta(days=DAYS_AGO), unit(HOME, today)
    run = CampaignRun.objects.order_by("pk").first()
    intro = "无记名填写，大约两分钟；可以跳过不想回答的题。结果用来改进下一步的学习安排，不用于评价个人。"
    spec = SurveySpec("学习教育开展情况问卷", intro, campaign_id=run.pk if run else None)
    survey = services.survey_make(actor=SYSTEM, unit_id=home.pk, spec=spec, at=begun)
    for question in QUESTIONS:
        services.question_add(actor=SYSTEM, survey=survey, spec=question, at=begun)
    survey = services.survey_open(actor=SYSTEM, survey=survey, mode="electronic", at=begun)
    _answer(chance, survey, begun + dt.timedelta(days=1))
    services.survey_close(actor=SYSTEM, survey=survey, at=begun + dt.timedelta(days=3))


def _answer(chance: random.Random, survey: Survey, at: dt.datetime) -> None:
    """All but a few of those who were asked answer."""
    for part in Part.objects.select_related("poll").filter(survey=survey):
        people = _asked(survey, part.poll, at)
        for member in people[: max(LEAST, len(people) - SILENT)]:
            put_in(part.poll, member, _marks(chance), at)


def _asked(survey: Survey, poll: Poll, at: dt.datetime) -> list[Member]:
    home = roster_affiliations(survey.unit_id, (poll.opened_at or at).date()).values("member_id")
    return list(Member.objects.filter(pk__in=home).order_by("number"))


def _marks(chance: random.Random) -> list[list[str]]:
    """Return the marks of one ballot: mostly content, sometimes a question is left out."""
    liked = sorted(chance.sample(range(1, len(WAYS) + 1), chance.randrange(1, 4)))
    return [
        chance.choices((["o1"], ["o2"], ["o3"], ["o4"]), (9, 8, 3, 1))[0],
        chance.choices((["o1"], ["o2"], ["o3"], []), (6, 9, 4, 1))[0],
        [f"o{number}" for number in liked],
        chance.choices((["o1"], ["o2"], ["o3"], []), (3, 12, 3, 1))[0],
    ]
