"""Hand in a link to itself."""


def make(path):
    path.symlink_to(path)
