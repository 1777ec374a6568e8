"""The colours and patterns of a picture, for light and for dark surroundings."""

#: Selectors begin with the class, so that a page may hold several pictures and its own style.
STYLE = """\
.asynclings { --paper: #ffffff; --edge: #d1d9e0; --ink: #1f2328; --quiet: #59636e;
  --grid: #e3e8ed; --asked: #1a7f37; --asked-fill: #e6f8ea; --seen: #0969da; --wrong: #bc4c00;
  --alarm: #cf222e; --alarm-fill: #ffebe9; }
@media (prefers-color-scheme: dark) {
  .asynclings { --paper: #0d1117; --edge: #3d444d; --ink: #f0f6fc; --quiet: #9198a1;
    --grid: #262c34; --asked: #3fb950; --asked-fill: #12261e; --seen: #4493f8; --wrong: #f0883e;
    --alarm: #f85149; --alarm-fill: #2d1517; }
}
.asynclings text { font-family: ui-monospace, monospace; font-size: 13px; fill: var(--ink); }
.asynclings .title { font-family: system-ui, sans-serif; font-size: 16px; font-weight: 600; }
.asynclings .half { font-family: system-ui, sans-serif; font-weight: 600; }
.asynclings .quiet { fill: var(--quiet); }
.asynclings .number { font-size: 12px; fill: var(--quiet); }
.asynclings .paper { fill: var(--paper); stroke: var(--edge); }
.asynclings .grid { stroke: var(--grid); }
.asynclings .asked { fill: var(--asked-fill); stroke: var(--asked); stroke-width: 1.5; }
.asynclings .seen { fill: var(--seen); }
.asynclings .wrong { fill: var(--wrong); }
.asynclings .stripe { stroke: var(--paper); stroke-width: 2.5; stroke-opacity: .55; }
.asynclings .thin { fill: none; stroke: var(--seen); stroke-width: 2; stroke-dasharray: 5 3; }
.asynclings .thin.wrong { stroke: var(--wrong); }
.asynclings .queue { fill: none; stroke: var(--quiet); stroke-width: 1.25;
  stroke-dasharray: 2 2.5; }
.asynclings .queue.tip { stroke-dasharray: none; stroke-width: 1.75; }
.asynclings .dot { fill: var(--quiet); }
.asynclings .badge { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
.asynclings .sign { fill: none; stroke: var(--paper); stroke-width: 2; stroke-linecap: round; }
.asynclings .alarm { fill: var(--alarm); }
.asynclings .band { fill: var(--alarm-fill); }
.asynclings text.wrong, .asynclings text.alarm { font-weight: 700; }
"""

#: Stripes lie over a bar that is not as expected, crossed ones over a stopped event loop,
#: rails over a job in a thread; dots fill the time in which a task waited for its turn.
PATTERNS = """\
<pattern id="asynclings-stripes" width="8" height="8" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="8"/></pattern>
<pattern id="asynclings-crossed" width="8" height="8" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><path class="stripe" d="M0 0V8M0 0H8"/></pattern>
<pattern id="asynclings-rails" width="6" height="6" patternUnits="userSpaceOnUse">\
<line class="stripe" x1="0" y1="3" x2="6" y2="3"/></pattern>
<pattern id="asynclings-dots" width="6" height="6" patternUnits="userSpaceOnUse">\
<circle class="dot" cx="3" cy="3" r="0.9"/></pattern>"""
