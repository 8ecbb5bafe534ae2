from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "weerbaar.public.authorities"
    label = "authorities"

    def ready(self) -> None:
        """Will have the register there before rooms above furnish themselves: what they show hangs on it."""
        from weerbaar.foundation.accounts.demo import register_furnisher

        register_furnisher(_load_register)


def _load_register(_team: Iterable[Any], at: datetime) -> None:
    from weerbaar.public.authorities.actions import load_built_in

    load_built_in(at=at)
