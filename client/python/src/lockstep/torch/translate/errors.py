"""The one exception of this package."""


class CannotTranslate(Exception):
    """A scheduler that has no definition in Lockstep.

    The message says what was found and what to write instead. Neither the scheduler nor its
    optimizer has been changed.
    """
