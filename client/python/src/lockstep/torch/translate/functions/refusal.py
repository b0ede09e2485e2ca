"""Why a Python function is no expression."""


class NotAnExpression(Exception):
    """The reason, as a clause. The function may still become a table."""
