"""Who may open the pages of contests.

The committee's contests are for everybody below it; 周 leads a branch elsewhere. 李, 孙 and 周 judge the essays: the
jury reaches beyond the tree, an ordinary outsider does not.
"""

from tests.support.access import Row, World

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.models import Authorship, Card, Contest, Entry, Juror
from xuezuo.study.contests.services.contests import knowledge_close
from xuezuo.study.contests.services.entering import entry_replace
from xuezuo.study.contests.services.judging import awards_set, judging_begin, judging_end, jury_close
from xuezuo.study.contests.services.juries import juror_appoint
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.tests import desk


def prepare(world: World) -> None:
    """Make contests in each state; entries are made as their authors, which the services insist on."""
    cast = world.cast
    world.quiz, world.quiz_draft = desk.knowledge(cast), desk.knowledge(cast, is_open=False)
    desk.Table(world.quiz, cast.actor(cast.wu)).show(0, 1)
    world.card = Card.objects.filter(contest=world.quiz_draft).first()
    world.essay, world.essay_draft = desk.essay(cast), desk.essay(cast, is_open=False)
    world.essay.entries_until = desk.AT.replace(year=2125)
    world.essay.save(update_fields=["entries_until"])
    world.mine = desk.enter(cast, world.essay, cast.zhao, "林间小路")
    world.filed = _with_file(cast, world.essay)
    _replaced(cast, world.filed)
    world.judged = desk.judged(cast)
    world.number = desk.number_of("护林记")
    with acting_as(SYSTEM):
        world.juror = Juror.objects.filter(contest=world.judged).first()
    world.done, world.awarded = _finished(cast)
    world.over, world.due = _ready(cast)


def _with_file(cast, contest: Contest) -> Entry:
    actor, work = cast.actor(cast.qian), desk.Work("附件作品", file=("钱预备.docx", desk.docx("林区的一天", "钱预备")))
    with acting_as(actor):
        return desk.entry_make(actor=actor, contest=contest, work=work, credits=desk.AGREES, at=desk.AT)


def _replaced(cast, entry: Entry) -> None:
    actor, work = cast.actor(cast.qian), desk.Work("附件作品", "第二版。", keeps_file=True)
    with acting_as(actor):
        entry_replace(actor=actor, entry=entry, work=work, at=desk.AT)


def _finished(cast) -> tuple[Contest, int]:
    """Make an essay contest that is closed, with one awarded work that may be read."""
    contest, wu, zhou = desk.essay(cast), cast.actor(cast.wu), cast.actor(cast.zhou)
    entry = _with_file(cast, contest)
    juror_appoint(actor=wu, contest=contest, number="HK0001", at=desk.AT)
    contest = judging_begin(actor=wu, contest=contest, at=desk.LATER)
    marks = {one.pk: 3000 for one in contest.criteria.all()}
    with acting_as(zhou):
        entry_mark(actor=zhou, contest=contest, number=1, marks=marks, note="", at=desk.LATER)
    contest = judging_end(actor=wu, contest=contest, at=desk.LATER)
    awards_set(actor=wu, contest=contest, awards={1: "first"}, at=desk.LATER)
    assert Authorship.objects.filter(entry=entry).exists()
    return jury_close(actor=wu, contest=contest, at=desk.LATER), 1


def _ready(cast) -> tuple[Contest, Contest]:
    """Make a knowledge contest that can be closed, and an essay contest whose deadline has passed."""
    over = desk.knowledge(cast)
    knowledge_close(actor=cast.actor(cast.wu), contest=over, at=desk.AT)
    due = desk.essay(cast)
    desk.enter(cast, due, cast.zhao, "到期作品")
    juror_appoint(actor=cast.actor(cast.wu), contest=due, number="HK0001", at=desk.AT)
    return over, due


def of(name: str):
    """Return the arguments for a contest's page."""
    return lambda world: {"uid": getattr(world, name).uid}


BELOW = "wang li zhao qian zheng wu sun"  # members at or below the committee
PLAIN = "li zhao qian sun feng"  # no post that runs contests
SEEN = {200: BELOW, 404: "zhou feng", 302: "stranger"}
SEEN_BY_JURY = {200: f"{BELOW} zhou", 404: "feng", 302: "stranger"}
RUNNER = {200: "wu", 403: f"wang zheng {PLAIN}", 404: "zhou", 302: "stranger"}
RUNNER_OF_DRAFT = {200: "wu", 403: PLAIN, 404: "wang zheng zhou", 302: "stranger"}
RUNNER_IN_JURY = {200: "wu", 403: f"wang zheng zhou {PLAIN}", 302: "stranger"}
HOST = {200: "wu", 403: "wang li zheng zhao qian sun feng", 404: "zhou", 302: "stranger"}


