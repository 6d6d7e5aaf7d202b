"""Meridian Foods, an invented company: the content of the demo, and what builds it."""
