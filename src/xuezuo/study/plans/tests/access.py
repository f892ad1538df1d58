"""Who may open the pages of plans and prompts."""

from tests.support.access import INSIDE, Row, World

from xuezuo.study.plans.models import PromptItem
from xuezuo.study.plans.tests import factories


def prepare(world: World) -> None:
    """Make a plan and a prompt of the committee, with a draft of each; and a draft of the office branch's plan."""
    cast = world.cast
    world.plan = factories.plan(cast.committee)
    upper = factories.plan_item(world.plan, is_required=False)
    world.branch_plan = factories.plan(cast.office, "draft")
    world.taken = factories.plan_item(world.branch_plan, upper=upper, is_required=False)
    world.own_item = factories.plan_item(world.branch_plan, "参观学习")
    world.other_draft = factories.plan(cast.committee, "draft", 2026)
    world.prompt = factories.prompt(cast.committee)
    world.prompt_draft = factories.prompt(cast.committee, "draft")
    world.prompt_item = PromptItem.objects.get(prompt=world.prompt_draft)


def plan(world: World) -> dict[str, object]:
    return {"uid": world.plan.uid}


def branch_plan(world: World) -> dict[str, object]:
    return {"uid": world.branch_plan.uid}


def taken(world: World) -> dict[str, object]:
    return {"uid": world.taken.uid}


def own_item(world: World) -> dict[str, object]:
    return {"uid": world.own_item.uid}


def prompt(world: World) -> dict[str, object]:
    return {"uid": world.prompt.uid}


def prompt_draft(world: World) -> dict[str, object]:
    return {"uid": world.prompt_draft.uid}


def prompt_item(world: World) -> dict[str, object]:
    return {"uid": world.prompt_item.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "改为专项安排"}


PLAIN = "li zhao qian sun feng"  # no post that writes plans
EVERYONE = {200: f"{INSIDE} zheng zhou", 403: "feng", 302: "stranger"}
BELOW = {200: f"{INSIDE} zheng", 404: "zhou", 403: "feng", 302: "stranger"}
WRITERS = {200: "wang zheng wu zhou", 403: PLAIN, 302: "stranger"}
OFFICE = {200: "wang", 404: "zheng zhou", 403: f"{PLAIN} wu", 302: "stranger"}  # the secretary of the office branch
OFFICE_POST = {302: "wang stranger", 404: "zheng zhou", 403: f"{PLAIN} wu"}
COMMITTEE = {200: "wu", 404: "zhou", 403: f"{PLAIN} wang zheng", 302: "stranger"}  # what everybody there may read
COMMITTEE_POST = {302: "wu stranger", 404: "zhou", 403: f"{PLAIN} wang zheng"}
DRAFT = {200: "wu", 404: "wang zheng zhou", 403: PLAIN, 302: "stranger"}  # what nobody below knows of
DRAFT_POST = {302: "wu stranger", 404: "wang zheng zhou", 403: PLAIN}

PLANS = (
    Row("plans:plan-list", expected=EVERYONE),
    Row("plans:plan-make", expected=WRITERS),
    Row("plans:plan-detail", plan, BELOW),
    Row("plans:plan-detail", branch_plan, {200: "wang", 404: "zheng zhou", 403: f"{PLAIN} wu", 302: "stranger"}),
    Row("plans:plan-change", branch_plan, OFFICE),
    Row("plans:plan-refresh", branch_plan, OFFICE_POST, method="post"),
    Row("plans:plan-publish", branch_plan, OFFICE_POST, method="post"),
    Row("plans:plan-revise", plan, COMMITTEE_POST, method="post"),
    Row("plans:plan-withdraw", plan, COMMITTEE),
    Row("plans:plan-withdraw", plan, COMMITTEE_POST, method="post", data=why),
    Row("plans:plan-discard", branch_plan, OFFICE_POST, method="post"),
    Row("plans:item-add", branch_plan, OFFICE),
    Row("plans:item-edit", own_item, OFFICE),
    Row("plans:item-edit", taken, OFFICE),
    Row("plans:item-adopt", taken, OFFICE_POST, method="post"),
    Row("plans:item-drop", taken, OFFICE),
    Row("plans:item-drop", taken, OFFICE_POST, method="post", data=why),
    Row("plans:item-remove", own_item, OFFICE_POST, method="post"),
)
PROMPTS = (
    Row("plans:prompt-list", expected=EVERYONE),
    Row("plans:prompt-write", expected=WRITERS),
    Row("plans:prompt-detail", prompt, BELOW),
    Row(
        "plans:prompt-detail",
        prompt_draft,
        {200: "wu", 404: "wang zheng zhou li zhao qian", 403: "sun feng", 302: "stranger"},
    ),
    Row("plans:prompt-change", prompt_draft, DRAFT),
    Row("plans:prompt-item-add", prompt_draft, DRAFT),
    Row("plans:prompt-item-edit", prompt_item, DRAFT),
    Row("plans:prompt-item-remove", prompt_item, DRAFT_POST, method="post"),
    Row("plans:prompt-send", prompt_draft, DRAFT_POST, method="post"),
    Row("plans:prompt-discard", prompt_draft, DRAFT_POST, method="post"),
    Row("plans:prompt-forward", prompt, {200: "wang zheng wu", 404: "zhou", 403: PLAIN, 302: "stranger"}),
    Row("plans:prompt-withdraw", prompt, COMMITTEE),
    Row("plans:prompt-withdraw", prompt, COMMITTEE_POST, method="post", data=why),
    Row("plans:prompt-receipts", prompt, {200: "wu", 404: "zhou", 403: f"{PLAIN} wang zheng", 302: "stranger"}),
    Row("plans:prompt-remind", prompt, COMMITTEE_POST, method="post"),
)
ROWS = PLANS + PROMPTS
