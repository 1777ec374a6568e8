"""Hand in a file with NUL bytes."""


def make(path):
    path.write_bytes(b"x = 1\0\n")
