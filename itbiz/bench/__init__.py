"""The measurement of speed: a filled database, the real server, and a plain control beside it in the same run."""
