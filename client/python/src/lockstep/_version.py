"""The version of this package, which hatchling reads too."""

__version__ = "0.1.0"
