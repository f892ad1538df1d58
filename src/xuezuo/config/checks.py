"""Settings that must not serve other people: system checks with an id and a hint.

`serve` refuses to start with one of these, `doctor` lists them, `python -m django check --deploy` too.
"""

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

TAG = "xuezuo"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}
_KEY_LENGTH = 32
_OPEN_TO_OTHERS = 0o077


@register(TAG, deploy=True)
def check_serving(app_configs: Sequence[AppConfig] | None = None, **_options: object) -> list[CheckMessage]:
    """Return what is unsafe about the settings of an installation that serves."""
    del app_configs
    return [*_hosts(), *_keys()]


def _hosts() -> Iterator[CheckMessage]:
    is_reachable = not set(settings.ALLOWED_HOSTS) <= LOOPBACK
    if settings.DEBUG:
        yield Error("XUEZUO_DEBUG 已打开：出错页面会泄露数据和密钥。", hint="去掉 XUEZUO_DEBUG。", id="xuezuo.E001")
    if "*" in settings.ALLOWED_HOSTS:
        yield Error("XUEZUO_ALLOWED_HOSTS 含有 *：任何主机名都被接受。", hint="写明本系统的域名。", id="xuezuo.E002")
    if is_reachable and not settings.SESSION_COOKIE_SECURE:
        yield Error(
            "允许从其他机器访问，但没有 HTTPS：密码和会话会以明文经过网络。",
            hint="在前面设置带证书的反向代理，并设置 XUEZUO_HTTPS=1。",
            id="xuezuo.E003",
        )
    if any(origin.startswith("http://") for origin in settings.CSRF_TRUSTED_ORIGINS) and settings.SESSION_COOKIE_SECURE:
        yield Caution("XUEZUO_TRUSTED_ORIGINS 含有 http:// 地址。", hint="改为 https:// 或去掉。", id="xuezuo.W001")


def _keys() -> Iterator[CheckMessage]:
    short = [name for name in ("SECRET_KEY", "FIELD_KEY", "LOOKUP_KEY") if len(getattr(settings, name)) < _KEY_LENGTH]
    if short:
        names = "、".join(f"XUEZUO_{name}" for name in short)
        yield Error(
            f"密钥太短：{names}。",
            hint=f"至少 {_KEY_LENGTH} 个字符；数据文件夹自动生成的密钥符合要求。",
            id="xuezuo.E004",
        )
    store = settings.DATA_DIR / "secrets.json"
    if store.exists() and store.stat().st_mode & _OPEN_TO_OTHERS:
        yield Error(f"{store} 可被其他用户读取。", hint=f"chmod 600 {store}", id="xuezuo.E005")
