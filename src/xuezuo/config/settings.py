"""Django settings, read from `XUEZUO_*` variables. Every variable is listed in docs/reference/settings.md."""

import os
from pathlib import Path

from xuezuo.config.database import django_databases
from xuezuo.config.env import read_bool, read_choice, read_list, read_secret, read_str

DATA_DIR = Path(read_str("XUEZUO_DATA", "xuezuo-data")).resolve()
DEBUG = read_bool("XUEZUO_DEBUG", default=False)
SECRET_KEY = read_secret("XUEZUO_SECRET_KEY", DATA_DIR, "secret_key")
FIELD_KEY = read_secret("XUEZUO_FIELD_KEY", DATA_DIR, "field_key")  # encrypts secret fields
FIELD_KEYS_OLD = read_list("XUEZUO_FIELD_KEYS_OLD", [])  # former keys: they open, the present one closes
FIELD_CIPHER = read_choice("XUEZUO_CIPHER", "aes", ("aes", "sm4"))  # AES-256-GCM, or SM4-GCM (GB/T 32907)
LOOKUP_KEY = read_secret("XUEZUO_LOOKUP_KEY", DATA_DIR, "lookup_key")  # keyed hash for looking secret fields up
ALLOWED_HOSTS = read_list("XUEZUO_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = read_list("XUEZUO_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "xuezuo.platform.audit",
    "xuezuo.platform.accounts",
    "xuezuo.platform.files",
    "xuezuo.platform.jobs",
    "xuezuo.org",
    "xuezuo.life",
    "xuezuo.duties",
    "xuezuo.reports",
    "xuezuo.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "xuezuo.config.urls"
WSGI_APPLICATION = "xuezuo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = django_databases(os.environ, DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # accounts have no e-mail address
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
