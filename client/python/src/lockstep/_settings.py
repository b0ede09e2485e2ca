"""What a client is made with, as it was given."""

from __future__ import annotations

import math
import os

from lockstep._pools import Timeouts
from lockstep._token import Token
from lockstep._url import service_url
from lockstep.exceptions import InvalidArgument


class Settings:
    """The checked arguments of a client. The environment is read once, here."""

    def __init__(
        self,
        url: str | None,
        token: str | None,
        actor: str | None,
        *,
        timeout: float,
        connect_timeout: float,
        retry_for: float,
    ) -> None:
        self.url = service_url(url, os.environ)
        self.token = Token(token, os.environ)
        self.actor = actor
        self.timeouts = Timeouts(
            connect=_seconds("connect_timeout", connect_timeout), read=_seconds("timeout", timeout)
        )
        self.retry_for = _seconds("retry_for", retry_for, allows_zero=True)


def _seconds(name: str, value: object, *, allows_zero: bool = False) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        seconds = float(value)
        if seconds > 0 or (allows_zero and seconds == 0):
            return seconds
    wanted = "0 or more" if allows_zero else "more than 0"
    raise InvalidArgument(f"Cannot use {name}={value!r}: wanted a number of seconds, {wanted}")
