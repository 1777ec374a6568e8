"""What comes over the wire: values arrive as they were, nonsense is one error."""

import asyncio
import json
import math
import socket
import struct
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from asynclings.errors import ClockError
from asynclings.probes import Record, Service
from asynclings.rooms.judge_room import JudgeRoom
from asynclings.rooms.values import decode, encode
from asynclings.rooms.wire import MAX_FRAME_BYTES, RoomLostError, Wire, WireError, pack, unpack
from asynclings.scenario import Scenario

WALL_SECONDS = 5.0


@pytest.fixture
def ends():
    near, far = socket.socketpair()
    yield Wire(near, WALL_SECONDS), far
    near.close()
    far.close()


class NoThings:
    def export(self, thing, depth):
        raise WireError(f"{thing!r} is no plain value")

    def resolve(self, written, depth):
        raise WireError("no things here")


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
        | st.frozensets(st.integers() | st.text(), max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(plain)
def test_a_value_arrives_as_it_was(value):
    frame = unpack(pack([encode(value, NoThings())])[4:])

    arrived = decode(frame[0], NoThings())

    assert arrived == value
    assert type(arrived) is type(value)


def test_odd_numbers_and_records_arrive():
    value = [math.inf, -math.inf, 10**300, Record("Cart", items=("tea",), total=30)]

    assert decode(encode(value, NoThings()), NoThings()) == value
    assert math.isnan(decode(encode(math.nan, NoThings()), NoThings()))


class Text(str):  # noqa: SLOT000 - nobody keeps many
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def test_only_exact_types_arrive():
    arrived = decode(encode({"a": Text("x")}, NoThings()), NoThings())

    assert type(arrived["a"]) is str
    assert arrived["a"] != "y"


def test_a_frame_may_come_in_pieces(ends):
    wire, far = ends
    for byte in pack(["request", {"a": 1}]):
        far.send(bytes([byte]))

    assert wire.receive() == ["request", {"a": 1}]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff\xff",
        struct.pack("!I", MAX_FRAME_BYTES + 1),
        b"\x00\x00\x00\x00",
        b"\x00\x00\x00\x02hi",
        b"\x00\x00\x00\x02{}",
        b"\x00\x00\x00\x04\xff\xfe\xff\xfe",
        struct.pack("!I", 200_000) + b"[" * 200_000,
        struct.pack("!I", 5_002) + b"[" + b"9" * 5_000 + b"]",
        b"\x00\x00\x00\x05[NaN]",
    ],
    ids=["huge", "too large", "empty", "no json", "no list", "no text", "deep", "digits", "nan"],
)
def test_nonsense_is_one_error(ends, data):
    wire, far = ends
    far.sendall(data)

    with pytest.raises(WireError):
        wire.receive()


def test_the_end_of_the_other_room_is_an_error(ends):
    wire, far = ends
    far.close()

    with pytest.raises(RoomLostError, match="its process ended"):
        wire.receive()


def test_sockets_that_nobody_asked_for_are_not_taken(ends):
    wire, far = ends
    socket.send_fds(far, [pack(["x"])], [far.fileno()])

    assert wire.receive() == ["x"]
    assert wire.sockets == []


# --- ten thousand messages of somebody who means no good -------------------------------

