"""Pages of projects and walk-throughs, one noun a file."""
