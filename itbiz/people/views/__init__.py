"""Pages about people and access."""
