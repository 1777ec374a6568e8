"""A sensor that must settle before it is read: what is asked."""

from asynclings.probes import Progress, Service, heartbeat, proves


async def test_the_value_comes_back_rounded(submission):
    """Return what the sensor measures, rounded to one decimal."""
    sensor = Service("sensor", 0.5, returns=21.4375)

    value = await submission.read_sensor(sensor, 2.0)

    assert value == 21.4


async def test_the_sensor_is_called_when_it_has_settled(submission, timeline, pace):
    """`sensor` is an async function: it is called `settle` seconds after the start, once, and
    its value is returned as soon as it is there.
    """
    settle, measuring = pace(2.0, 0.5)
    sensor, returned = Service("sensor", measuring, returns=21.4), Progress("returned")

    await submission.read_sensor(sensor, settle)
    returned()

    assert timeline == {
        "sensor": (settle, settle + measuring),
        "returned": settle + measuring,
    }, "first the pause, then the sensor"


async def test_the_rest_of_the_program_keeps_running(submission):
    """While the sensor settles and measures, the rest of the program keeps running."""
    sensor = Service("sensor", 0.5, returns=21.4)

    async with heartbeat(0.4) as rest_of_the_program:
        await submission.read_sensor(sensor, 2.0)

    assert rest_of_the_program.ticks == 6, "in 2.5 s, something every 0.4 s happens 6 times"


@proves("over-parallelised", next_step="Await the pause first; call the sensor on the next line.")
def the_sensor_was_read_during_the_pause(seen):
    """The sensor was called while the pause was still going on."""
    tasks = {task.name for task in seen.tasks}
    pauses = [span for span in seen.timeline.of("sleep") if span.name in tasks and span.end]
    readings = [call for call in seen.calls("sensor") if call.end]
    return any(
        pause.start <= reading.start and reading.end < pause.end
        for pause in pauses
        for reading in readings
    )
