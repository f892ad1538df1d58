"""Import files: every file wholly or not at all, all of them in one transaction, faults named one by one."""

import dataclasses
import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from django.db import transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit import services as audit
from xuezuo.platform.audit.services import use_case
from xuezuo.study.library import events
from xuezuo.study.library.exchange.incoming import Incoming, incoming_in
from xuezuo.study.library.exchange.reading import read_article
from xuezuo.study.library.exchange.report import ImportReport, Outcome
from xuezuo.study.library.exchange.sheet import Unreadable
from xuezuo.study.library.models import Batch, Material
from xuezuo.study.library.policies import MATERIAL_KEEP
from xuezuo.study.library.services.files import kind_of, limit_of, store
from xuezuo.study.library.services.grouping import group_new
from xuezuo.study.library.services.rows import Draft, Keeping, materials_insert, refresh_statistics
from xuezuo.study.library.types import Article, MaterialKind

_CHUNK: Final = 100  # files in memory at once
_ORIGINALS: Final = {".pdf", ".docx"}
_SHOWN: Final = 3  # names of files; the report has them all
_NAMED: Final = 180
_MANY: Final = 500  # new materials: the planner should know of them
_PIECE: Final = 1024 * 1024


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported.

    Attributes:
        unit_id: who will keep the materials.
        paths: files, folders or archives, each with the name that people know it by.
        tags: for all of them.
        dry_run: look only.
        progress: told (step, done, total); may raise to stop everything.
    """

    unit_id: int
    paths: Sequence[tuple[Path, str]]
    tags: tuple[str, ...] = ()
    dry_run: bool = False
    progress: Callable[[str, int, int], None] = _nobody

    @property
    def name(self) -> str:
        """What the import is called."""
        names = [name for _, name in self.paths]
        more = f"等 {len(names)} 个文件" if len(names) > _SHOWN else ""
        return "、".join(names[:_SHOWN])[:_NAMED] + more


class _OnlyLooked(Exception):
    """Undoes a dry run."""


@use_case("library.materials_import")
def materials_import(*, actor: Actor, request: ImportRequest, at: dt.datetime) -> ImportReport:
    """Import every file that can be read and name every one that cannot; a dry run writes nothing.

    A file that the unit has already (the same bytes) is left as it is, also when somebody has corrected its material
    since. Texts alike are put into groups.

    Raises:
        NotFound, Forbidden: the actor may not keep materials there.
        ImportRefused: an archive as a whole cannot be read.
    """
    require_unit(actor, MATERIAL_KEEP, request.unit_id, civil_date(at))
    report = ImportReport(dry_run=request.dry_run)
    try:
        with transaction.atomic():
            _Run(actor, request, at, report).work()
            if request.dry_run:
                raise _OnlyLooked
    except _OnlyLooked:
        report.batch = ""
    return report


class _Run:
    """One import on its way."""

    def __init__(self, actor: Actor, request: ImportRequest, at: dt.datetime, report: ImportReport) -> None:
        self._actor, self._request, self._at, self.report = actor, request, at, report
        self._last = civil_date(at)
        counts = {"files": 0, "created": 0, "unchanged": 0, "faults": 0}
        made = {"uid": new_id(), "applied_at": at, "applied_by": actor.account_id}
        self._batch = Batch.objects.create(unit_id=request.unit_id, name=request.name, **made, **counts)
        self._keeping = Keeping(
            request.unit_id, request.unit_id, actor.account_id, at, request.tags, batch_id=self._batch.pk
        )

    def work(self) -> None:
        """Read and keep all files, chunk by chunk."""
        files = [file for path, name in self._request.paths for file in incoming_in(path, name)]
        for number, chunk in enumerate(itertools.batched(files, _CHUNK)):
            self._request.progress("正在读取和登记资料", number * _CHUNK, len(files))
            self._take(chunk)
        self._request.progress("正在整理", len(files), len(files))
        self._finish()

    def _take(self, chunk: Iterable[Incoming]) -> None:
        drafts: list[tuple[Incoming, Draft]] = []
        digests = [(file, _digest(file)) for file in chunk]
        known = self._known([digest for _, digest in digests])
        for file, digest in digests:
            if file.leads_out:
                self._fault(file, "library.leads_out", "文件名指向压缩包以外的位置，已跳过。请改名后重新压缩。")
                continue
            if digest in known:
                self.report.outcomes.append(_unchanged(file, known[digest]))
                continue
            try:
                draft = self._draft(file, digest)
            except Unreadable as fault:
                self._fault(file, fault.code, fault.message)
                continue
            drafts.append((file, draft))
            known[digest] = (draft.article.title, False)
        self._keep(drafts)

    def _known(self, digests: list[str]) -> dict[str, tuple[str, bool]]:
        """Return digest -> (title, was withdrawn) of files that the unit has."""
        rows = Material.objects.filter(unit_id=self._request.unit_id, file_sha256__in=digests)
        found = rows.order_by("-withdrawn_at").values_list("file_sha256", "title", "withdrawn_at")
        return {digest: (title, withdrawn is not None) for digest, title, withdrawn in found}

    def _draft(self, file: Incoming, digest: str) -> Draft:
        if file.is_recording:
            kind = kind_of(file.name)
            if file.size > limit_of(kind):
                limit = limit_of(kind) // 1024**2
                message = f"{kind.label}文件超过本站规定的 {limit} MB。请压缩后再导入，或请管理员调整设置。"
                raise Unreadable("library.attachment_too_large", message)
            return Draft(Article(title=file.stem[:200], paragraphs=()), kind, file.name, digest)
        return Draft(read_article(file, file.read(), self._last), MaterialKind.ARTICLE, file.name, digest)

    def _keep(self, drafts: list[tuple[Incoming, Draft]]) -> None:
        if not drafts:
            return
        try:
            with transaction.atomic():
                made = materials_insert([draft for _, draft in drafts], self._keeping)
                self._attach(drafts, made)
        except _Refused as refused:  # a recording whose content is none: once more without it
            self._fault(refused.file, refused.code, refused.message)
            self._keep([(file, draft) for file, draft in drafts if file != refused.file])
            return
        leaders = group_new(made)
        for (file, draft), material in zip(drafts, made, strict=True):
            leader = leaders.get(material.pk)
            self.report.outcomes.append(_created(file, draft, leader.title if leader else ""))

    def _attach(self, drafts: list[tuple[Incoming, Draft]], made: list[Material]) -> None:
        """Keep recordings, and the originals of what was taken from documents."""
        if self._request.dry_run:
            return
        for (file, draft), material in zip(drafts, made, strict=True):
            is_recording = draft.kind is not MaterialKind.ARTICLE
            if not is_recording and file.suffix not in _ORIGINALS:
                continue
            try:
                with file.open() as content:
                    store(material, file.name, content, self._at)
            except DomainError as error:
                if is_recording:
                    raise _Refused(file, error.code, error.message) from None

    def _fault(self, file: Incoming, code: str, message: str) -> None:
        self.report.outcomes.append(Outcome(file.name, "fault", code=code, message=message))

    def _finish(self) -> None:
        report, batch = self.report, self._batch
        if report.created >= _MANY:
            refresh_statistics()
        batch.files, batch.created = report.files, report.created
        batch.unchanged, batch.faults = report.unchanged, report.faults
        batch.save(update_fields=["files", "created", "unchanged", "faults"])
        report.batch = str(batch.uid)
        audit.record(
            events.MATERIALS_IMPORTED,
            actor=self._actor,
            subject=("library.batch", batch.uid),
            at=self._at,
            unit_id=self._request.unit_id,
            after={"files": report.files, "created": report.created, "faults": report.faults},
        )


class _Refused(Exception):
    """A recording that may not be kept."""

    def __init__(self, file: Incoming, code: str, message: str) -> None:
        self.file, self.code, self.message = file, code, message
        super().__init__(code)


def _digest(file: Incoming) -> str:
    digest = hashlib.sha256()
    with file.open() as content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _unchanged(file: Incoming, there: tuple[str, bool]) -> Outcome:
    title, withdrawn = there
    message = "这个文件的资料已被撤下，没有再次导入。" if withdrawn else ""
    return Outcome(file.name, "unchanged", title=title, code="library.withdrawn" if withdrawn else "", message=message)


def _created(file: Incoming, draft: Draft, like: str) -> Outcome:
    article = draft.article
    facts: dict[str, str | int] = {
        "author": article.author,
        "source": article.source,
        "published_on": article.published_on.isoformat() if article.published_on else "",
        "language": article.language,
        "signs": len(article.body),
        "left_out": len(article.removed),
        "unread": "".join(article.unread),
    }
    return Outcome(file.name, "created", title=article.title, like=like, facts=facts)
