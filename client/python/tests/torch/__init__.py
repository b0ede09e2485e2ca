"""Tests of the schedulers for torch, with a running service."""
