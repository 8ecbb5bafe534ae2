"""Keys that a development machine makes for itself; production sets SECRET_KEY."""

import os
import secrets
from pathlib import Path


def key_from_file(path: Path) -> str:
    """Will return the key in `path`, made there on first use, readable by the owner only.

    Two processes may start at once: the one that loses the race reads what the other wrote.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
