"""What several people do at the same moment: real threads, and on PostgreSQL a connection for each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

READY_SECONDS = 60


def at_once(*acts: Callable[[], Any], refusals: tuple[type[Exception], ...] = ()) -> list[Any]:
    """Will run each act in a thread of its own, none before all are ready, and return what each returned, in their order.

    An act that ends in one of `refusals` gives that exception instead; any other is raised here, once all have ended.
    """
    ready = Barrier(len(acts), timeout=READY_SECONDS)

    def run(act: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return act()
        except refusals as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
