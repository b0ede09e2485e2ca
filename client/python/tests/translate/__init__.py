"""Translations are compared with torch, transformers and timm themselves."""
