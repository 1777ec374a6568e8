"""Pages: one look for all that the kit writes as HTML.

templates    the frame of a page, and the badge of a verdict
style.css    colours, light and dark; type; badges: the custom properties are for everybody
verdicts     the sign, the word and the class of each verdict
templating   Jinja2 as every page of the kit uses it
policy       what a page may load: nothing but what it holds
"""

from asynclings.html.policy import security_policy
from asynclings.html.templating import embedded_json, environment, render, style
from asynclings.html.verdicts import BADGES, Badge

__all__ = [
    "BADGES",
    "Badge",
    "embedded_json",
    "environment",
    "render",
    "security_policy",
    "style",
]
