"""Read the reference solution, and run it.

Stopped by: landlock
"""

import pathlib

solution = pathlib.Path(__file__).parents[1] / "kit/solutions/01_room/01_both.py"
exec(solution.read_text(), globals())
