"""Refusing to work on a database with keys that are not its own."""

from pathlib import Path

from django.db import connection, transaction

from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.crypto import Unreadable, check_known
from xuezuo.platform.crypto.keyprints import LOOKUP, Mismatch, mismatches, remember_keys

_WORDS = {"field": "加密密钥（field_key）", "lookup": "检索密钥（lookup_key）"}
_HINT = (
    "请用 --data（或 XUEZUO_DATA）指向与这个数据库配套的数据文件夹，或从备份取回其中的 secrets.json；"
    "更换过加密密钥的，把旧密钥写入 XUEZUO_FIELD_KEYS_OLD。"
)


class WrongKeys(DatabaseProblem):
    """The keys of the data folder do not belong to the database."""


def check_keys(folder: Path) -> None:
    """Compare the keys at hand with those the database was filled with; its first keys are written down.

    Raises:
        WrongKeys: they differ; nothing was read or written.
    """
    if not is_filled():
        return
    with acting_as(SYSTEM), transaction.atomic():
        found = problems(folder)
        if found:
            raise WrongKeys(found + _HINT)
        remember_keys()


def problems(folder: Path) -> str:
    """Say which keys differ, by fingerprint; empty when none does."""
    found = mismatches()
    if found:
        return f"数据文件夹 {folder} 的密钥不是这个数据库的密钥：{'；'.join(map(_words, found))}。"
    with connection.cursor() as cursor:  # filled before fingerprints were kept
        cursor.execute("SELECT id_number FROM org_memberidentity WHERE id_number IS NOT NULL LIMIT 1")
        row = cursor.fetchone()
    try:
        if row is not None:
            check_known(row[0])
    except Unreadable:
        return f"数据文件夹 {folder} 的密钥打不开这个数据库里的证件号码。"
    return ""


def is_filled() -> bool:
    """Tell whether the database has the tables that this compares with."""
    return "crypto_keyprint" in connection.introspection.table_names()


def hint() -> str:
    """Return what to do about it."""
    return _HINT


def _words(one: Mismatch) -> str:
    lost = "，用它会找不到已有的号码" if one.use == LOOKUP else "，打不开已有的号码"
    return f"{_WORDS[one.use]}在数据库中登记的指纹是 {one.stored}，现有的是 {one.present}{lost}"
