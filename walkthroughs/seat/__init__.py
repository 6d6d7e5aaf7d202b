"""The seat: what each participant sees and answers from a phone or a laptop, with or without an account."""
