"""Which PostgreSQL, as which role."""

from collections.abc import Mapping
from pathlib import Path


def django_databases(environ: Mapping[str, str], data_dir: Path) -> dict[str, dict[str, object]]:
    """Return Django's DATABASES for the role that `XUEZUO_DB_ROLE` names (app | owner)."""
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "xuezuo",
            "HOST": str(data_dir),
        }
    }
