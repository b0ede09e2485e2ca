"""The client of a command."""

from __future__ import annotations

import getpass

from lockstep._sync.client import Lockstep
from lockstep.exceptions import InvalidURL

# A person waits: shorter than the 30 seconds of a trainer.
RETRY_SECONDS = 5.0


def connected(url: str | None) -> Lockstep:
    """A client of the service at the URL, with the user as the actor. Raises InvalidURL."""
    if url is None:
        raise InvalidURL("No URL: give --url, or set LOCKSTEP_URL, such as http://lockstep:8080")
    return Lockstep(url, actor=_user(), retry_for=RETRY_SECONDS)


def _user() -> str | None:
    """The name of the user, None where the system has none that fits a header."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
    return name if name.isascii() and name.isprintable() and name.strip() == name else None
