"""Attachments of activities: stored by `platform.files`, permitted and audited here."""

import datetime as dt
import uuid
from typing import IO

from xuezuo.life import events as facts
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services.checks import check_state, lock_for
from xuezuo.life.services.planning import audit
from xuezuo.life.types import FILES, State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.files import queries as files
from xuezuo.platform.files import services as storage
from xuezuo.platform.files.models import StoredFile


@use_case("life.file_attach")
def file_attach(*, actor: Actor, activity: Activity, name: str, content: IO[bytes], at: dt.datetime) -> StoredFile:
    """Attach a file to the activity.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: void.
        FileTooLarge, FileTypeRefused: the file may not be kept.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.DRAFT, State.CALLED, State.HELD, State.CONFIRMED), "上传附件", "")
    owner = storage.Owner(FILES, activity.uid, activity.unit_id)
    stored = storage.file_store(owner=owner, name=name, content=content, at=at)
    audit(facts.FILE_ATTACHED, actor, activity, at, file=str(stored.uid), size=stored.size)
    return stored


@use_case("life.file_remove")
def file_remove(*, actor: Actor, activity: Activity, uid: uuid.UUID, at: dt.datetime) -> StoredFile:
    """Take an attachment out of sight.

    Raises:
        NotFound, Forbidden: no such file, or the actor may not record for the unit.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    stored = files.file_of(FILES, activity.uid, uid)
    storage.file_remove(stored=stored, at=at)
    audit(facts.FILE_REMOVED, actor, activity, at, file=str(uid))
    return stored


@use_case("life.file_read")
def file_read(*, actor: Actor, activity: Activity, uid: uuid.UUID, at: dt.datetime) -> tuple[StoredFile, bytes]:
    """Read an attachment for an actor who may see the activity (its door was passed by the caller); who read is noted.

    Raises:
        NotFound: no such file.
        FileLost: its content is missing.
    """
    stored = files.file_of(FILES, activity.uid, uid)
    content = storage.file_content(stored)
    audit(facts.FILE_READ, actor, activity, at, file=str(uid))
    return stored, content
