"""A sample of the session `conformance`; and its list of exceptions cannot lie."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")


@pytest.fixture(scope="module")
def conformance():
    spec = importlib.util.spec_from_file_location("conformance_run", RUN)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture
def judge(conformance):
    """Judge what became of a module `test_x`, of which ``test_x.T.one`` is left out."""

    def judge(tests, loop_runs=1, modules=()):
        exceptions = conformance.Exceptions(
            dict.fromkeys(modules, "why"), [conformance.LeftOut("test_x.*.one", "why")]
        )
        verdict = conformance.Verdict()
        verdict.judge("test_x", conformance.Ran(loop_runs, tests), exceptions)
        return verdict

    return judge


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_asyncios_own_tests_pass_on_the_virtual_loop(conformance):
    if not conformance.modules():
        pytest.skip("this Python comes without its tests")
    sample = "test_queues,test_server,test_taskgroups,test_timeouts,test_transports"
    command = [sys.executable, "-P", RUN, "--modules", sample]

    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)

    assert done.returncode == 0, done.stdout
    assert "test_transports: left out, it runs no loop" in done.stdout


def test_a_test_that_fails_is_reported(judge):
    verdict = judge({"test_x.T.one": "a traceback", "test_x.T.two": "a traceback"})

    assert verdict.failures == {"test_x.T.two": "a traceback"}
    assert verdict.counts == {"left out": 1, "failed": 1}
    assert verdict.unjust == []


def test_a_test_that_is_left_out_and_passes_is_reported(judge):
    verdict = judge({"test_x.T.one": "passed", "test_x.U.one": "passed"})

    assert verdict.unjust == ["test_x.*.one passes, so it need not be left out"]


def test_a_test_that_is_left_out_and_does_not_exist_is_reported(judge):
    verdict = judge({"test_x.T.two": "passed"})

    assert verdict.unjust == ["test_x.*.one does not exist in this Python"]


def test_a_module_that_is_left_out_and_runs_a_loop_is_reported(judge):
    verdict = judge({"test_x.T.two": "passed"}, modules=["test_x"])

    assert verdict.unjust == ["test_x runs a loop, so it need not be left out"]


def test_a_module_that_is_left_out_and_runs_no_loop_is_left_out(judge):
    verdict = judge({"test_x.T.two": "a traceback"}, loop_runs=0, modules=["test_x"])

    assert verdict == type(verdict)()


def test_every_exception_has_its_reason(conformance):
    exceptions = conformance.Exceptions.read()

    assert all(exceptions.modules.values())
    assert all(each.because for each in exceptions.tests)
