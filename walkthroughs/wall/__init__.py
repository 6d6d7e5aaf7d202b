"""The wall: the tree in front of everybody, read only, on a link of its own."""
