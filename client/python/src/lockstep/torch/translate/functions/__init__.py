"""Python functions of the epoch as expressions, or as tables."""
