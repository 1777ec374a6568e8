"""Hand in a link to a file of the machine."""


def make(path):
    path.symlink_to("/etc/passwd")
