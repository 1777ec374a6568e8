"""Hand in an archive whose entries lie outside."""

import zipfile


def make(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../asynclings-hostile-slip.py", "x = 1")
