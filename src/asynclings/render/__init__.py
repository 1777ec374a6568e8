"""Shows a report on a terminal, in colours where it has them.

text       why one rule failed
exercise   the rules of one exercise
overview   the whole report
terminal   lines with roles, shown in rich's colours
"""

from asynclings.render.terminal import show
from asynclings.render.text import failure_text

__all__ = ["failure_text", "show"]
