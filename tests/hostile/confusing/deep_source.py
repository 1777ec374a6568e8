"""Hand in brackets that no compiler can stand."""


def make(path):
    path.write_text("x = " + "(" * 100_000 + ")" * 100_000 + "\n")
