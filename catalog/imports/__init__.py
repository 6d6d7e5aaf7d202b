"""What this app brings to the import of files."""
