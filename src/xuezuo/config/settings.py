"""Django settings, read from `XUEZUO_*` variables. Every variable is listed in docs/reference/settings.md."""

import os
from pathlib import Path

from django.utils.csp import CSP

from xuezuo.config.database import django_databases
from xuezuo.config.env import read_bool, read_choice, read_int, read_list, read_secret, read_str

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
    "xuezuo.web",  # first: its templates replace those of allauth and of Django's forms
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
    "xuezuo.platform.crypto",
    "xuezuo.platform.audit",
    "xuezuo.platform.accounts",
    "xuezuo.platform.files",
    "xuezuo.platform.jobs",
    "xuezuo.org",
    "xuezuo.study.asks",
    "xuezuo.study.exams",
    "xuezuo.study.campaigns",
    "xuezuo.study.library",
    "xuezuo.study.plans",
    "xuezuo.study.contests",
    "xuezuo.study.training",
    "xuezuo.study.reading",
    "xuezuo.life",
    "xuezuo.review.ballots",
    "xuezuo.review.votes",
    "xuezuo.review.evaluation",
    "xuezuo.review.elections",
    "xuezuo.review.responsibility",
    "xuezuo.review.commendations",
    "xuezuo.review.assessments",
    "xuezuo.duties",
    "xuezuo.reports",
    "django.forms",  # last: the widget templates that web does not replace
]

MIDDLEWARE = [
    "xuezuo.review.ballots.middleware.BoxMiddleware",  # first: a ballot comes from nobody
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "xuezuo.platform.http.middleware.NoStoreMiddleware",
    "xuezuo.platform.http.middleware.HtmxMiddleware",  # before the log-in guard, whose redirect it translates
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "xuezuo.platform.accounts.middleware.SessionMiddleware",
    "xuezuo.org.middleware.ActorMiddleware",  # from here on everybody knows who asks
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "xuezuo.platform.http.middleware.DomainErrorMiddleware",  # last: next to the view
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
                "xuezuo.web.context.shell",
            ],
            "builtins": ["xuezuo.web.templatetags.ui"],
        },
    }
]

FORM_RENDERER = "xuezuo.web.rendering.FormRenderer"
CSRF_FAILURE_VIEW = "xuezuo.web.views.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # 1,000 lines of a ballot with five numbers each
CSRF_COOKIE_HTTPONLY = True  # scripts read the token from the page
X_FRAME_OPTIONS = "DENY"
HTTPS = read_bool("XUEZUO_HTTPS", default=False)  # a proxy with a certificate stands before us
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # one year
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

DATABASES = django_databases(os.environ, DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["xuezuo.platform.accounts.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["xuezuo.platform.accounts.backends.PasswordBackend"]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"
LOGIN_ATTEMPTS = read_int("XUEZUO_LOGIN_ATTEMPTS", 5, least=3, most=100)  # wrong passwords before a log-in is locked
LOGIN_LOCK_MINUTES = read_int("XUEZUO_LOGIN_LOCK_MINUTES", 30, least=1, most=1440)  # and for how long
ACCOUNT_ADAPTER = "xuezuo.platform.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "xuezuo.platform.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # sign-up is closed; allauth wants them named
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # no e-mail anywhere: log-ins are handed out by invitation
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser: offices share computers
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Log-ins are counted by platform.accounts.throttle: allauth's counter has all of one address wait for each other.
ACCOUNT_RATE_LIMITS = {"login": ""}
ALLAUTH_TRUSTED_PROXY_COUNT = read_int("XUEZUO_TRUSTED_PROXIES", 0, least=0, most=5)  # reverse proxies before us
MFA_ADAPTER = "xuezuo.platform.accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "xuezuo.platform.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "xuezuo.platform.accounts.forms.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "学做"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are off by half a minute
MFA_RECOVERY_CODES_SHOW_ONCE = True

HTTPS = read_bool("XUEZUO_HTTPS", default=False)  # people reach the site by https (a proxy ends it)
SESSION_COOKIE_AGE = 60 * read_int("XUEZUO_SESSION_IDLE_MINUTES", 120, least=5, most=10080)  # idle time-out
SESSION_ENGINE = "xuezuo.platform.accounts.sessions"
SESSION_COOKIE_NAME = "xuezuo_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # one year
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow passkeys without https on localhost only
CACHES = {  # shared by all processes; holds rate limits only
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "xuezuo_cache"}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "xuezuo.config.logs.WithoutSecrets"}},
    "loggers": {"django.request": {"filters": ["without_secrets"]}},  # says which address failed
}
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = "xuezuo.config.formats"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
# `xuezuo serve` and `demo` collect the files first and get names with a hash; tests and a bare runserver do not.
_IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
WHITENOISE_USE_FINDERS = not _IS_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "xuezuo.web.storage.CollectedFiles" if _IS_COLLECTED else "xuezuo.web.storage.SourceFiles"
    },
}
MEDIA_ROOT = DATA_DIR / "files"

# Rule packs of this site beside those shipped (folders, separated by commas), and its province (two digits, GB/T 2260).
PACK_DIRS = [Path(folder) for folder in read_list("XUEZUO_PACKS", [])]
PROVINCE = read_str("XUEZUO_PROVINCE", "")
CAMPAIGN_DIRS = [Path(folder) for folder in read_list("XUEZUO_CAMPAIGNS", [])]  # campaign packs of this site

# Largest recordings of the library, in MB; documents are limited to 20 MB. Phones in villages download them.
AUDIO_MB = read_int("XUEZUO_AUDIO_MB", 100, least=1, most=2000)
VIDEO_MB = read_int("XUEZUO_VIDEO_MB", 500, least=1, most=4000)

# A folder with licensed fonts (方正小标宋, 仿宋_GB2312) for printed sheets; else the system's Noto CJK is used.
FONTS_DIR = read_str("XUEZUO_FONTS", "")

# Reports of a unit with more units at or below it are counted in the background (0 = all of them are).
REPORT_UNITS = read_int("XUEZUO_REPORT_UNITS", 1000, least=0, most=1_000_000)
