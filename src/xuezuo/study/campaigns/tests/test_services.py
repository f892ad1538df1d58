"""Start, pause, resume, close, archive, check."""

import datetime as dt

import pytest
import yaml
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.asks.models import Ask
from xuezuo.study.campaigns import errors, services
from xuezuo.study.campaigns.exchange.loader import pack_get
from xuezuo.study.campaigns.models import CampaignRun, CheckEntry
from xuezuo.study.campaigns.tests import factories
from xuezuo.study.campaigns.tests.factories import AT, START, terms
from xuezuo.study.campaigns.tests.test_packs import THIRD
from xuezuo.study.campaigns.types import BatchTerms, Mark
from xuezuo.study.campaigns.types.pack import CampaignModel

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2025, 5, 20, 4, tzinfo=dt.UTC)
LATER_DAY = dt.date(2025, 5, 20)


@pytest.fixture
def run(cast: Cast) -> CampaignRun:
    with acting_as(SYSTEM):
        return factories.run(cast.committee)


def do(deed, run: CampaignRun, at: dt.datetime = LATER, **more: object):  # type: ignore[no-untyped-def]  # test sugar
    with acting_as(SYSTEM):
        return deed(actor=SYSTEM, run=CampaignRun.objects.get(pk=run.pk), at=at, **more)


def asks(run: CampaignRun, **where: object) -> dict[str, Ask]:
    with acting_as(SYSTEM):
        return {ask.key: ask for ask in Ask.objects.filter(source_uid=run.uid, **where)}


def names() -> list[str]:
    with acting_as(SYSTEM):
        return list(trail().order_by("pk").values_list("name", flat=True))


def test_a_start_keeps_the_pack_and_asks_its_actions(run: CampaignRun) -> None:
    made = asks(run)
    assert set(made) == {f"all_{action.id}" for action in pack_get("two-studies-regular").actions}
    assert (made["all_self_study"].is_required, made["all_monthly_study"].period) == (False, "month")
    assert (run.starts_on, run.ends_on, run.pack["id"]) == (START, dt.date(2026, 3, 3), "two-studies-regular")
    assert names() == ["campaigns.campaign_started"]


def test_the_third_campaign_starts_without_code(cast: Cast) -> None:
    pack = CampaignModel.model_validate(yaml.safe_load(THIRD))
    with acting_as(SYSTEM):
        made = asks(factories.run(cast.committee, pack))
    assert made["all_evening"].unit_types == ["village"]
    assert made["all_evening"].during.upper == dt.date(2025, 11, 1)


def test_batches_begin_on_their_own_days_for_their_own_units(cast: Cast) -> None:
    first = BatchTerms("first", START, (cast.office.pk,))
    second = BatchTerms("second", START + dt.timedelta(days=90), (cast.community.pk,))
    with acting_as(SYSTEM):
        made = asks(factories.run(cast.committee, "two-studies", first, second))
    assert (made["first_branch_launch"].only, made["first_branch_launch"].with_own) == ([cast.office.pk], True)
    assert not made["second_branch_launch"].with_own
    assert made["second_branch_launch"].during.lower == dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("batches", "what"),
    [
        (lambda _: (), "没有批次"),
        (lambda _: (BatchTerms("third", START),), "没有批次"),
        (lambda c: (BatchTerms("first", START, (c.office.pk,)), BatchTerms("second", START)), "每一批都要有组织"),
        (
            lambda c: (BatchTerms("first", START, (c.office.pk,)), BatchTerms("second", START, (c.office.pk,))),
            "同时在两批",
        ),
        (lambda c: (BatchTerms("first", START, (c.zhou_unit.pk,)),), "不在本组织之下"),
    ],
)
def test_impossible_batches_are_refused(cast: Cast, batches, what: str) -> None:  # type: ignore[no-untyped-def]  # test sugar
    class Places:
        office, zhou_unit = cast.office, cast.committee

    with acting_as(SYSTEM), pytest.raises(errors.BatchesUnfit, match=what):
        services.campaign_start(
            actor=SYSTEM, unit_id=cast.committee.pk, pack=pack_get("two-studies"), terms=terms(*batches(Places)), at=AT
        )


def test_the_same_campaign_runs_once(cast: Cast, run: CampaignRun) -> None:
    with acting_as(SYSTEM), pytest.raises(errors.CampaignUnderWay):
        factories.run(cast.committee)


def test_a_pause_asks_nothing_more_and_a_resumption_asks_again(run: CampaignRun) -> None:
    do(services.campaign_pause, run, why="防汛")
    assert {(ask.withdrawn_on, ask.is_lifted) for ask in asks(run).values()} == {(LATER_DAY, True)}
    with pytest.raises(errors.CampaignWrongState):
        do(services.campaign_pause, run, why="再停")
    again = dt.datetime(2025, 9, 10, 4, tzinfo=dt.UTC)
    do(services.campaign_resume, run, at=again)
    now = asks(run, withdrawn_on=None)
    assert now["all_self_study"].during.lower == START
    assert now["all_monthly_study"].during.lower == dt.date(2025, 9, 10)
    assert "all_mid_year_check" not in now
    assert names()[-2:] == ["campaigns.campaign_paused", "campaigns.campaign_resumed"]


def test_a_close_withdraws_the_rest_then_it_is_looked_back_at_and_archived(cast: Cast, run: CampaignRun) -> None:
    with pytest.raises(errors.WhyMissing):
        do(services.campaign_close, run, why=" ")
    with pytest.raises(errors.CampaignWrongState):
        do(services.campaign_archive, run)
    do(services.campaign_close, run, why="任务完成")
    assert asks(run, withdrawn_on=None) == {}
    round_ = do(services.round_open, run, label="回头看", items=[("regular_study", "断过没有")], due_on=LATER_DAY)
    assert round_.is_look_back
    with acting_as(SYSTEM):
        marks = [Mark("regular_study", "not_done", " 六月没有学 ")]
        services.check_record(actor=SYSTEM, round_=round_, unit_id=cast.office.pk, marks=marks, at=LATER)
        services.check_record(actor=SYSTEM, round_=round_, unit_id=cast.office.pk, marks=marks, at=LATER)
        entry = CheckEntry.objects.get()
        assert (entry.state, entry.remark) == ("not_done", "六月没有学")
        for unit, items in ((cast.committee, "regular_study"), (cast.office, "other")):
            with pytest.raises(errors.CheckUnfit):
                services.check_record(
                    actor=SYSTEM, round_=round_, unit_id=unit.pk, marks=[Mark(items, "done")], at=LATER
                )
        services.check_record(
            actor=SYSTEM, round_=round_, unit_id=cast.office.pk, marks=[Mark("regular_study", "")], at=LATER
        )
        assert not CheckEntry.objects.exists()
    do(services.campaign_archive, run)
    with pytest.raises(errors.CampaignWrongState):
        do(services.round_open, run, label="再看", items=[("a", "b")], due_on=LATER_DAY)


def test_only_those_who_organize_there_may(cast: Cast, run: CampaignRun) -> None:
    for person, error in ((cast.wang, Forbidden), (cast.zhou, NotFound)):
        actor = cast.actor(person)
        with acting_as(actor), pytest.raises(error):
            services.campaign_pause(actor=actor, run=run, why="停", at=LATER)
    with acting_as(SYSTEM), pytest.raises(errors.RoundEmpty):
        services.round_open(actor=SYSTEM, run=run, label="检查", items=[], due_on=LATER_DAY, at=LATER)
