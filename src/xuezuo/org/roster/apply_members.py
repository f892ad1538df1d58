"""Writing the members of a plan in bulk, and corrections of known ones one by one."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.db import connection

from xuezuo.kernel.ids import new_id
from xuezuo.org.pinyin import Reading, reading_of_person
from xuezuo.org.roster.journal import Journal
from xuezuo.org.roster.lines import MemberLine
from xuezuo.org.roster.plan import Correction, Plan
from xuezuo.platform.crypto import bound, lookup_hash, seal
from xuezuo.platform.db.bulk import bulk_insert, next_ids, range_text

_MEMBER: Final = (
    "id", "uid", "number", "name", "pinyin", "initials", "sex", "nation", "born_on", "education", "joined_on",
    "full_on", "batch_id",
)  # fmt: skip
_IDENTITY: Final = ("member_id", "id_number", "id_number_hash", "phone", "phone_hash")
_STAGE: Final = ("id", "member_id", "stage", "during")
_AFFILIATION: Final = ("id", "member_id", "unit_id", "kind", "during", "batch_id")
_POST: Final = ("id", "member_id", "unit_id", "kind", "title", "during", "batch_id")
_TICK: Final = 5_000
_FIELDS: Final = {"born": "born_on", "full": "full_on"}


class MemberWriter:
    """Writes the members of one batch."""

    def __init__(self, plan: Plan, members: Mapping[str, int], units: Mapping[str, int], journal: Journal) -> None:
        """`members` and `units` give the ids of what is known, by number and code."""
        self._plan = plan
        self._ids = dict(members)
        self._units = units
        self._journal = journal
        self._readings: dict[str, Reading] = {}

    def write(self, tick: Callable[[int], None]) -> Iterator[int]:
        """Write everything; yields how many rows of the plan the step has just written, `tick` of more within one."""
        lines = self._plan.new_members
        ids = next_ids("org_member", len(lines))
        uids = [new_id() for _ in lines]
        for line, member_id in zip(lines, ids, strict=True):
            self._ids[line.number or ""] = member_id
        if lines:
            yield bulk_insert("org_member", _MEMBER, self._persons(lines, uids, tick))
            bulk_insert("org_memberidentity", _IDENTITY, self._identities(lines, uids))
        for correction in self._plan.corrections:
            self._correct(correction)
        yield len(self._plan.corrections)
        yield self._write_stages()
        yield self._write_affiliations()
        yield self._write_posts()

    def _persons(
        self, lines: list[MemberLine], uids: list[uuid.UUID], tick: Callable[[int], None]
    ) -> Iterator[tuple[object, ...]]:
        batch = self._journal.batch_id
        for count, (line, uid) in enumerate(zip(lines, uids, strict=True), start=1):
            if not count % _TICK:
                tick(count)
            reading = self._reading(line.name or "")
            yield (
                self._ids[line.number or ""], uid, line.number, line.name, reading.pinyin, reading.initials, line.sex,
                line.nation or "", line.born, line.education or "", line.joined, line.full, batch,
            )  # fmt: skip

    def _reading(self, name: str) -> Reading:
        found = self._readings.get(name)
        if found is None:
            full = reading_of_person(name)
            found = self._readings[name] = Reading(full.pinyin[:300], full.initials[:60])
        return found

    def _identities(self, lines: list[MemberLine], uids: list[uuid.UUID]) -> Iterator[tuple[object, ...]]:
        for line, uid in zip(lines, uids, strict=True):
            if line.id_number or line.phone:
                yield self._ids[line.number or ""], *sealed_identity(uid, line.id_number, line.phone)

    def _write_stages(self) -> int:
        stages = self._plan.new_stages
        self._journal.end_rows("org_stage", self._plan.ended_stages)
        self._journal.add("ended:org_stage", [row_id for row_id, _ in self._plan.ended_stages])
        ids = next_ids("org_stage", len(stages))
        known = {line.number for line in self._plan.new_members}
        self._journal.add(
            "new_stages", [row_id for row_id, one in zip(ids, stages, strict=True) if one.number not in known]
        )
        rows = (
            (row_id, self._ids[one.number], one.stage, range_text(one.start, one.end))
            for row_id, one in zip(ids, stages, strict=True)
        )
        return bulk_insert("org_stage", _STAGE, rows) if stages else 0

    def _write_affiliations(self) -> int:
        new, batch = self._plan.new_affiliations, self._journal.batch_id
        self._journal.end_rows("org_affiliation", self._plan.ended_affiliations)
        self._journal.add("ended:org_affiliation", [row_id for row_id, _ in self._plan.ended_affiliations])
        ids = next_ids("org_affiliation", len(new))
        rows = (
            (row_id, self._ids[one.number], self._units[one.unit], one.kind, range_text(one.start, one.end), batch)
            for row_id, one in zip(ids, new, strict=True)
        )
        return bulk_insert("org_affiliation", _AFFILIATION, rows) if new else 0

    def _write_posts(self) -> int:
        new, batch = self._plan.new_posts, self._journal.batch_id
        self._journal.end_rows("org_post", self._plan.ended_posts)
        self._journal.add("ended:org_post", [row_id for row_id, _ in self._plan.ended_posts])
        ids = next_ids("org_post", len(new))
        rows = (
            (row_id, self._ids[one.number], self._units[one.unit], one.kind, one.title,
             range_text(one.start, one.end), batch)
            for row_id, one in zip(ids, new, strict=True)
        )  # fmt: skip
        return bulk_insert("org_post", _POST, rows) if new else 0

    def _correct(self, correction: Correction) -> None:
        member, values = correction.member, dict(correction.values)
        secret = {key: str(values.pop(key)) for key in ("id_number", "phone") if key in values}
        columns: dict[str, str | dt.date] = {}
        for key, value in values.items():
            before = getattr(member, key)
            text = before.isoformat() if isinstance(before, dt.date) else before
            self._journal.seal_before(member.id, key, text)
            columns[_FIELDS.get(key, key)] = value
        if "name" in values:
            reading = self._reading(str(values["name"]))
            columns.update(pinyin=reading.pinyin, initials=reading.initials)
        with connection.cursor() as cursor:
            if columns:
                assigned = ", ".join(f"{name} = %s" for name in columns)
                cursor.execute(f"UPDATE org_member SET {assigned} WHERE id = %s", [*columns.values(), member.id])
            for key, value in secret.items():
                self._replace_secret(member.id, key, value)

    def _replace_secret(self, member_id: int, key: str, value: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT m.uid, encode(i.{key}, 'base64'), encode(i.{key}_hash, 'base64') FROM org_member m "
                "LEFT JOIN org_memberidentity i ON i.member_id = m.id WHERE m.id = %s",
                [member_id],
            )
            uid, before, before_hash = cursor.fetchone()
            self._journal.seal_before(member_id, key, before)
            self._journal.seal_before(member_id, f"{key}_hash", before_hash)
            sealed, digest = _sealed(uid, key, value)
            cursor.execute(
                f"INSERT INTO org_memberidentity (member_id, {key}, {key}_hash) VALUES (%s, %s, %s) "
                f"ON CONFLICT (member_id) DO UPDATE SET {key} = excluded.{key}, {key}_hash = excluded.{key}_hash",
                [member_id, sealed, digest],
            )


def _sealed(uid: uuid.UUID, field: str, value: str | None) -> tuple[bytes | None, bytes | None]:
    if not value:
        return None, None
    return seal(value, place=bound("org.identity", field, uid)), lookup_hash(value, purpose=field)


def sealed_identity(
    uid: uuid.UUID, id_number: str | None, phone: str | None
) -> tuple[bytes | None, bytes | None, bytes | None, bytes | None]:
    """Return the stored form of identity number and phone: sealed, keyed hash, sealed, keyed hash."""
    return (*_sealed(uid, "id_number", id_number), *_sealed(uid, "phone", phone))