KINDS = st.sampled_from(["request", "returned", "raised", "", "verdict"])
NAMES = st.sampled_from([
    "call", "start", "special", "attr", "send", "throw", "task", "turn", "wait", "generators",
    "closed", "locate", "connect", "load", "finish", "post:done", "", "advance",
])  # fmt: skip
POSTS = st.sampled_from(["watch", "done", "retrieved", "close", "release", "span", "", "load"])
NUMBERS = st.integers(-3, 40) | st.just(10**30)
LEAVES = st.none() | st.booleans() | NUMBERS | st.floats() | st.text(max_size=8)
TAGS = st.sampled_from(["l", "t", "s", "z", "d", "b", "i", "n", "p", "r", "e", "h", "o", "q", ""])
WHAT = st.sampled_from(["coroutine", "future", "class", "function", "exception", "object", "x"])
WRITTEN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.builds(lambda tag, rest: [tag, *rest], TAGS, st.lists(inner, max_size=10))
        | st.builds(
            lambda n, what, rest: ["h", n, what, *rest], NUMBERS, WHAT, st.lists(inner, max_size=6)
        )
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=15,
)
STATES = st.just([0, 0, 0, 0, None, False]) | st.lists(LEAVES, max_size=7) | WRITTEN
BODIES = WRITTEN | st.builds(
    lambda name, rest: ["l", [name, *rest]], NAMES, st.lists(WRITTEN, max_size=5)
)
FRAMES = st.builds(
    lambda *parts: list(parts),
    KINDS,
    STATES,
    st.just([]) | WRITTEN,
    st.lists(
        st.builds(lambda name, rest: [name, *rest], POSTS, st.lists(WRITTEN, max_size=7)),
        max_size=2,
    )
    | WRITTEN,
    BODIES,
)


def judge(wire, tmp_path):
    scenario = Scenario(tmp_path / "answer.py", tmp_path / "solution.py", "rule")
    room = JudgeRoom(wire, scenario)
    for thing in (Service("foo"), asyncio.sleep, ValueError("x"), [1].append):
        room.border.keep(thing)
    return room


#: What a part of a message may be instead; drawing whole messages takes ten times longer.
ODD = [
    None, True, -1, 0, 10**30, 1.5, "", "x", "call", [], {}, ["l"], ["o"], ["o", 1, []], ["h", 1],
    ["e", 1], ["o", 3, [["x.py", 1, "f"]]], [[]], ["d", [[["l", []], 1]]],
]  # fmt: skip

#: Messages that are made of one: itself, and others that differ from it in a part or two.
KIN = 10


def changed(frame, random):
    """Return *frame* with one part of it lost, doubled, or something else."""
    frame = json.loads(json.dumps(frame))
    part = frame
    while (deeper := [one for one in part if type(one) is list and one]) and random.random() < 0.7:
        part = random.choice(deeper)
    place, how = random.randrange(len(part)), random.randrange(4)
    if how == 0:
        del part[place]
    elif how == 1:
        part.insert(place, part[place])
    else:
        part[place] = random.choice(ODD)
    return frame


def throw(frame, tmp_path):
    """Send *frame* to a judge that waits for an answer."""
    near, far = socket.socketpair()
    with near, far:
        body = json.dumps(frame).encode()
        far.sendall(struct.pack("!I", len(body)) + body)
        far.shutdown(socket.SHUT_WR)  # so that a judge that waits for more ends as well
        room = judge(Wire(near, WALL_SECONDS), tmp_path)
        try:
            room.border.request("finish")
        except (RoomLostError, ClockError):
            assert room.border.lost is not None or frame[0] in ("raised", "request")
        except BaseException as error:  # noqa: BLE001 - what the other room "raised" is let through
            assert frame[0] == "raised", error  # noqa: PT017
        finally:
            room.border.table.clear()
            room.twins.close()


@settings(
    max_examples=10_000 // KIN,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(frame=FRAMES, random=st.randoms(use_true_random=False, note_method_calls=False))
@example(
    frame=["request", [0, 0, 0, 0, None, False], [], [[]], None],
    random=Random(1),  # noqa: S311
)  # an empty note
def fuzz(tmp_path, thrown, frame, random):
    for _ in range(KIN):
        throw(frame, tmp_path)
        thrown.append(1)
        frame = changed(frame, random) if frame else ["request"]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore")
def test_ten_thousand_messages_neither_crash_nor_hang_the_judge(tmp_path):
    thrown = []

    fuzz(tmp_path, thrown)

    assert len(thrown) >= 10_000
