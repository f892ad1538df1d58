"""Taking back an applied roster file as a whole, as long as nothing later rests on it."""

import base64
import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db import connection, models

from xuezuo.kernel.errors import NotFound
from xuezuo.org.errors.roster import ReasonMissing, RosterBatchInUse, RosterBatchRevoked
from xuezuo.org.events.roster import ROSTER_REVOKED, RosterRevoked
from xuezuo.org.models import Affiliation, Edge, Member, Post, RosterBatch, StructuralChange, Unit
from xuezuo.org.pinyin import reading_of, reading_of_person
from xuezuo.org.policies import ROSTER_IMPORT
from xuezuo.org.roster.journal import sealed_before
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.services.structure.frame import lock_structure
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.events import publish_on_commit

# Rows of the batch's own units and members that go with them.
_OWN: Final = frozenset({
    "org.UnitName", "org.Edge", "org.Closure", "org.MemberIdentity", "org.Stage", "org.StructuralChange",
    "org.Affiliation", "org.Post",
})  # fmt: skip
_REOPENED: Final = ("org_affiliation", "org_post", "org_stage", "org_unitname", "org_edge")


@use_case("org.roster_revoke")
def roster_revoke(*, actor: Actor, batch_uid: uuid.UUID, reason: str, at: dt.datetime) -> RosterBatch:
    """Undo everything that a batch made, ended or corrected, in one transaction.

    The caller has checked that the actor may import rosters for the whole tree the batch touched.

    Raises:
        NotFound: no such batch.
        ReasonMissing: without a reason.
        RosterBatchRevoked: taken back before.
        RosterBatchInUse: naming what rests on the batch: meetings, log-ins, transfers, later rosters.
    """
    if not reason.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        lock_structure()
        batch = RosterBatch.objects.select_for_update().filter(uid=batch_uid).first()
        if batch is None:
            raise NotFound
        if batch.revoked_at is not None:
            raise RosterBatchRevoked
        users = list(_what_rests_on(batch))
        if users:
            raise RosterBatchInUse(what="、".join(users))
        touched = _undo_changes(batch)
        _delete_new(batch)
        if touched:
            closure_rebuild(touched)
        batch.revoked_at = at
        batch.journal = {}
        batch.save(update_fields=["revoked_at", "journal"])
    subject, unit_id = ("org.roster_batch", batch.uid), min(ROSTER_IMPORT.nodes(actor), default=None)
    record(ROSTER_REVOKED, actor=actor, subject=subject, at=at, unit_id=unit_id, reason=reason)
    publish_on_commit(RosterRevoked(batch.uid))
    return batch


def _what_rests_on(batch: RosterBatch) -> Iterator[str]:
    """Name, with counts, the rows of any room that refer to the batch's units or members and are not its own."""
    units, members = Unit.objects.filter(batch=batch), Member.objects.filter(batch=batch)
    for model in apps.get_models():
        count = 0
        for field in model._meta.concrete_fields:  # noqa: SLF001  # CONFIG: Django documents `_meta`
            if field.related_model is Unit:
                count += _foreign_rows(model, batch).filter(**{f"{field.name}__in": units}).count()
            elif field.related_model is Member:
                count += _foreign_rows(model, batch).filter(**{f"{field.name}__in": members}).count()
        if count:
            yield f"{_words(model)} {count} 条"
    if accounts := members.filter(account__isnull=False).count():
        yield f"登录账号 {accounts} 个"
    if later := RosterBatch.objects.filter(pk__gt=batch.pk, revoked_at=None).exclude(journal={}).count():
        yield f"其后导入的花名册 {later} 批（请先撤回后导入的）"


def _foreign_rows(model: type[models.Model], batch: RosterBatch) -> models.QuerySet[models.Model]:
    """Return the rows of a model that the batch did not make."""
    rows = model._default_manager.all()  # noqa: SLF001  # CONFIG: Django documents it
    if model in {Affiliation, Post}:
        return rows.exclude(batch=batch)
    if model is Edge:
        return rows.exclude(unit__batch=batch).exclude(pk__in=_ids(batch, "new_edges", "edges"))
    if model is StructuralChange:
        return rows.exclude(pk__in=_ids(batch, "structural_changes"))
    return rows.none() if _label(model) in _OWN else rows


def _words(model: type[models.Model]) -> str:
    known = {"org.Affiliation": "组织关系", "org.Post": "职务", "org.Edge": "下级组织", "org.Transfer": "组织关系转接",
             "org.Invitation": "登录邀请", "org.Term": "任期", "org.StructuralChange": "组织设置变动",
             "life.Activity": "组织生活", "life.Attendance": "出勤"}  # fmt: skip
    return known.get(_label(model), _label(model))


def _label(model: type[models.Model]) -> str:
    return model._meta.label  # noqa: SLF001  # CONFIG: Django documents `_meta`


