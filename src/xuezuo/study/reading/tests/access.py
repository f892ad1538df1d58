"""Who may open the pages of reading."""

from tests.support.access import INSIDE, REST, Row, World

from xuezuo.platform.access import acting_as
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading.models import Item
from xuezuo.study.reading.services.private import habit_add
from xuezuo.study.reading.tests import factories


def prepare(world: World) -> None:
    """Make a list and self-study of the office branch: noted, submitted, submitted by the secretary; a habit."""
    cast = world.cast
    world.article = library.material(cast.office, "阅读室的文章", ("先读原文，再谈体会。", "每周一篇，不求多。"))
    world.reading_list = factories.reading_list(cast.office, world.article)
    world.reading_item = Item.objects.get(reading_list=world.reading_list)
    zhao = cast.actor(cast.zhao)
    world.noted = factories.study(zhao)
    world.submitted = factories.study(zhao, submitted=True)
    world.secretarys = factories.study(cast.actor(cast.wang), submitted=True)
    with acting_as(zhao):
        world.habit = habit_add(actor=zhao, label="读一篇", period="day", at=factories.AT)


def one(world: World) -> dict[str, object]:
    return {"uid": world.reading_list.uid}


def item(world: World) -> dict[str, object]:
    return {"uid": world.reading_list.uid, "item": world.reading_item.pk}


def noted(world: World) -> dict[str, object]:
    return {"uid": world.noted.uid}


def submitted(world: World) -> dict[str, object]:
    return {"uid": world.submitted.uid}


def secretarys(world: World) -> dict[str, object]:
    return {"uid": world.secretarys.uid}


def article(world: World) -> dict[str, object]:
    return {"uid": world.article.uid}


def habit(world: World) -> dict[str, object]:
    return {"uid": world.habit.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "请写明篇名"}


EVERY = {200: f"{INSIDE} zheng zhou", 403: "feng", 302: "stranger"}
READ = {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}  # 孙 is a floating member there, see org
KEEP = {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"}
KEPT = {302: "wang li stranger", 404: "zheng zhou", 403: "zhao qian wu sun feng"}
OTHERS = "qian wu sun zheng zhou"
MINE = {200: "zhao", 404: f"wang li {OTHERS}", 403: "feng", 302: "stranger"}
MINE_DONE = {302: "zhao stranger", 404: f"wang li {OTHERS}", 403: "feng"}
DECIDED = {302: "wang li stranger", 404: "zheng zhou", 403: "zhao qian wu sun feng"}
OF_SECRETARY = {302: "li stranger", 404: "zheng zhou", 403: "wang zhao qian wu sun feng"}

ROWS = (
    Row("reading:home", expected=EVERY),
    Row("reading:list-list", expected=EVERY),
    Row("reading:daily", expected=EVERY),
    Row("reading:list-make", expected={200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}),
    Row("reading:list-detail", one, READ),
    Row("reading:list-whole", one, READ),
    Row("reading:list-change", one, {**KEEP, 404: "zheng zhou", 403: "zhao qian wu sun feng"}),
    Row("reading:list-withdraw", one, KEPT, method="post"),
    Row("reading:item-add", one, KEEP),
    Row("reading:item-add", one, KEPT, method="post", data=lambda w: {"material": w.article.uid}),
    Row("reading:item-change", item, KEEP),
    Row(
        "reading:list-of-campaign",
        lambda w: {"uid": w.campaign.uid},
        {302: "wang li zheng wu stranger", 404: "zhou", 403: REST},
        method="post",
    ),
    Row("reading:item-remove", item, KEPT, method="post"),
    Row("reading:item-move", item, KEPT, method="post", data=lambda _: {"to": "up"}),
    Row("reading:self-study-list", expected=EVERY),
    Row("reading:self-study-log", expected=EVERY),
    Row(
        "reading:self-study-waiting",
        expected={200: "wang li zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"},
    ),
    Row("reading:self-study-detail", noted, MINE),
    Row("reading:self-study-detail", submitted, {**MINE, 200: "wang li zhao", 404: OTHERS}),
    Row("reading:self-study-change", noted, MINE),
    Row("reading:self-study-change", submitted, MINE),
    Row("reading:self-study-submit", noted, MINE_DONE, method="post"),
    Row("reading:self-study-take-back", submitted, MINE_DONE, method="post"),
    Row("reading:self-study-discard", noted, MINE_DONE, method="post"),
    Row("reading:self-study-void", submitted, {**MINE, 200: "wang li zhao", 404: OTHERS}),
    Row("reading:self-study-approve", submitted, DECIDED, method="post"),
    Row("reading:self-study-approve", secretarys, OF_SECRETARY, method="post"),
    Row("reading:self-study-return", submitted, {**DECIDED, 200: "wang li", 302: "stranger"}),
    Row("reading:self-study-return", submitted, DECIDED, method="post", data=why),
    Row("reading:kept-list", expected=EVERY),
    Row("reading:material-mine", article, {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}),
    Row(
        "reading:bookmark-set",
        article,
        {302: f"{INSIDE} stranger", 404: "zheng zhou", 403: "feng"},
        method="post",
        data=lambda _: {"kept": "1"},
    ),
    Row("reading:habit-list", expected=EVERY),
    Row("reading:habit-mark", habit, MINE_DONE, method="post", data=lambda _: {"done": "1"}),
    Row("reading:habit-end", habit, MINE_DONE, method="post"),
    Row("reading:offline-worker", expected={200: f"{INSIDE} zheng zhou feng stranger"}),
    Row("reading:offline", expected={200: f"{INSIDE} zheng zhou feng stranger"}),
)
