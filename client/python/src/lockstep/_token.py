"""The token that says who calls."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lockstep.exceptions import InvalidToken


class Token:
    """The argument, else `LOCKSTEP_TOKEN`, else what is in the file `LOCKSTEP_TOKEN_FILE`."""

    def __init__(self, given: str | None, environment: Mapping[str, str]) -> None:
        self._file: Path | None = None
        self._text: str | None = None
        if given is not None:
            self._text, self.source = _checked(given, "token="), "the argument token"
        elif text := environment.get("LOCKSTEP_TOKEN"):
            self._text, self.source = _checked(text, "LOCKSTEP_TOKEN"), "LOCKSTEP_TOKEN"
        elif path := environment.get("LOCKSTEP_TOKEN_FILE"):
            self._file, self.source = Path(path), f"the file {path} of LOCKSTEP_TOKEN_FILE"
        else:
            self.source = "no token"

    def text(self) -> str | None:
        """The token, None without one. A file is read at its first use."""
        if self._text is None and self._file is not None:
            self._text = self._read(self._file)
        return self._text

    def renew(self) -> bool:
        """Reads the file again, since files rotate, and returns whether its token is another one."""
        if self._file is None:
            return False
        before, self._text = self._text, self._read(self._file)
        return self._text != before

    def _read(self, file: Path) -> str:
        try:
            text = file.read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidToken(f"Cannot read {self.source}: {error}") from error
        return _checked(text, self.source)


def _checked(text: str, source: str) -> str:
    """The token without the newline of its file. No message has a part of it: it is a secret."""
    if not isinstance(text, str):
        raise InvalidToken(f"Cannot use {source}: given {type(text).__name__}, wanted a text")
    token = text.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise InvalidToken(
            f"Cannot use {source} as a token: wanted one or more ASCII characters without spaces"
        )
    return token
