"""One exercise as check50 asks it: the same rules, in real time, each in a process of its own."""

import check50


@check50.check()
def exists():
    """01_first_await.py exists"""
    check50.exists("01_first_await.py")
    check50.include("harness.py")


@check50.check(exists)
def rounded():
    """the value comes back rounded"""
    check50.run("python3 harness.py rounded").stdout("holds").exit(0)


@check50.check(exists)
def settled():
    """the sensor is called when it has settled"""
    check50.run("python3 harness.py settled").stdout("holds").exit(0)


@check50.check(exists)
def running():
    """the rest of the program keeps running"""
    check50.run("python3 harness.py running").stdout("holds").exit(0)
