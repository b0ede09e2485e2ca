"""Translation of scheduler objects into definitions of Lockstep."""

from .errors import CannotTranslate
from .reading import Preview
from .translation import Translation, translate

__all__ = ["CannotTranslate", "Preview", "Translation", "translate"]
