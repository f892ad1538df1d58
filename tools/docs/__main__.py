"""Write or check the generated pages."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
NOTICE = "<!-- 由 `just docs-write` 从程序生成，请勿手工修改。 -->\n\n"


def main() -> int:
    """Write the pages, or with `--check` tell what is stale or broken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tools.docs import links, pages  # noqa: PLC0415  # CONFIG: the models need Django set up

    texts = {REFERENCE / name: NOTICE + page().strip() + "\n" for name, page in pages.PAGES.items()}
    if "--check" not in sys.argv[1:]:
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    faults = [
        f"{path.relative_to(ROOT)}: stale, run `just docs-write`"
        for path, text in texts.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    faults += links.faults(ROOT)
    print("\n".join(faults) or "docs: fresh")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
