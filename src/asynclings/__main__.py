"""The command line: reads the command, calls the one module that runs it.

Exit code: 0 when the command did its work, whatever the verdict; 1 with ``--check`` when not all
is passed; 2 when the command itself is wrong; 3 when the kit is to blame.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from asynclings import __version__
from asynclings.errors import AsynclingsError, GraderError

#: What each command does, and the module whose ``main(arguments, command)`` does it.
COMMANDS = {
    "learn": ("grade again whenever you save", "asynclings.learn.command"),
    "grade": ("grade answers", "asynclings.commands.grade"),
    "solutions": ("grade the reference solutions", "asynclings.commands.grade"),
    "list": ("show all exercises, and how far you are", "asynclings.commands.listing"),
    "next": ("show what to do next", "asynclings.commands.listing"),
    "hint": ("show the next hint for an exercise", "asynclings.commands.hint"),
    "reset": ("make a stub as it was, keep a backup", "asynclings.commands.reset"),
    "doctor": ("say what this machine has, and what to do about it", "asynclings.commands.doctor"),
    "page": ("write the learner's page as one HTML file", "asynclings.commands.page"),
    "check": ("grade a whole class", "asynclings.batch.command"),
    "merge": ("put the results of shards together", "asynclings.batch.merge"),
    "prove": ("prove the graders", "asynclings.prove.command"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in *arguments*, return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        command = _parser().parse_args(given[:1]).command
        module = importlib.import_module(COMMANDS[command][1])
        return int(module.main(given[1:], command))
    except AsynclingsError as error:
        sys.stderr.write(f"asynclings: {error}\n")
        return 3 if isinstance(error, GraderError) else 2
    except BrokenPipeError:  # somebody reads only the first lines: `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - Python would exit with 1, which is a verdict here
        traceback.print_exc()
        return 3


def _parser() -> argparse.ArgumentParser:
    """Return what understands the first argument; each command reads the others itself."""
    listed = "".join(f"  {name:<10} {summary}\n" for name, (summary, _) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="asynclings",
        description=f"Exercises for asyncio, and their graders.\n\ncommands:\n{listed}",
        epilog="`asynclings COMMAND --help` says more of each.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"asynclings {__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of these")
    return parser


if __name__ == "__main__":
    sys.exit(main())
