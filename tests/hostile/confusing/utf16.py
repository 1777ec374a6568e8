"""Hand in a file in UTF-16."""


def make(path):
    path.write_text("x = 1\n", encoding="utf-16")