def posted(row: dict[int, str]) -> dict[int, str]:
    """Turn a row of pages into one of deeds that lead on."""
    return {302: f"{row[200]} stranger", **{status: names for status, names in row.items() if status in (403, 404)}}


ROWS = (
    Row("contests:contest-list", expected={200: f"{BELOW} zhou feng", 302: "stranger"}),
    Row("contests:contest-make", expected={200: "wang zheng wu zhou", 403: PLAIN, 302: "stranger"}),
    Row("contests:card-template", expected={200: "wang zheng wu zhou", 403: PLAIN, 302: "stranger"}),
    Row("contests:contest-detail", of("quiz"), SEEN),
    Row("contests:contest-detail", of("over"), SEEN),
    Row("contests:contest-detail", of("quiz_draft"), {200: "wu", 404: "*", 302: "stranger"}),
    Row("contests:contest-detail", of("essay"), SEEN),
    Row("contests:contest-detail", of("done"), SEEN_BY_JURY),
    Row("contests:contest-change", of("essay"), RUNNER),
    Row("contests:contest-open", of("quiz_draft"), posted(RUNNER_OF_DRAFT), method="post"),
    Row("contests:contest-void", of("quiz"), RUNNER),
    Row("contests:ruling-list", of("quiz"), RUNNER),
    Row("contests:contest-close", of("quiz"), RUNNER),
    Row("contests:contest-close", of("quiz"), posted(RUNNER), method="post"),
    Row("contests:contest-setup", of("quiz"), RUNNER),
    Row("contests:contest-setup", of("quiz_draft"), RUNNER_OF_DRAFT),
    Row("contests:round-add", of("quiz"), RUNNER),
    Row("contests:team-add", of("quiz_draft"), RUNNER_OF_DRAFT),
    Row("contests:card-add", of("quiz"), RUNNER),
    Row("contests:card-import", of("quiz"), RUNNER),
    Row(
        "contests:part-remove",
        lambda w: {"uid": w.quiz_draft.uid, "kind": "card", "pk": w.card.pk},
        posted(RUNNER_OF_DRAFT),
        method="post",
    ),
    Row("contests:host", of("quiz"), HOST),
    Row("contests:call-make", of("quiz"), posted(HOST), method="post", data=lambda _: {"kind": "reveal", "seen": 1}),
    Row("contests:display", of("quiz"), SEEN),
    Row("contests:display", of("over"), SEEN),
    Row("contests:criteria-set", of("essay_draft"), RUNNER_OF_DRAFT),
    Row("contests:juror-list", of("judged"), RUNNER_IN_JURY),
    Row(
        "contests:juror-release",
        lambda w: {"uid": w.judged.uid, "juror": w.juror.uid},
        posted({**RUNNER_IN_JURY, 404: ""}),
        method="post",
    ),
    Row("contests:judging-begin", of("due"), posted({**RUNNER_IN_JURY, 404: ""}), method="post"),
    Row(
        "contests:judging-end",
        of("judged"),
        {409: "wu", 403: f"wang zheng zhou {PLAIN}", 302: "stranger"},  # nobody has marked yet
        method="post",
    ),
    Row("contests:award-set", of("done"), RUNNER_IN_JURY),
    Row("contests:work-list", of("judged"), {200: "li sun zhou", 404: "wang zhao qian zheng wu feng", 302: "stranger"}),
    Row(
        "contests:work-mark",  # of the office branch, where 李 and (by another table) 孙 belong too
        lambda w: {"uid": w.judged.uid, "number": w.number},
        {200: "zhou", 404: "wang li zhao qian zheng wu sun feng", 302: "stranger"},
    ),
    Row(
        "contests:work-file",
        lambda w: {"uid": w.done.uid, "number": w.awarded},
        {200: "zhou", 404: "wang li zhao qian zheng wu sun feng", 302: "stranger"},
    ),
    Row("contests:awarded-work", lambda w: {"uid": w.done.uid, "number": w.awarded}, SEEN_BY_JURY),
    Row("contests:awarded-file", lambda w: {"uid": w.done.uid, "number": w.awarded}, SEEN_BY_JURY),
    Row("contests:entry-make", of("essay"), SEEN),
    Row("contests:entry-detail", of("mine"), {200: "zhao", 404: "*", 302: "stranger"}),
    Row("contests:entry-file", of("filed"), {200: "qian", 404: "*", 302: "stranger"}),
    Row("contests:entry-replace", of("mine"), {200: "zhao", 404: "*", 302: "stranger"}),
    Row(
        "contests:former-file",
        lambda w: {"uid": w.filed.uid, "version": 1},
        {200: "qian", 404: "*", 302: "stranger"},
    ),
    Row("contests:entry-withdraw", of("mine"), {302: "zhao stranger", 404: "*"}, method="post"),
)
