"""The one exception of this package."""

from lockstep.exceptions import LockstepError


class CannotTranslate(LockstepError):
    """A scheduler that has no definition in Lockstep.

    The message says what was found and what to write instead. Neither the scheduler nor its
    optimizer has been changed.
    """
