"""Audit names of the duties room."""

from typing import Final

from xuezuo.platform.audit.names import register_name

HOURS_EXPORTED: Final = register_name("duties.hours_exported", "导出党员学时")
