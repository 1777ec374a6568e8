"""Draws a timeline as a picture of its own: what was expected above what happened.

sheet    where everything stands
notes    what stands at the end of a lane
legend   what the bars mean
shapes   one bar, one sign
style    colours, light and dark, with patterns for who sees no colours
"""

from asynclings.svg.sheet import timeline_svg
from asynclings.svg.style import PATTERNS, STYLE

__all__ = ["PATTERNS", "STYLE", "timeline_svg"]
