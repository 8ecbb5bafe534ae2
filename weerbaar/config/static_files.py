"""Static files under names that change with what is in them."""

from functools import cache
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise has no types
    """WhiteNoise's storage, which works out each address once: a page names half a dozen, and none changes meanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = cache(self._work_out)

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        """Will return the address of the file; with DEBUG on that is another one, without a digest."""
        return self._address(name, force, debug=settings.DEBUG)

    def _work_out(self, name: str | None, force: bool, *, debug: bool) -> str:  # noqa: ARG002, FBT001 - part of the key
        return str(super().url(name, force))
