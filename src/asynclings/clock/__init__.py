"""Virtual time for asyncio.

    install()                       once per process, before code under test is imported
    loop = VirtualLoop()            sleeps, timeouts, threads and local sockets take virtual time

Read on in this order; each module knows only those above it.

    real              the standard library's own clocks and waits
    jobs              worker threads: who runs, who waits, until when
    outside           who else is at work: child processes, pools, threads
    virtual           the clock: a number that only moves forward
    places            where the running code lives: clock, loop, job
    frames            which line of the code under test caused something
    tasks             where a task waits, and what for
    describe          who waits for what at one instant, in words

    stalls            does a worker compute, or sleep where the clock cannot see it?
    quiet             waiting, really, until no worker thread runs
    passing           how time passes while somebody waits: frozen, at the real rate, by jumps
    drive             a thread that blocks in virtual time
    busy              a busy wait: reading the clock again and again
    crunch            work that computes, without computing
    threads           threads of the code under test become jobs
    waits             Condition.wait and Thread.join, and so all of threading and queue

    hosts             which hosts an exercise may ask for
    sockets           socket pairs that look like connections
    net               the part of a loop that knows its own servers
    turns             turns and steps of a loop: their number, their CPU time
    notes             callbacks that only write down what has happened
    slots             waiting for a turn: for a lock, a slot, an event, an item of a queue
    selector          the selector that answers a loop's wait
    idle              what a loop does when nothing is ready
    ending            how a loop ends, even when something in it will not
    loop              VirtualLoop: the parts, put together

    seams             time.* as the code under test sees it
    dates             datetime.now and its like
    runs              asyncio.run and its like
    blocking          blocking calls, noted with the line that made them
    blocking_sockets  blocking sockets in virtual time
    offline           no network
    audit             the hook that sees both
    install           puts all of this in the place of the real thing

    private           the private names on which it rests
    selftest          does it work on this Python?

What is not exact: while a child process, a process pool or a socket of another process is
awaited, virtual time flows as real time does; so it does while a thread reads TLS. UDP is
exact on Linux only. A signal is handled at the instant at which the scenario sends it; to
wait for one that nobody in the scenario sends is a deadlock.
"""

from asynclings.clock.crunch import crunch
from asynclings.clock.frames import whereabouts
from asynclings.clock.install import install
from asynclings.clock.loop import VirtualLoop
from asynclings.clock.places import current_loop
from asynclings.clock.runs import virtual_runs
from asynclings.clock.selftest import selftest
from asynclings.clock.virtual import VirtualClock

__all__ = [
    "VirtualClock",
    "VirtualLoop",
    "crunch",
    "current_loop",
    "install",
    "selftest",
    "virtual_runs",
    "whereabouts",
]
