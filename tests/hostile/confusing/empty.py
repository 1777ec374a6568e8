"""Hand in nothing at all."""


def make(path):
    path.write_bytes(b"")
