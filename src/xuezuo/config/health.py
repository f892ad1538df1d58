"""What `xuezuo doctor` looks at: each probe yields findings with a code, what is wrong, and what to do about it."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.checks import ERROR, run_checks
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from xuezuo.config import checks, database, keys
from xuezuo.config.postgres.choice import Choice
from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.exchange import keyring

_FREE_BYTES = 1_000_000_000
_LATE = 3600  # seconds after which the keys of a poll that is over should be gone


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (error) or should be looked at (warning)."""

    level: str
    code: str
    message: str
    hint: str = ""


type Probe = Callable[[Choice, Path], Iterator[Finding]]


def settings_are_safe(_choice: Choice, _folder: Path) -> Iterator[Finding]:
    """System checks of Django and of the house."""
    for message in (*run_checks(), *checks.check_serving()):
        level = "error" if message.level >= ERROR else "warning"
        yield Finding(level, message.id or "check", str(message.msg), message.hint or "")


def schema_is_current(choice: Choice, _folder: Path) -> Iterator[Finding]:
    """No migration waits."""
    with database.as_role(choice.owner):
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            "error", "schema.behind", f"有 {len(waiting)} 项数据库结构变更没有执行。", "先备份，再执行 xuezuo migrate。"
        )


def strangers_see_nobody(choice: Choice, _folder: Path) -> Iterator[Finding]:
    """Row-level security holds for the role that serves: without an actor it sees no member."""
    with database.as_role(choice.app), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('org_member') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return
        cursor.execute("SELECT EXISTS (SELECT 1 FROM org_member)")
        if cursor.fetchone() != (False,):
            yield Finding("error", "rls.open", "应用角色不表明身份也能看到党员。", "执行 xuezuo migrate 恢复行级保护。")


def keys_are_its_own(_choice: Choice, folder: Path) -> Iterator[Finding]:
    """The keys at hand are those the database was filled with."""
    if keys.is_filled():
        with acting_as(SYSTEM), transaction.atomic():
            if found := keys.problems(folder):
                yield Finding("error", "keys.foreign", found, keys.hint())


def ballots_can_be_opened(_choice: Choice, folder: Path) -> Iterator[Finding]:
    """The private keys of running polls lie in this folder, nobody else reads them, and none outlives its poll."""
    if "ballots_poll" not in connection.introspection.table_names():
        return
    with acting_as(SYSTEM), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT uid FROM ballots_poll WHERE state IN ('open', 'sealed') AND mode <> 'paper'")
        running = [uid for (uid,) in cursor.fetchall()]
    if missing := sum(not keyring.is_complete(folder, uid) for uid in running):
        yield Finding(
            "error",
            "ballots.keys_missing",
            f"{missing} 次正在进行的电子投票的密钥不在数据文件夹 {folder}：这台机器不能发票，也不能计票。",
            "几台机器一起服务时，数据文件夹要放在共享的磁盘上；恢复过备份的，这些投票只能作废重投。",
        )
    if keyring.is_open_to_others(folder):
        yield Finding(
            "error",
            "ballots.keys_open",
            f"{folder}/ballots 可被其他用户读取：拿到其中的密钥就能打开票箱。",
            f"chmod -R go= {folder}/ballots",
        )
    if left := keyring.others(folder, running, clock.now().timestamp() - _LATE):
        yield Finding(
            "warning",
            "ballots.keys_left",
            f"{len(left)} 个密钥文件属于已经结束的投票，还没有销毁。",
            "启动 xuezuo serve 或 xuezuo worker，一分钟内会销毁；仍在的请检查文件夹的权限。",
        )


def there_is_room(_choice: Choice, folder: Path) -> Iterator[Finding]:
    """The disk of the data folder is not nearly full."""
    free = shutil.disk_usage(folder).free
    if free < _FREE_BYTES:
        yield Finding(
            "warning", "disk.low", f"数据文件夹所在磁盘只剩 {free // 1_000_000} MB。", "清理磁盘，或移走旧备份。"
        )


PROBES: tuple[Probe, ...] = (
    settings_are_safe,
    schema_is_current,
    strangers_see_nobody,
    keys_are_its_own,
    ballots_can_be_opened,
    there_is_room,
)


def examine(choice: Choice, folder: Path) -> list[Finding]:
    """Return the findings of every probe."""
    return [finding for probe in PROBES for finding in probe(choice, folder)]
