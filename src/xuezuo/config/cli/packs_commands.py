"""The function behind `check-pack`."""

import argparse
import json

from xuezuo.config.cli.session import announce
from xuezuo.rules.loader import validate_pack
from xuezuo.study.campaigns.exchange.validating import is_campaign, validate_campaign


def check_pack(arguments: argparse.Namespace) -> int:
    """Print what is wrong with rule packs or campaign packs, beside those shipped; 1 unless all are warnings."""
    found = [
        one
        for path in arguments.files
        for one in (validate_campaign(path) if is_campaign(path) else validate_pack(path))
    ]
    if arguments.json:
        rows = [
            {
                "file": str(one.file),
                "line": one.line,
                "place": one.path,
                "code": one.code,
                "message": one.message,
                "advice": one.advice,
            }
            for one in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    for one in found:
        announce(str(one))
    if not found:
        announce("没有发现问题。")
    return int(any(not one.is_warning for one in found))
