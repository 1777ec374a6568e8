"""Make every test of pytest do nothing."""

from _pytest.python import Function

Function.runtest = lambda self: None


async def run_both(foo, bar):
    return await foo(), await bar()
