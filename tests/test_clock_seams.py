"""What code under test sees of `time` and `datetime`."""

import asyncio
import contextlib
import copy
import datetime as dt
import pickle
import subprocess
import sys
import time
from datetime import date, timedelta, timezone

import pytest

from asynclings.clock import VirtualLoop, install
from asynclings.clock.real import REAL

install()

#: Virtual 0.
START = dt.datetime(2027, 1, 15, 8, tzinfo=dt.UTC)


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


@pytest.mark.parametrize("name", ["monotonic", "perf_counter", "time"])
def test_the_clocks_of_time_advance_with_virtual_time(name):
    clock, clock_ns = getattr(time, name), getattr(time, f"{name}_ns")

    async def main():
        before, before_ns = clock(), clock_ns()
        await asyncio.sleep(1.5)
        return clock() - before, clock_ns() - before_ns

    assert run(main) == (1.5, 1_500_000_000)


def test_they_do_so_in_a_thread():
    async def main():
        before = await asyncio.to_thread(time.perf_counter)
        await asyncio.sleep(2)
        return await asyncio.to_thread(time.perf_counter) - before

    assert run(main) == 2.0


def test_time_begins_at_the_same_instant_in_every_run():
    async def main():
        return time.time(), time.monotonic(), time.perf_counter()

    assert run(main) == run(main) == (1_800_000_000, 1000, 1000)


def test_outside_of_a_loop_the_clocks_are_real():
    before = REAL.time()

    assert before <= time.time() <= REAL.time()
    assert abs(time.monotonic() - REAL.monotonic()) < 60
    assert abs(time.time_ns() - REAL.time_ns()) < 60e9


def test_outside_of_a_loop_a_sleep_is_real():
    before = REAL.monotonic()

    time.sleep(0.01)

    assert REAL.monotonic() - before >= 0.01


def test_calendar_functions_tell_the_virtual_date():
    async def main():
        await asyncio.sleep(61)
        texts = time.strftime("%S"), time.asctime()[:3], time.ctime()[-4:]
        return *texts, time.gmtime()[:6], time.localtime().tm_sec

    assert run(main) == ("01", "Fri", "2027", (2027, 1, 15, 8, 1, 1), 1)


def test_calendar_functions_take_what_they_are_given():
    async def main():
        moment = time.gmtime(0)
        return time.strftime("%Y", moment), time.asctime(moment)[-4:], time.gmtime(86400).tm_mday

    assert run(main) == ("1970", "1970", 2)


def test_timeit_measures_virtual_time():
    async def main():
        import timeit

        return timeit.timeit(lambda: time.sleep(1), number=3)

    assert run(main) == 3.0


def test_installing_twice_changes_nothing():
    sleep, now = time.sleep, dt.datetime

    install()

    assert (time.sleep, dt.datetime) == (sleep, now)


def test_functions_that_are_imported_by_name_are_virtual_too():
    program = """
from asynclings.clock import VirtualLoop, install
install()
from time import perf_counter, sleep
from datetime import datetime
import asyncio
async def main():
    sleep(1)
    return perf_counter(), datetime.now().year
loop = VirtualLoop()
print(loop.run_until_complete(main()))
loop.close()
"""
    command = [sys.executable, "-c", program]
    path = {"PYTHONPATH": ":".join(p for p in sys.path if p)}
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=path)

    assert ended.stdout == "(1001.0, 2027)\n"


def test_the_clock_imports_nothing_that_is_not_in_the_standard_library():
    program = """
import sys
import asynclings.clock
heavy = {"aiohttp", "rich", "pytest", "aiohappyeyeballs", "ctypes", "multiprocessing", "ssl"}
print(sorted(heavy & set(sys.modules) - {"ssl"}))
"""
    command = [sys.executable, "-c", program]
    path = {"PYTHONPATH": ":".join(p for p in sys.path if p)}
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=path)

    assert ended.stdout == "[]\n"


# --- dates -----------------------------------------------------------------------------


def test_now_is_virtual():
    async def main():
        await asyncio.sleep(90)
        return dt.datetime.now(dt.UTC), dt.datetime.now(timezone(timedelta(0)))

    assert run(main) == (START + timedelta(seconds=90),) * 2


def test_today_and_local_time_agree_with_time_time():
    async def main():
        local = dt.datetime.now()  # noqa: DTZ005
        return local == dt.datetime.fromtimestamp(time.time()), date.today() == local.date()  # noqa: DTZ006, DTZ011

    assert run(main) == (True, True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_old_ways_to_ask_for_the_time_are_virtual_too():
    async def main():
        await asyncio.sleep(1)
        moment = dt.datetime.utcnow()  # noqa: DTZ003
        return moment, dt.datetime.today().second  # noqa: DTZ002

    assert run(main) == (dt.datetime(2027, 1, 15, 8, 0, 1), 1)  # noqa: DTZ001


def test_outside_of_a_loop_the_date_is_real():
    now = dt.datetime.now(dt.UTC)

    assert abs(now.timestamp() - REAL.time()) < 60


def test_dates_are_what_they_have_always_been():
    moment = dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)

    assert repr(moment) == "datetime.datetime(2026, 1, 2, 3, 0, tzinfo=datetime.timezone.utc)"
    assert isinstance(moment, dt.datetime)
    assert isinstance(moment, date)
    assert not isinstance(date(2026, 1, 2), dt.datetime)
    assert issubclass(dt.datetime, date)
    assert type(moment) == dt.datetime  # noqa: E721 - some code does compare so
    assert dt.datetime.fromisoformat(moment.isoformat()) == moment
    assert moment - timedelta(days=1) < moment


def test_dates_can_be_pickled_and_copied():
    for moment in (START, START.date()):
        assert pickle.loads(pickle.dumps(moment)) == moment  # noqa: S301
        assert copy.deepcopy(moment) == moment
        assert type(pickle.loads(pickle.dumps(moment))) is type(moment)  # noqa: S301


def test_dates_can_be_matched():
    match START:
        case dt.datetime(year=year):
            assert year == 2027


def test_a_class_of_ones_own_can_be_made_from_a_date():
    class Moment(dt.datetime):
        pass

    async def main():
        return Moment.now(dt.UTC)

    moment = run(main)

    assert (type(moment), moment) == (Moment, START)
    assert isinstance(moment, dt.datetime)
    assert not isinstance(START, Moment)


@pytest.mark.filterwarnings("ignore:The default datetime adapter:DeprecationWarning")
def test_a_database_takes_dates():
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        (text,) = database.execute("select ?", (START,)).fetchone()

    assert text == "2027-01-15 08:00:00+00:00"
