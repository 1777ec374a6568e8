"""Hand in a file of a hundred megabytes."""

import os


def make(path):
    path.write_bytes(b"#")
    os.truncate(path, 100_000_000)
