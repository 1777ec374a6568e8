"""One Runner that runs the jobs one by one: still a single loop."""

import asyncio


def main(jobs):
    with asyncio.Runner() as runner:
        return sum(runner.run(job()) for job in jobs)
