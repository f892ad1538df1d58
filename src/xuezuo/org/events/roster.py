"""Events and audit names of roster files."""

import dataclasses
import uuid

from xuezuo.platform.audit.names import register_name

ROSTER_IMPORTED = register_name("org.roster_imported", "导入花名册")
ROSTER_REVOKED = register_name("org.roster_revoked", "撤回花名册导入")
ROSTER_EXPORTED = register_name("org.roster_exported", "导出花名册")


@dataclasses.dataclass(frozen=True, slots=True)
class RosterImported:
    """A roster file was applied; units, members and their dated relations changed."""

    batch_uid: uuid.UUID


@dataclasses.dataclass(frozen=True, slots=True)
class RosterRevoked:
    """An applied roster file was taken back."""

    batch_uid: uuid.UUID
