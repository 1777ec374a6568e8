"""Hand in a second file whose name differs in case only."""


def make(path):
    path.with_name(path.name.upper()).write_text("async def run_both(foo, bar): return 1\n")
    path.write_text("async def run_both(foo, bar): return 2\n")
