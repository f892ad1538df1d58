"""The functions behind `serve` and `worker`."""

import argparse

import django
from django.conf import settings
from django.core.checks import ERROR, CheckMessage
from django.db import connection
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector

from xuezuo.config import checks, static
from xuezuo.config.cli.registry import Needs
from xuezuo.config.cli.session import announce, session, use_data_folder
from xuezuo.config.cli.supervisor import Supervisor
from xuezuo.config.ports import require_free
from xuezuo.config.postgres import vault

THREADS = 4


def serve(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; refuse settings that are unsafe."""
    vault.ensure(use_data_folder())
    django.setup()
    if not is_safe(checks.check_serving(), insecure=arguments.insecure):
        return 1
    require_free(arguments.host, arguments.port)
    with session(Needs.WATCHED):
        run(arguments.host, arguments.port, workers=arguments.workers, with_jobs=not arguments.no_worker)
    return 0


def run(host: str, port: int, *, workers: int = 2, with_jobs: bool = True) -> None:
    """Collect static files, then keep web server and background worker running until told to stop."""
    static.collect(settings.STATIC_ROOT, settings.STATIC_URL)
    connection.close()
    commands = [web_command(host, port, workers)]
    if with_jobs:
        commands.append(["-m", "xuezuo.config.cli", "worker"])
    announce(f"学做：http://{host}:{port}/ （按 Ctrl-C 停止）")
    Supervisor(commands).run()


def is_safe(found: list[CheckMessage], *, insecure: bool) -> bool:
    """Tell the person what was found; without `--insecure` an error is a refusal."""
    for message in found:
        announce(f"{message.id}：{message.msg}{message.hint or ''}")
    errors = [message for message in found if message.level >= ERROR]
    if errors and not insecure:
        announce("设置不安全，没有启动。")
        return False
    return True


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Return the arguments of the web server: processes that are started again when they fail, threads in each."""
    return [
        *("-m", "granian", "xuezuo.config.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"),
        "--no-access-log",  # addresses and times of those who put a ballot in would tell who voted when
    ]


def worker(_arguments: argparse.Namespace) -> int:
    """Run jobs and schedules until Ctrl-C or SIGTERM."""
    connector = jobs.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(connector)
    with jobs.replace_connector(connector.get_worker_connector()) as app:
        app.run_worker()
    return 0
