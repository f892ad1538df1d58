"""Addresses of static files, worked out once per process: a page names thirty of them, always the same ones."""

import functools

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SourceFiles(StaticFilesStorage):
    """Files as they stand in the apps: development and tests."""

    @functools.cached_property
    def _known(self) -> dict[str | None, str]:
        return {}

    def url(self, name: str | None) -> str:
        """Return the address of a file."""
        if name not in self._known:
            self._known[name] = super().url(name)
        return self._known[name]


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Files with a fingerprint in their name, as `collectstatic` has left them."""

    @functools.cached_property
    def _known(self) -> dict[str | None, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address of a file; `force` is asked while files are collected, when addresses still change."""
        if force:
            return str(super().url(name, force))
        if name not in self._known:
            self._known[name] = str(super().url(name))
        return self._known[name]
