"""The settings under test: the real ones, with known keys and a fast password hash."""

import os
from pathlib import Path

CACHE = Path(__file__).resolve().parents[1] / ".pytest_cache" / "xuezuo"

for _name in ("DATABASE_URL", "XUEZUO_APP_DATABASE_URL", "XUEZUO_APP_ROLE", "XUEZUO_DB_ROLE"):
    os.environ.pop(_name, None)  # tests never touch a real database; XUEZUO_TEST_DATABASE_URL names another server
os.environ["XUEZUO_DATA"] = str(CACHE / "data")
os.environ["XUEZUO_SECRET_KEY"] = "5e" * 32
os.environ["XUEZUO_FIELD_KEY"] = "f1" * 32
os.environ["XUEZUO_LOOKUP_KEY"] = "10" * 32

from xuezuo.config.settings import *  # noqa: E402, F403  # CONFIG: the variables have to be set first; all settings are meant

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # CONFIG: WhiteNoise warns of a folder that is not there
