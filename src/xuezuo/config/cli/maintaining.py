"""The functions behind `backup` and `restore`."""

import argparse
import json

from xuezuo import __version__
from xuezuo.config import database
from xuezuo.config.cli.session import announce, data_folder, installation
from xuezuo.config.keys import check_keys
from xuezuo.config.postgres import backup as backups
from xuezuo.kernel import clock


def backup(arguments: argparse.Namespace) -> int:
    """Write the backup; the product may be running."""
    with installation() as choice:
        check_keys(data_folder())  # keys of another database would make a backup that nobody can open
        size = backups.backup(
            choice,
            data_folder(),
            arguments.file,
            release=__version__,
            at=clock.now(),
            with_keys=not arguments.without_keys,
        )
    if arguments.json:
        print(json.dumps({"file": str(arguments.file), "bytes": size}))
    announce(f"已备份到 {arguments.file}（{size / 1e6:.1f} MB）。它含有全部党员信息，请妥善保管。")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Restore, and bring the restored structure up to this release."""
    with installation() as choice:
        manifest = backups.restore(choice, data_folder(), arguments.file, force=arguments.force)
        database.migrate(choice, verbosity=0)
    if arguments.json:
        print(json.dumps({"file": str(arguments.file), "made_at": manifest.made_at, "release": manifest.release}))
    announce(f"已恢复 {manifest.made_at} 的备份。")
    return 0
