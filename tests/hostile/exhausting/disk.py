"""Write one file until the disk is full.

Stopped by: landlock
"""

with open("/tmp/asynclings-hostile-disk", "wb") as file:
    while True:
        file.write(bytes(1 << 20))


async def run_both(foo, bar):
    return await foo(), await bar()
