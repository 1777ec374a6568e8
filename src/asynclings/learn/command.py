"""The command `learn`: grades again whenever a file is saved, on a screen or a page."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from asynclings import catalog
from asynclings.catalog import Catalog
from asynclings.learn.session import Session
from asynclings.learn.state import State
from asynclings.recovery import progress_of


def main(arguments: Sequence[str], command: str = "learn") -> int:
    """Run the *command*; return its exit code."""
    del command
    given = _parser().parse_args(arguments)
    kit = catalog.load()
    start = kit.find(given.name)[0].slug if given.name else ""
    progress_of(kit)  # known from here on, whatever has become of the file
    if given.web:
        from asynclings.learn.web.browser import follow

        asyncio.run(follow(Session(kit, start), kit.root, port=given.port, may_open=given.open))
        return 0
    return asyncio.run(_learn(kit, start))


async def _learn(kit: Catalog, start: str) -> int:
    from asynclings.learn import terminal

    session = Session(kit, start)
    if not terminal.is_there():
        return await _once(session)
    from asynclings.learn.screen import Screen

    screen = Screen(session)
    await screen.run()
    return screen.code


async def _once(session: Session) -> int:
    """Grade once and print it: nobody is there to press keys."""
    from asynclings import render
    from asynclings.report import report_from_json

    def graded(state: State) -> None:
        if state.graded:
            session.stop()

    session.listen(graded)
    await session.run()
    state = session.state
    if state.report is not None:
        render.show(report_from_json(state.report), next_command="")
    if state.message:
        sys.stdout.write(f"{state.message}\n")
    sys.stdout.write("This is no terminal, so nothing is watched: run it in one to go on.\n")
    sys.stdout.flush()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="asynclings learn",
        description="Show one exercise, grade it whenever you save. ? lists the keys.",
    )
    parser.add_argument(
        "name", nargs="?", help="where to begin: an exercise, a chapter; where you were without it"
    )
    parser.add_argument("--web", action="store_true", help="show it on a page in a browser")
    parser.add_argument(
        "--no-open", dest="open", action="store_false", help="only print the page's address"
    )
    parser.add_argument(
        "--port", type=int, default=0, help="of the page; the last one, or a free one without it"
    )
    return parser
