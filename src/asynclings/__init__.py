"""Auto-graded exercises for asyncio, on virtual time."""

__version__ = "0.1.0"
