"""Draws a timeline: what was expected above what happened, on one axis.

lanes    which spans are drawn, which of them share a lane
waits    which waits for a lock, a slot or an item came before which calls
axis     virtual seconds laid on columns
strokes  the characters to draw with
text     the drawing, as lines of text
"""

from asynclings.drawing.lanes import picture
from asynclings.drawing.text import draw, draw_lines

__all__ = ["draw", "draw_lines", "picture"]
