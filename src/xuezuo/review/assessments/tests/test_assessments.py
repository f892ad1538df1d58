"""Questionnaires: drawn so that it can be repeated, answered in secret, nothing shown below ten."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.assessments import errors, services
from xuezuo.review.assessments.models import Part, Question, Survey
from xuezuo.review.assessments.queries.drawing import digest_of, drawn, groups_of, members_by_part, redrawn
from xuezuo.review.assessments.queries.surveys import answers_of, survey_get_for, survey_page
from xuezuo.review.assessments.types import Drawing, QuestionSpec, Redrawn, SurveySpec
from xuezuo.review.ballots.errors import PaperNotCounted
from xuezuo.review.ballots.models import Elector, Poll
from xuezuo.review.ballots.services import paper_issue
from xuezuo.review.ballots.types import ItemResult, PollResult

pytestmark = pytest.mark.django_db
AT = dt.datetime.combine(TODAY, dt.time(4), dt.UTC)
ASK = QuestionSpec("学习内容是否管用？", "single", ("管用", "一般", "不管用"))


def run_as(actor, deed, **values):
    with acting_as(actor):
        return deed(actor=actor, **values, at=AT)


def made(cast, **said) -> Survey:
    """Make the committee's questionnaire with a question of each kind."""
    wu = cast.actor(cast.wu)
    survey = run_as(wu, services.survey_make, unit_id=cast.committee.pk, spec=SurveySpec("学习效果评估", **said))
    for spec in (ASK, QuestionSpec("喜欢哪些形式？", "several", ("自学", "讨论")), QuestionSpec("总体评价", "scale")):
        run_as(wu, services.question_add, survey=survey, spec=spec)
    return survey


def crowd(cast, office=12, community=12):
    with acting_as(SYSTEM):
        org.members([MemberSpec(cast.office, f"陈甲{n}", f"LC7{n:03}") for n in range(office)])
        org.members([MemberSpec(cast.community, f"陈乙{n}", f"LC8{n:03}") for n in range(community)])


def opened(cast, **said) -> Survey:
    return run_as(cast.actor(cast.wu), services.survey_open, survey=made(cast, **said), mode="paper")


def test_fewer_than_ten_are_not_asked(cast):
    with pytest.raises(errors.SampleTooSmall):
        opened(cast)
    with pytest.raises(errors.SampleTooSmall):
        made(cast, sample=9)


def test_the_draw_can_be_repeated_from_the_seed(cast):
    crowd(cast)
    survey = opened(cast, sample=15)
    members = members_by_part(cast.committee.pk, TODAY)
    with acting_as(SYSTEM):
        asked = sorted(Elector.objects.values_list("member_id", flat=True))
    assert asked == drawn(list(members), survey.seed, 15)
    assert (survey.drawn_from, survey.digest) == (len(members), digest_of(list(members)))
    assert cast.zhou.pk not in asked


@pytest.mark.parametrize("sample", [15, None])
def test_anybody_may_repeat_the_draw(cast, sample):
    crowd(cast)
    survey = opened(cast, sample=sample)
    size = sample or survey.drawn_from
    assert redrawn(survey) == Redrawn(Drawing.SAME, survey.drawn_from, size)
    survey.seed += 1
    assert redrawn(survey).outcome == (Drawing.DIFFERENT if sample else Drawing.SAME)
    with acting_as(SYSTEM):
        org.members([MemberSpec(cast.office, "陈丙", "LC9001")])
    assert redrawn(survey).outcome == Drawing.ROSTER_CHANGED


def test_a_draft_has_no_draw(cast):
    with pytest.raises(NotFound):
        redrawn(made(cast))


def test_units_are_kept_apart_only_when_large_enough(cast):
    crowd(cast)
    survey = opened(cast, by_unit=True)
    assert set(Part.objects.filter(survey=survey).values_list("unit__code", flat=True)) == {"LC01", "LC02"}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((12, 11), {1: 12, 2: 11}),
        ((12, 9), {None: 21}),  # nine alone would be told by leaving twelve out
        ((30, 11, 4), {1: 30, None: 15}),
        ((30, 5, 5), {1: 30, None: 10}),
    ],
)
def test_small_groups_are_joined(sizes, expected):
    parts, number = {}, 0
    for unit, size in enumerate(sizes, 1):
        for _ in range(size):
            number += 1
            parts[number] = unit
    groups = groups_of(sorted(parts), parts, by_unit=True)
    assert {key: len(members) for key, members in groups.items()} == expected
    assert groups_of(sorted(parts), parts, by_unit=False) == {None: sorted(parts)}


