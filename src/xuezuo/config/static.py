"""Collects static files once per release, with a hash in their names and compressed."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


def collect(root: Path, base_url: str) -> bool:
    """Collect into `root` unless the same files lie there already; tell whether anything was done."""
    wanted, mark = _digest(), root / ".collected"
    if mark.exists() and mark.read_text("ascii") == wanted:
        return False
    command = Command()
    command.storage = CompressedManifestStaticFilesStorage(location=root, base_url=base_url)
    call_command(command, interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted, "ascii")
    return True


def _digest() -> str:
    """Return what tells one set of source files from another: their names, sizes and times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()
