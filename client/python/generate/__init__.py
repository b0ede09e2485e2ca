"""Writes the modules that follow from the OpenAPI document: `python -m generate`."""
