"""Measurements of the Python client."""