@pytest.mark.parametrize(("returned", "shown"), [(9, False), (10, True)])
def test_nothing_is_shown_below_ten_returned(returned, shown):
    question = Question(number=1, text="题", options=["好", "差"])
    item = ItemResult(1, "题", None, {"o1": returned - 2, "o2": 1}, 1)
    result = PollResult(uuid.uuid4(), 20, 20, returned, returned, 0, (item,))
    found = answers_of(result, [question])
    assert bool(found) is shown
    if found:
        assert (found[0].counts, found[0].none) == ((("好", 8), ("差", 1)), 1)


def test_closed_without_answers_shows_nothing(cast):
    crowd(cast)
    survey, wu = opened(cast), cast.actor(cast.wu)
    run_as(wu, services.survey_close, survey=survey)
    with acting_as(wu):
        page = survey_page(wu, survey_get_for(wu, survey.uid, TODAY), TODAY)
    assert (page.total, page.left_out, page.counted) == ((), 1, 0)
    with pytest.raises(errors.WrongState):
        run_as(wu, services.survey_close, survey=survey)


def test_no_box_is_opened_while_another_cannot_be(cast, settings, tmp_path):
    """What is written of ballots stays in the log of the database, also when the closing is rolled back."""
    settings.DATA_DIR = tmp_path
    crowd(cast)
    wu = cast.actor(cast.wu)
    survey = run_as(wu, services.survey_open, survey=made(cast, by_unit=True), mode="mixed")
    with acting_as(SYSTEM):
        first, last = [part.poll for part in Part.objects.filter(survey=survey).order_by("poll_id")]
        one = Elector.objects.filter(poll=last).values_list("member_id", flat=True)[0]
    run_as(wu, paper_issue, poll=last, member_ids=[one])
    with CaptureQueriesContext(connection) as seen, pytest.raises(PaperNotCounted):
        run_as(wu, services.survey_close, survey=survey)
    assert not [said["sql"] for said in seen.captured_queries if "ballots_ballot" in said["sql"]]
    with acting_as(SYSTEM):
        assert set(Poll.objects.filter(pk__in=[first.pk, last.pk]).values_list("state", flat=True)) == {"open"}


def test_an_open_questionnaire_does_not_change(cast):
    crowd(cast)
    survey, wu = opened(cast), cast.actor(cast.wu)
    with pytest.raises(errors.WrongState):
        run_as(wu, services.question_add, survey=survey, spec=ASK)


@pytest.mark.parametrize("options", [(), ("好",), ("好", "好")])
def test_a_question_needs_different_options(cast, options):
    with pytest.raises(errors.QuestionWrong):
        run_as(
            cast.actor(cast.wu), services.question_add, survey=made(cast), spec=QuestionSpec("题", "single", options)
        )


def test_other_units_know_nothing_of_it(cast):
    survey = made(cast)
    for person in (cast.wang, cast.zheng, cast.zhou):
        with acting_as(cast.actor(person)), pytest.raises(NotFound):
            survey_get_for(cast.actor(person), survey.uid, TODAY)


def test_the_pages_from_draft_to_result(cast, client, monkeypatch, query_budget):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    crowd(cast)
    client.force_login(cast.account(cast.wu))
    url = reverse("assessments:survey-make")
    client.post(url, {"unit": cast.committee.pk, "title": "效果评估", "intro": "", "campaign": "", "sample": ""})
    survey = Survey.objects.get()
    add = reverse("assessments:question-add", args=[survey.uid])
    wrong = client.post(add, {"text": "管用吗", "kind": "single", "options": "只有一个"})
    assert (wrong.status_code, "不同的选项" in wrong.content.decode()) == (400, True)
    client.post(add, {"text": "管用吗", "kind": "single", "options": "管用\n不管用"})
    client.post(reverse("assessments:survey-open", args=[survey.uid]), {"mode": "paper"})
    client.post(reverse("assessments:survey-close", args=[survey.uid]))
    assert "一致：" in client.get(reverse("assessments:survey-draw", args=[survey.uid])).content.decode()
    for name, args in (("home", ()), ("survey-detail", (survey.uid,))):
        with query_budget(f"assessments:{name}"):
            text = client.get(reverse(f"assessments:{name}", args=args)).content.decode()
    assert "不足 10 份，不显示" in text
