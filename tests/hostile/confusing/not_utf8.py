"""Hand in a file that is no UTF-8."""


def make(path):
    path.write_bytes(b"name = '\xff\xfe\xe9'\n")
