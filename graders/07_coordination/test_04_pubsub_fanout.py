"""A topic with many subscribers: what is asked."""

import ast
import asyncio
from contextlib import suppress

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, proves

SUBSCRIBERS = ("ann", "bob", "cem")


async def read(topic, name, count, seconds=0.0, maxsize=16):
    """Subscribe, note *count* items under *name*, take *seconds* over each; leave."""
    reads = Progress(name)
    async with topic.subscribe(maxsize) as items:
        for _ in range(count):
            reads(await anext(items))
            await asyncio.sleep(seconds)
    return [item for (item,) in reads.calls]


async def read_all(topic, name, maxsize=16):
    """Subscribe, note all items under *name*, then that they have ended."""
    reads = Progress(name)
    async with topic.subscribe(maxsize) as items:
        async for item in items:
            reads(item)
    reads("ended")


async def publish(topic, count, every):
    """Publish 1, 2, 3, ... *count*, one *every* so many seconds."""
    for item in range(1, count + 1):
        await asyncio.sleep(every)
        topic.publish(item)


async def leave_by_an_error(topic):
    """Subscribe, and let an error leave the block."""
    with suppress(ZeroDivisionError):
        async with topic.subscribe():
            raise ZeroDivisionError


async def leave_by_break(topic):
    """Subscribe, and break off after the first item."""
    async with topic.subscribe() as items:
        topic.publish("first")
        async for _ in items:
            break


async def test_every_subscriber_gets_every_item(submission, timeline, pace):
    """Give the item to every subscriber, the moment it is published."""
    topic = submission.Topic()

    readers = [read(topic, name, 3) for name in SUBSCRIBERS]
    await asyncio.gather(*readers, publish(topic, 3, pace(0.5)))

    assert timeline == {
        f"{name} {item}": pace(0.5 * item) for name in SUBSCRIBERS for item in (1, 2, 3)
    }


async def test_a_slow_subscriber_delays_nobody(submission, timeline, pace):
    """A subscriber that is slow delays nobody, and nobody waits for it."""
    topic, half = submission.Topic(), pace(0.5)

    slow = read(topic, "slow", 1, seconds=pace(10.0), maxsize=1)
    await asyncio.gather(slow, read(topic, "fast", 6), publish(topic, 6, half))

    assert timeline == {f"fast {item}": pace(0.5 * item) for item in range(1, 7)} | {"slow 1": half}


async def test_a_slow_subscriber_loses_the_oldest_items(submission):
    """When it has `maxsize` items waiting already, it loses the oldest of them."""
    topic = submission.Topic()

    slow = read(topic, "slow", 5, seconds=0.93, maxsize=3)
    items, _ = await asyncio.gather(slow, publish(topic, 40, 0.1))

    assert items == [1, 8, 17, 26, 36], "every 0.93 s, the oldest of the newest three"


async def test_without_subscribers_an_item_is_lost(submission, timeline):
    """Without subscribers, an item is lost."""
    topic = submission.Topic()

    topic.publish("early")
    await asyncio.gather(read(topic, "ann", 2), publish(topic, 2, 1.0))

    assert timeline == {"ann 1": 1, "ann 2": 2}


async def test_what_is_published_from_the_entry_on_arrives_in_order(submission):
    """Return an async context manager that gives an iterator over the items. It yields what is
    published from the moment at which the block is entered, in that order.
    """
    topic = submission.Topic()

    async with topic.subscribe() as items:
        topic.publish("first")
        topic.publish("second")
        arrived = [await anext(items), await anext(items)]

    assert arrived == ["first", "second"]


async def test_len_is_the_number_of_subscribers(submission):
    """Hands each item on to all subscribers; `len()` gives the number of them."""
    topic = submission.Topic()

    async with topic.subscribe(), topic.subscribe():
        inside = len(topic)

    assert {"inside two blocks": inside, "after them": len(topic)} == {
        "inside two blocks": 2,
        "after them": 0,
    }


async def test_a_break_ends_the_subscription(submission):
    """The subscription ends when the block is left: at its end or by `break`, by an error or by
    a cancellation.
    """
    topic = submission.Topic()

    await leave_by_break(topic)

    assert len(topic) == 0, "subscribers after a `break`"


async def test_an_error_ends_the_subscription(submission):
    """The subscription ends when the block is left: at its end or by `break`, by an error or by
    a cancellation.
    """
    topic = submission.Topic()

    await leave_by_an_error(topic)

    assert len(topic) == 0, "subscribers after an error"


