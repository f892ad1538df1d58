"""Those whom the superior lets be left out: with a document, counted apart, pointed out before the ballot."""

import pytest

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.errors import ElectorsWrong
from xuezuo.review.elections.forms.voting import FreezeForm
from xuezuo.review.elections.queries.rounds import body_now, next_round
from xuezuo.review.elections.queries.starting import sentences_before, turnout
from xuezuo.review.elections.services import electors
from xuezuo.review.elections.tests.desk import AT, desk
from xuezuo.review.elections.types import Claim

pytestmark = pytest.mark.django_db


def test_who_is_left_out_by_consent_is_pointed_out(cast):
    stage = desk(cast)
    stage.agreed()
    claims = [Claim(cast.zhao.pk, "consented", "林党复〔2025〕4号，6月3日支部大会通过")]
    electors.electors_freeze(
        actor=stage.wang, election=stage.election, paper=stage.paper(10, ""), claims=claims, meeting=None, at=AT
    )

    with acting_as(SYSTEM):
        election = stage.fresh()
        coming = next_round(election, body_now(election))
        words = [one.words for one in sentences_before(election, coming, coming.standing)]
        assert turnout(election, "meeting")[0] == 8
    assert any("不计入应到会 1 人" in one and "请按上级的答复核对" in one for one in words)


def test_without_the_papers_nobody_is_left_out(cast):
    stage = desk(cast)
    stage.agreed()
    with pytest.raises(ElectorsWrong, match="所依据的决定"):
        electors.electors_freeze(
            actor=stage.wang, election=stage.election, paper=stage.paper(10, ""),
            claims=[Claim(cast.zhao.pk, "consented", " ")], meeting=None, at=AT,
        )  # fmt: skip


def test_the_form_reads_the_line():
    form = FreezeForm({"on": "2025-06-10", "claims": "LC0003 经同意 林党复〔2025〕4号，大会通过"}, meetings=[])
    assert form.is_valid()
    assert form.cleaned_data["claims"] == [("LC0003", "consented", "林党复〔2025〕4号，大会通过")]
    wrong = FreezeForm({"on": "2025-06-10", "claims": "LC0003 生病 在家"}, meetings=[])
    assert "经同意 上级同意文号" in str(wrong.errors)
