"""A sample of the session `stability`, which takes long."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")
SCENARIOS = ["gather", "threads", "semaphore", "http", "thread clients"]


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_no_duration_is_wrong_beside_busy_processes():
    command = [sys.executable, "-P", RUN, "--runs", "5", "--loads", "0,2", "--json", "-"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)

    cells = json.loads(done.stdout)["cells"]

    assert [cell["wrong"] for cell in cells] == [0] * 10
    assert [cell["scenario"] for cell in cells] == SCENARIOS * 2
    assert done.returncode == 0


def test_a_wrong_duration_is_counted():
    program = (
        f"import runpy; run = runpy.run_path({str(RUN)!r}, run_name='run')\n"
        "run['SCENARIOS']['gather'] = (run['gather'], 2.5)\n"
        "raise SystemExit(run['main'](['--runs', '3', '--loads', '0', '--scenarios', 'gather']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=False)

    assert b"3 wrong of 3" in done.stdout
    assert done.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="there a process does not see that its parent ended")
def test_busy_processes_end_with_the_process_that_started_them():
    program = (
        f"import runpy; run = runpy.run_path({str(RUN)!r}, run_name='run')\n"
        "with run['busy_processes'](2): print('busy', flush=True); input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"busy\n"
        process.kill()

        # They inherited this pipe: it ends when the last of them has.
        assert process.stdout.read() == b""
