"""Structured expert views from round-tables: see the architecture page in the docs."""

__version__ = "0.1.0"
