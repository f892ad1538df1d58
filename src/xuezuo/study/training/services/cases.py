"""Cases: written by one person, published by another, withdrawn with a reason; attachments of cases and topics."""

import datetime as dt
import uuid
from typing import IO

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.files import queries as files
from xuezuo.platform.files import services as storage
from xuezuo.platform.files.models import StoredFile
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import NamesNotChecked, SecondPersonNeeded, WrongState
from xuezuo.study.training.models import Case
from xuezuo.study.training.policies import CASE_KEEP
from xuezuo.study.training.queries.cases import case_get_for
from xuezuo.study.training.services.checks import check_reason, check_text, note, put
from xuezuo.study.training.types import CASE_FILES, CaseSpec, CaseState


@use_case("training.case_make")
def case_make(*, actor: Actor, unit_id: int, spec: CaseSpec, at: dt.datetime) -> Case:
    """Write a case as a draft.

    Raises:
        NotFound, Forbidden: the actor may not keep cases of the unit.
        TextMissing: no title, text or source.
    """
    require_unit(actor, CASE_KEEP, unit_id, civil_date(at))
    return _write(actor, Case(uid=new_id(), unit_id=unit_id, made_at=at), spec, at)


@use_case("training.case_change")
def case_change(*, actor: Actor, case: Case, spec: CaseSpec, at: dt.datetime) -> Case:
    """Change a draft; who changes it has written it and cannot publish it.

    Raises:
        NotFound, Forbidden: the actor may not keep the case.
        WrongState: published already.
        TextMissing: no title, text or source.
    """
    return _write(actor, _locked(actor, case, CaseState.DRAFT, "修改", at), spec, at)


@use_case("training.case_publish")
def case_publish(*, actor: Actor, case: Case, names_are_checked: bool, at: dt.datetime) -> Case:
    """Publish a draft of somebody else, once nobody's name is in it.

    Raises:
        NotFound, Forbidden: the actor may not keep the case.
        WrongState: no draft.
        SecondPersonNeeded: the actor wrote it.
        NamesNotChecked: not said to be free of names.
    """
    case = _locked(actor, case, CaseState.DRAFT, "发布", at)
    if actor.account_id == case.written_by and actor.account_id is not None:
        raise SecondPersonNeeded(deed="发布", who="编写人")
    if not names_are_checked:
        raise NamesNotChecked
    case.state, case.published_at, case.published_by = CaseState.PUBLISHED, at, actor.account_id
    case.save(update_fields=["state", "published_at", "published_by"])
    note(facts.CASE_PUBLISHED, actor, ("training.case", case.uid), case.unit_id, at)
    return case


@use_case("training.case_withdraw")
def case_withdraw(*, actor: Actor, case: Case, reason: str, at: dt.datetime) -> Case:
    """Withdraw a published case; its keepers still see it with the reason.

    Raises:
        NotFound, Forbidden: the actor may not keep the case.
        WrongState: not published.
        ReasonMissing: no reason given.
    """
    case = _locked(actor, case, CaseState.PUBLISHED, "撤回", at)
    case.state, case.withdraw_reason = CaseState.WITHDRAWN, check_reason(reason)
    case.save(update_fields=["state", "withdraw_reason"])
    subject = ("training.case", case.uid)
    note(facts.CASE_WITHDRAWN, actor, subject, case.unit_id, at, reason=case.withdraw_reason)
    return case


@use_case("training.case_file_attach")
def case_file_attach(*, actor: Actor, case: Case, name: str, content: IO[bytes], at: dt.datetime) -> StoredFile:
    """Attach a file to a draft; who attaches has a part in writing it.

    Raises:
        NotFound, Forbidden: the actor may not keep the case.
        WrongState: no draft.
        FileTooLarge, FileTypeRefused: the file may not be kept.
    """
    case = _locked(actor, case, CaseState.DRAFT, "上传附件", at)
    owner = storage.Owner(CASE_FILES, case.uid, case.unit_id)
    stored = storage.file_store(owner=owner, name=name, content=content, at=at)
    case.written_by = actor.account_id
    case.save(update_fields=["written_by"])
    note(facts.FILE_ATTACHED, actor, ("training.case", case.uid), case.unit_id, at, file=str(stored.uid))
    return stored


@use_case("training.case_file_remove")
def case_file_remove(*, actor: Actor, case: Case, file: uuid.UUID, at: dt.datetime) -> StoredFile:
    """Remove a file of a draft; who removes has a part in writing it.

    Raises:
        NotFound, Forbidden: the actor may not keep the case, or no such file there.
        WrongState: no draft.
    """
    case = _locked(actor, case, CaseState.DRAFT, "移除附件", at)
    stored = storage.file_remove(stored=files.file_of(CASE_FILES, case.uid, file), at=at)
    case.written_by = actor.account_id
    case.save(update_fields=["written_by"])
    note(facts.FILE_REMOVED, actor, ("training.case", case.uid), case.unit_id, at, file=str(stored.uid))
    return stored


def file_of(owner_kind: str, owner: uuid.UUID, uid: uuid.UUID) -> tuple[str, str, bytes]:
    """Return name, media type and content of an attachment of something that came through its door.

    Raises:
        NotFound: no such file there.
        FileLost: its content is missing.
    """
    stored = files.file_of(owner_kind, owner, uid)
    return stored.name, stored.media_type, storage.file_content(stored)


def _write(actor: Actor, case: Case, spec: CaseSpec, at: dt.datetime) -> Case:
    case.title, case.source = check_text(spec.title, "标题"), check_text(spec.source, "来源")
    check_text(spec.text, "正文")
    case.kind, case.text = spec.kind, spec.text.strip()
    case.tags = list(dict.fromkeys(word[:20] for tag in spec.tags if (word := squeeze(tag))))
    case.written_by = actor.account_id
    put(case, "title", "source", "kind", "text", "tags", "written_by")
    note(facts.CASE_WRITTEN, actor, ("training.case", case.uid), case.unit_id, at)
    return case


def _locked(actor: Actor, case: Case, state: CaseState, deed: str, at: dt.datetime) -> Case:
    case_get_for(actor, case.uid, civil_date(at), to_keep=True)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.state != state:
        raise WrongState(state=CaseState(locked.state).label, deed=deed, hint="")
    return locked
