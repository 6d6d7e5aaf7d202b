"""People and access: who signs in, as what, and why somebody may do something. Joins the apps, so it is roof."""