def _ids(batch: RosterBatch, *topics: str) -> list[int]:
    """Return row ids noted in the journal; corrected rows stand there as [id, before]."""
    noted = [note for topic in topics for note in batch.journal.get(topic, [])]
    return [note[0] if isinstance(note, list) else note for note in noted]


def _undo_changes(batch: RosterBatch) -> list[int]:
    """Bring back what was there before; returns the units whose closure has to be made anew."""
    journal = batch.journal
    touched = list(_ids(batch, "dissolved"))
    with connection.cursor() as cursor:
        for topic, table in (("new_names", "org_unitname"), ("new_stages", "org_stage"),
                             ("structural_changes", "org_structuralchange")):  # fmt: skip
            cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [_ids(batch, topic)])
        cursor.execute("DELETE FROM org_edge WHERE id = ANY(%s) RETURNING unit_id", [_ids(batch, "new_edges")])
        touched += [row[0] for row in cursor.fetchall()]
        for unit_id, before in journal.get("unit_types", []):
            cursor.execute("UPDATE org_unit SET unit_type = %s WHERE id = %s", [before, unit_id])
        for edge_id, parent_id in journal.get("edges", []):
            cursor.execute("UPDATE org_edge SET parent_id = %s WHERE id = %s RETURNING unit_id", [parent_id, edge_id])
            touched += [row[0] for row in cursor.fetchall()]
        for name_id, before in journal.get("names", []):
            reading = reading_of(before)
            cursor.execute(
                "UPDATE org_unitname SET name = %s, pinyin = %s, initials = %s WHERE id = %s",
                [before, reading.pinyin[:500], reading.initials[:120], name_id],
            )
    _delete_new_places(batch)
    _reopen(batch)
    _restore_persons(batch)
    return touched


def _delete_new_places(batch: RosterBatch) -> None:
    """Posts and affiliations go before former ones are opened again: one formal place a day."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM org_post WHERE batch_id = %s", [batch.pk])
        cursor.execute("DELETE FROM org_affiliation WHERE batch_id = %s", [batch.pk])


def _reopen(batch: RosterBatch) -> None:
    """Open the end of every row that the batch ended; all of them were open before."""
    ended = {"org_unitname": _ids(batch, "ended_names"), "org_edge": _ids(batch, "ended_edges")}
    with connection.cursor() as cursor:
        for table in _REOPENED:
            ids = ended.get(table, []) + _ids(batch, f"ended:{table}")
            cursor.execute(f"UPDATE {table} SET during = daterange(lower(during), NULL) WHERE id = ANY(%s)", [ids])
        cursor.execute(
            "UPDATE org_unit SET during = daterange(lower(during), NULL) WHERE id = ANY(%s)",
            [_ids(batch, "dissolved")],
        )


_COLUMNS: Final = {
    "name": "name", "sex": "sex", "nation": "nation", "born": "born_on", "education": "education", "full": "full_on"
}  # fmt: skip


def _restore_persons(batch: RosterBatch) -> None:
    with connection.cursor() as cursor:
        for member_id, field, before in sealed_before(batch.journal, batch.uid):
            if field in _COLUMNS:
                cursor.execute(f"UPDATE org_member SET {_COLUMNS[field]} = %s WHERE id = %s", [before, member_id])
            else:
                value = base64.b64decode(before) if before else None
                cursor.execute(
                    f"UPDATE org_memberidentity SET {_secret_column(field)} = %s WHERE member_id = %s",
                    [value, member_id],
                )
            if field == "name" and before:
                reading = reading_of_person(before)
                cursor.execute(
                    "UPDATE org_member SET pinyin = %s, initials = %s WHERE id = %s",
                    [reading.pinyin[:300], reading.initials[:60], member_id],
                )


def _secret_column(field: str) -> str:
    if field not in {"id_number", "id_number_hash", "phone", "phone_hash"}:
        raise ValueError(field)  # the journal is sealed; anything else in it would be a bug
    return field


def _delete_new(batch: RosterBatch) -> None:
    """Delete the batch's members and units with all that hangs on them, children first."""
    with connection.cursor() as cursor:
        for table in ("org_memberidentity", "org_stage"):
            cursor.execute(
                f"DELETE FROM {table} WHERE member_id IN (SELECT id FROM org_member WHERE batch_id = %s)", [batch.pk]
            )
        cursor.execute("DELETE FROM org_member WHERE batch_id = %s", [batch.pk])
        for table in ("org_closure", "org_edge", "org_unitname", "org_structuralchange"):
            column = "descendant_id" if table == "org_closure" else "unit_id"
            cursor.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM org_unit WHERE batch_id = %s)", [batch.pk]
            )
        cursor.execute("DELETE FROM org_unit WHERE batch_id = %s", [batch.pk])
