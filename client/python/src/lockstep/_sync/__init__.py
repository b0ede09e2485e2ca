# Written by `python -m generate` from lockstep/_async/__init__.py: do not edit.
"""The client."""
