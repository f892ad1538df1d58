"""Static files with hashed names, as `serve` and `demo` collect them."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def test_every_file_gets_a_hashed_name(tmp_path, settings):
    """Fails when a style sheet or script names a file that does not exist."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "xuezuo.web.storage.CollectedFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    first, again = (staticfiles_storage.url("web/app.js") for _ in range(2))
    assert first == again != "/static/web/app.js"


def test_vendored_files_carry_their_version():
    assert finders.find("vendor/htmx-4.0.1.min.js")
    assert finders.find("vendor/LICENSES.txt")
