"""Hand in a folder."""


def make(path):
    path.mkdir()
