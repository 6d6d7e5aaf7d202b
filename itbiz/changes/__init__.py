"""History and undo on pages and over REST: the roof, as a change set may tell of every app."""