async def test_a_cancellation_ends_the_subscription(submission):
    """The subscription ends when the block is left: at its end or by `break`, by an error or by
    a cancellation.
    """
    topic = submission.Topic()

    with suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            await read(topic, "ann", 1)

    assert len(topic) == 0, "subscribers after a cancellation"


async def test_close_wakes_those_who_wait(submission, timeline):
    """Loops that wait for the next item end at once."""
    topic = submission.Topic()

    readers = asyncio.gather(read_all(topic, "ann"), read_all(topic, "bob"))
    await publish(topic, 1, 1.0)
    await asyncio.sleep(1.0)
    topic.close()
    await readers

    assert timeline == {"ann 1": 1, "bob 1": 1, "ann ended": 2, "bob ended": 2}


async def test_close_loses_nothing_that_is_waiting(submission):
    """End all subscriptions, once they have been given what is waiting for them."""
    topic = submission.Topic()

    async with topic.subscribe(2) as items:
        topic.publish("first")
        topic.publish("second")
        topic.close()
        arrived = [item async for item in items]

    assert arrived == ["first", "second"]


def reads_of(seen):
    """Return what each subscriber has read: (name, item, when)."""
    marks = [(*mark.name.split(), mark.start) for mark in seen.timeline.of("mark")]
    return [mark for mark in marks if mark[0] in SUBSCRIBERS]


@proves("shared-queue-fanout")
def each_item_went_to_one_only(seen):
    """Say which items were read, each by one subscriber only, while all waited for them."""
    items = [item for _, item, _ in reads_of(seen)]
    shared = len(items) > 1 and len(items) == len(set(items))
    if not seen.rule.startswith("every_subscriber") or not shared or seen.gone:
        return None
    told = ", ".join(f"{item} by {name}" for name, item, _ in reads_of(seen))
    return f"each item was read by one subscriber only: {told}"


@proves("never-awaited", next_step="Write `def publish`, as the stub has it: it never waits.")
def publish_gave_back_a_coroutine(seen):
    """publish() is called as the stub has it, without await; yours only gave back a coroutine."""
    made = isinstance(seen.error, DeadlockError) and "publish(" in seen.call and not seen.returned
    definitions = (node for node in ast.walk(seen.source) if isinstance(node, ast.AsyncFunctionDef))
    return made and any(node.name == "publish" for node in definitions)


@proves("slow-consumer-blocks-all")
def the_fast_one_waited_for_the_slow_one(seen):
    """Say when the fast subscriber got an item, and when it was published."""
    fast = [mark for mark in seen.timeline.of("mark") if mark.name.startswith("fast")]
    if isinstance(seen.error, DeadlockError) and "Queue.put" in str(seen.error) and fast:
        return f"a put waits for the slow one; nobody has got anything after {fast[-1].start:g} s"
    if not seen.rule.startswith("a_slow_subscriber_delays") or not fast:
        return None
    step = fast[0].start
    late = [(mark.name, n * step, mark.start) for n, mark in enumerate(fast, 1)]
    late = [each for each in late if each[2] > each[1] + 1e-6]
    return late and "{} was published at {:g} s, and read at {:g} s".format(*late[0])


@proves("unbounded-queue", next_step="Keep `maxsize` items; throw the oldest away for a new one.")
def the_slow_one_got_everything(seen):
    """The slow subscriber lost nothing: what waits for it grows with every item."""
    rule = seen.rule.startswith("a_slow_subscriber_loses") and not seen.tasks
    return rule and seen.happened == [1, 2, 3, 4, 5]


@proves("leak-subscriber")
def somebody_is_still_subscribed(seen):
    """Say how the block was left, after which the subscriber was still there."""
    how, ended, _ = seen.rule.replace("_", " ").partition(" ends the")
    if seen.rule.startswith("len") and seen.happened == {"inside two blocks": 2, "after them": 2}:
        return "after the end of both blocks, `len()` still counts their subscribers"
    return ended and seen.happened == 1 and f"after {how}, `len()` still counts the subscriber"


@proves("lost-wakeup", next_step="Wake them in close(): put an end mark into each queue.")
def those_who_waited_were_not_woken(seen):
    """close() had been called, and those who waited for the next item wait on."""
    deadlock = isinstance(seen.error, DeadlockError) and not seen.gone
    closed = seen.call.endswith("close()")
    return deadlock and closed
