"""The function behind `check-pack`."""

import argparse
import json

from xuezuo.config.cli.session import announce
from xuezuo.rules.loader import validate_pack
from xuezuo.study.campaigns.exchange.validating import is_campaign, validate_campaign


def check_pack(arguments: argparse.Namespace) -> int:
    """Print every fault of a rule pack or campaign pack, as it would be loaded beside those shipped; 1 for any."""
    found = validate_campaign(arguments.file) if is_campaign(arguments.file) else validate_pack(arguments.file)
    if arguments.json:
        rows = [
            {"line": one.line, "place": one.path, "code": one.code, "message": one.message, "advice": one.advice}
            for one in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    for one in found:
        announce(str(one))
    if not found:
        announce("没有发现问题。")
    return 1 if found else 0
