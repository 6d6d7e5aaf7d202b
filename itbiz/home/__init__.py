"""Home: what waits for the reader, by what they answer for."""
