"""as_completed, with the answers put back into order by a name."""

import asyncio


async def run_both(foo, bar):
    async def named(name, service):
        return name, await service()

    answers = {}
    for finished in asyncio.as_completed([named("foo", foo), named("bar", bar)]):
        name, answer = await finished
        answers[name] = answer
    return answers["foo"], answers["bar"]
