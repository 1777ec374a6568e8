"""The slow dashboard: what is asked."""

import pytest

from asynclings.probes import Progress, Record, Service, Services, proves

ALICE = Record("Profile", id=7, name="Alice")


def services(profile=0.5, orders=1.0, recommendations=1.2, notifications=0.3, ads=1.5):
    """Return the five services; each takes the given seconds."""
    return Services(
        profile=Service("profile", profile, ALICE),
        orders=Service("orders", orders, ["tea", "cups"]),
        recommendations=Service("recommendations", recommendations, ["teapot"]),
        notifications=Service("notifications", notifications, 3),
        ads=Service("ads", ads, "buy now"),
    )


async def test_the_dashboard_holds_what_the_five_services_answered(submission):
    """Ask the five services, and return their answers as a `Dashboard`."""
    page = await submission.load_dashboard(services(), "alice")

    assert page == Record(
        "Dashboard",
        profile=ALICE,
        orders=["tea", "cups"],
        recommendations=["teapot"],
        notifications=3,
        ads="buy now",
    )


async def test_three_services_are_asked_for_the_id_of_the_profile(submission):
    """The orders, recommendations and notifications are asked for by the profile's id."""
    api = services()

    await submission.load_dashboard(api, "alice")

    asked = [*api.orders.calls, *api.recommendations.calls, *api.notifications.calls]
    assert asked == [(7,), (7,), (7,)]


async def test_no_call_waits_for_an_answer_that_it_does_not_need(submission, timeline, pace):
    """No call waits for an answer that it does not need."""
    profile, orders, recommendations, notifications, ads = pace(0.5, 1.0, 1.2, 0.3, 1.5)
    returned = Progress("returned")

    api = services(profile, orders, recommendations, notifications, ads)
    await submission.load_dashboard(api, "alice")
    returned()

    assert timeline == {
        "profile alice": (0, profile),
        "ads": (0, ads),
        "orders 7": (profile, profile + orders),
        "recommendations 7": (profile, profile + recommendations),
        "notifications 7": (profile, profile + notifications),
        "returned": profile + recommendations,
    }


async def test_when_the_profile_fails_the_ads_are_cancelled(submission, timeline):
    """When the profile fails, the call for the ads is cancelled, and once that has cleaned up,
    the profile's error leaves, plain or in an ExceptionGroup.
    """
    api, left = services(), Progress("the error left")
    api.profile = Service("profile", 0.5, raises=ConnectionError("no profiles today"))
    api.ads = Service("ads", 1.5, cleanup=0.2)

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.load_dashboard(api, "alice")
    left()

    assert timeline == {"profile alice": (0, 0.5), "ads": (0, 0.7), "the error left": 0.7}


NEED_THE_PROFILE = ("orders", "recommendations", "notifications")


@proves("over-parallelised", next_step="Wait for the profile, then ask these three together.")
def asked_before_the_profile_was_there(seen):
    """Say which call did not wait for the profile."""
    profile = next(iter(seen.calls("profile")), None)
    for call in seen.calls():
        early = profile is None or profile.end is None or call.start < profile.end
        if call.name.startswith(NEED_THE_PROFILE) and early:
            return f"{call.name} was asked for at {call.start:g} s, before the profile was there"
    return None


@proves("over-parallelised", next_step="Wait for the profile; its value has the id.")
def a_task_was_asked_for_the_id(seen):
    """The id was asked of a task, whose value was not there yet."""
    return isinstance(seen.error, AttributeError) and "Task' object has no" in str(seen.error)


@proves("late-start", next_step="Start the ads before the first await, and await them last.")
def the_ads_waited_for_the_profile(seen):
    """Say when the ads were asked for, where everything else began in time."""
    profile, *after = seen.calls()[:5] or [None]
    ads = [call for call in after if call.name == "ads"]
    if not ads or len(after) < 4 or any(call.start != profile.end for call in after):
        return None
    return f"the ads were asked for at {ads[0].start:g} s, when the profile was there"


@proves("cancel-without-await", next_step="Await the call after cancel(), then let the error go.")
def the_ads_were_still_cleaning_up(seen):
    """The ads were cancelled, but the error left before they had cleaned up."""
    ads = [call for call in seen.calls("ads") if call.outcome == "cancelled"]
    return bool(ads) and ads[0].end is None and seen.rule.startswith("when_the_profile_fails")
