"""The questionnaires about a campaign, for its page: those the asker may read, answer, or make."""

import datetime as dt

from django.urls import reverse

from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.assessments.models import Part, Survey
from xuezuo.review.assessments.policies import SURVEY_KEEP, SURVEY_VIEW
from xuezuo.review.assessments.types import SurveyState
from xuezuo.review.ballots.models import Elector
from xuezuo.review.ballots.types import PollState
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.queries.links import CampaignLink


def survey_links(actor: Actor, run: CampaignRun, on: dt.date) -> list[CampaignLink]:
    """Return the links of a campaign to its questionnaires."""
    links = [*_to_read(actor, run, on), *_to_answer(actor, run)]
    if unit_decision(actor, SURVEY_KEEP, run.unit_id, on):
        href = reverse("assessments:survey-make", query={"campaign": run.pk})
        links.append(CampaignLink("用无记名问卷评估效果", href))
    return links


def _to_read(actor: Actor, run: CampaignRun, on: dt.date) -> list[CampaignLink]:
    if not SURVEY_VIEW.is_held_by(actor):
        return []
    surveys = Survey.objects.filter(units_q(actor, SURVEY_VIEW, on), campaign=run).order_by("-made_at")
    return [
        CampaignLink(
            f"专项评估：{one.title}",
            reverse("assessments:survey-detail", args=[one.uid]),
            SurveyState(one.state).label,
        )
        for one in surveys[:20]
    ]


def _to_answer(actor: Actor, run: CampaignRun) -> list[CampaignLink]:
    """Return the running ballots of the campaign's questionnaires on whose list the actor stands."""
    if actor.member_id is None:
        return []
    with acting_as(SYSTEM):
        asked = Elector.objects.filter(member_id=actor.member_id).values("poll")
        parts = Part.objects.select_related("survey", "poll").filter(survey__campaign=run, poll__in=asked)
        found = list(parts.filter(poll__state=PollState.OPEN))
    return [
        CampaignLink(
            f"填写：{part.survey.title}", reverse("ballots:poll-detail", args=[part.poll.uid]), "无记名，抽到了您"
        )
        for part in found
    ]
