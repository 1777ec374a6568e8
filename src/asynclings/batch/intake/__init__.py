"""What a class handed in: every file read, and told what it was taken for.

reading      reads the places that somebody named: the way in
disk         entries of a folder
zips         entries of a zip
tars         entries of a tar, compressed or not
entry        one thing that was found, before anybody knows what it is
limits       how much is read before an archive is a bomb
spool        bytes from archives, until their turn comes
gathering    sorts entries: a possible answer, an archive, a list of names, nothing
layouts      whose a file is, by the place where it lies
platforms    how Moodle and Canvas name what they export
gradescope   the list of names that Gradescope exports
names        which exercise a file's name stands for
attempts     the newest of several answers to one exercise
account      tells each file's fate, as lines or as JSON
"""

from asynclings.batch.intake.limits import Limits
from asynclings.batch.intake.reading import read

__all__ = ["Limits", "read"]
