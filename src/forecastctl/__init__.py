"""Keeps score of predictions: who said what, how surely, by when, and how it turned out."""

__version__ = "0.1.0"
