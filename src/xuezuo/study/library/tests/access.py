"""Who may open the pages of the library."""

import dataclasses
import io

from tests.support.access import INSIDE, REST, Row, World

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.jobs.folders import make_folder
from xuezuo.platform.jobs.models import Job, JobState
from xuezuo.study.library.exchange.finished import IMPORT, REPORT
from xuezuo.study.library.exchange.report import ImportReport
from xuezuo.study.library.services import file_attach, material_correct
from xuezuo.study.library.tests import factories, texts

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
KEEPERS = "wang li"  # of the office branch
SEES = {404: "zheng zhou", 403: "feng", 302: "stranger"}


def prepare(world: World) -> None:
    """Make two texts alike and a corrected one in the office branch, with a file, and a finished import."""
    office, cast = world.cast.office, world.cast
    world.text = factories.material(office)
    world.twin = factories.material(office, texts.TITLE + "（摘登）", texts.PARAGRAPHS[:-1])
    changed = dataclasses.replace(factories.article(), title="青禾县把党课搬到田间地头（更正）")
    material_correct(actor=SYSTEM, material=world.text, article=changed, reason="标题有误", at=factories.AT)
    content = io.BytesIO(PDF)
    world.paper = file_attach(actor=SYSTEM, material=world.text, name="a.pdf", content=content, at=factories.AT)
    world.load = Job.objects.create(
        uid=new_id(), kind=IMPORT, account_id=cast.account(cast.wang).pk, state=JobState.DONE, created_at=factories.AT
    )
    (make_folder(world.load.uid) / REPORT).write_text(ImportReport().as_json(), encoding="utf-8")


def one(world: World) -> dict[str, object]:
    return {"uid": world.text.uid}


def twin(world: World) -> dict[str, object]:
    return {"uid": world.twin.uid}


def both(world: World) -> dict[str, object]:
    return {"uid": world.text.uid, "other": world.twin.uid}


def file(world: World) -> dict[str, object]:
    return {"uid": world.text.uid, "file": world.paper.uid}


def load(world: World) -> dict[str, object]:
    return {"uid": world.load.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "重新核对"}


KEEP = {200: KEEPERS, 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
KEPT = {302: f"{KEEPERS} stranger", 403: "zhao qian wu sun feng", 404: "zheng zhou"}
READ = {200: INSIDE, **SEES}

ROWS = (
    Row("library:material-list", expected={200: f"{INSIDE} zheng zhou", 403: "feng", 302: "stranger"}),
    Row("library:material-detail", one, READ),
    Row("library:material-compare", both, READ),
    Row("library:file-read", file, READ),
    Row("library:version-detail", lambda w: {"uid": w.text.uid, "number": 1}, KEEP),
    Row("library:material-add", expected={200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}),
    Row(
        "library:materials-import", expected={200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}
    ),
    Row(
        "library:materials-imported",
        load,
        {200: "wang", 404: "li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"},
    ),
    Row(
        "library:materials-report",
        load,
        {200: "wang", 404: "li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"},
    ),
    Row("library:material-correct", one, KEEP),
    Row("library:material-tag", one, KEEP),
    Row("library:material-tag", one, KEPT, method="post", data=lambda _: {"tags": "党课"}),
    Row(
        "library:material-share",
        one,
        {200: "wang li wu", 403: "zhao qian sun feng", 404: "zheng zhou", 302: "stranger"},
    ),
    Row("library:material-withdraw", one, KEEP),
    Row("library:material-withdraw", one, KEPT, method="post", data=why),
    Row("library:file-attach", one, KEEP),
    Row("library:file-remove", file, KEPT, method="post"),
    Row("library:group-lead", twin, {302: "wang wu stranger", 403: REST, 404: "zheng zhou"}, method="post"),
    Row("library:group-leave", twin, {200: "wang wu", 403: REST, 404: "zheng zhou", 302: "stranger"}),
    Row("library:group-leave", twin, {302: "wang wu stranger", 403: REST, 404: "zheng zhou"}, method="post", data=why),
)
