"""What the unit above sees and sends; delegates and their congress; by-elections; ballots that lead back."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from xuezuo.org.models import Term
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.review.elections.errors import ElectionStopped
from xuezuo.review.elections.exchange.papers import paper_of
from xuezuo.review.elections.models import Delegate
from xuezuo.review.elections.queries.lists import terms_to_mind
from xuezuo.review.elections.services import congresses
from xuezuo.review.elections.tests.desk import AT, TODAY, desk
from xuezuo.review.elections.types import CongressPlan

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)
JUNE = (dt.date(2025, 6, 1), dt.date(2025, 6, 30))


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("xuezuo.kernel.clock.now", lambda: NOON)
    monkeypatch.setattr("xuezuo.kernel.clock.today", NOON.date)


@pytest.fixture
def page(client, cast):
    """Open a page as somebody."""

    def opened(who, name, *args):
        client.force_login(cast.account(getattr(cast, who)))
        return client.get(reverse(name, args=args))

    return opened


def term(unit, due_on: dt.date) -> None:
    with acting_as(SYSTEM):
        Term.objects.create(unit=unit, ordinal=3, during=date_range(dt.date(2022, 9, 1)), due_on=due_on)


def test_the_letter_of_notice_is_the_superiors(page, cast):
    assert page("wu", "elections:notice-letter", cast.office.uid, "docx").status_code == 409  # no term is running
    term(cast.office, dt.date(2025, 9, 1))

    paper = Document(io.BytesIO(page("wu", "elections:notice-letter", cast.office.uid, "docx").content))

    words = "\n".join(one.text for one in paper.paragraphs)
    assert "关于做好换届工作的提醒函" in words
    assert "机关支部：" in words
    assert "将于2025年9月1日任期届满" in words
    assert "一般不超过 12 个月" in words
    assert "林场党委" in words
    assert page("wu", "elections:notice-letter", cast.office.uid, "pdf").content.startswith(b"%PDF")
    assert page("wu", "elections:notice-letter", cast.office.uid, "odt").status_code == 404
    assert page("wang", "elections:notice-letter", cast.office.uid, "pdf").status_code == 403
    assert page("zheng", "elections:notice-letter", cast.office.uid, "pdf").status_code == 404
    detail = page("wu", "elections:term-detail", cast.office.uid).content.decode()
    assert reverse("elections:notice-letter", args=[cast.office.uid, "pdf"]) in detail


def test_the_month_of_the_unit_above_shows_terms_that_end(page, cast):
    term(cast.office, dt.date(2025, 9, 1))  # to be reminded of since March
    term(cast.community, dt.date(2025, 6, 20))
    term(cast.other_branch, dt.date(2025, 6, 20))

    shown = page("wu", "duties:month", cast.committee.uid).content.decode()

    assert "下级组织的换届" in shown
    assert "该提醒还没有提醒 2 个；本月届满 1 个" in shown
    assert reverse("elections:term-detail", args=[cast.office.uid]) in shown
    assert "河口支部" not in shown
    assert "下级组织的换届" not in page("wang", "duties:month", cast.office.uid).content.decode()
    with acting_as(cast.actor(cast.wu)) as wu:
        lc = unit_row(cast.committee.pk, TODAY)
        found = terms_to_mind(wu, lc, JUNE, dt.date(2025, 6, 21))
        assert (found.overdue, found.unreminded, found.ending) == (1, 1, 1)
        quiet = (dt.date(2024, 1, 1), dt.date(2024, 1, 31))
        assert terms_to_mind(wu, lc, quiet, quiet[1]) is None


def test_a_by_election_is_not_stopped_for_want_of_a_surplus(cast):
    stage = desk(cast)
    stage.ready(kind="by_election", seats=1, standing=1)

    one = stage.open()
    stage.enter(one, 9)

    assert len(stage.winners()) == 1


def test_a_by_election_needs_as_many_as_seats(cast):
    stage = desk(cast)
    with pytest.raises(ElectionStopped, match="候选人不能少于应选名额"):
        stage.agreed(kind="by_election", seats=3, standing=2)


def test_a_term_change_keeps_its_surplus(cast):
    stage = desk(cast)
    with pytest.raises(ElectionStopped, match="差额五分之一"):
        stage.agreed(standing=3)


def test_delegates_see_the_page_of_their_congress(page, cast):
    stage = desk(cast)
    wu, plan = cast.actor(cast.wu), CongressPlan("林场党员代表大会", dt.date(2025, 9, 1), 120)
    congress = congresses.congress_begin(actor=wu, unit=cast.committee, plan=plan, at=AT)
    stage.begin()
    with acting_as(SYSTEM):
        for one, state, reason in ((cast.zhao, "qualified", ""), (cast.li, "refused", "不是正式代表")):
            Delegate.objects.create(
                congress=congress, unit=cast.office, election=stage.election, member=one, state=state, reason=reason,
                checked_on=TODAY,
            )  # fmt: skip

    shown = page("zhao", "elections:congress-detail", congress.uid).content.decode()

    assert "您是这次党代表大会的代表：资格审查合格" in shown
    assert "李委员" not in shown  # who was refused, and why, is for those who check
    assert "不是正式代表" not in shown
    assert reverse("elections:quotas-set", args=[congress.uid]) not in shown
    assert "不是正式代表" in page("wu", "elections:congress-detail", congress.uid).content.decode()
    for who in ("qian", "li"):
        assert page(who, "elections:congress-detail", congress.uid).status_code == 404
    assert page("zhao", "elections:quotas-set", congress.uid).status_code == 403


def test_the_printed_ballot_leads_back(page, cast):
    stage = desk(cast)
    stage.ready()

    made = paper_of(stage.fresh(), "ballot", TODAY, "https://example.org/review/elections/1/")

    assert made.corner is not None
    assert "<svg" in made.corner.svg
    assert page("wang", "elections:paper", stage.election.uid, "ballot", "pdf").content.startswith(b"%PDF")
