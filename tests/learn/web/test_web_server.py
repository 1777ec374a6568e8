"""The server lets in its own page and nobody else, and keeps its address."""

import json
import socket
import stat
from dataclasses import replace

import aiohttp
import pytest

from asynclings.errors import AsynclingsError
from asynclings.learn.web.address import Address, listen
from asynclings.learn.web.browser import has_window
from asynclings.learn.web.server import REFUSED


def fetch(hosted, path="/", **headers):
    """Return status, headers and text at *path*, as a client with *headers* gets them."""

    async def get():
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{hosted.address.host}{path}", headers=headers) as answer,
        ):
            return answer.status, answer.headers, await answer.text()

    return hosted.run(get())


def follow(hosted, talk=None, *, token=None, origin=None, host=None):
    """Open the WebSocket as a page does; return what *talk* does with it, or what came first."""
    own = f"http://{hosted.address.host}"
    headers = {"Origin": own if origin is None else origin}
    headers |= {"Host": host} if host else {}
    offered = ("asynclings", token or hosted.address.token)

    async def connect():
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{own}/live", headers=headers, protocols=offered) as line,
        ):
            return await (talk(line) if talk else line.receive(10))

    return hosted.run(connect())


def test_the_page_may_load_nothing_and_is_kept_nowhere(hosted):
    status, headers, text = fetch(hosted)

    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert f"connect-src ws://{hosted.address.host} ws://localhost:" in text.replace("&#39;", "'")
    assert hosted.address.token not in text


@pytest.mark.parametrize("path", ["/favicon.ico", "/..%2f..%2fetc%2fpasswd", "/live/", "//"])
def test_there_is_nothing_beside_the_page(hosted, path):
    status, headers, _ = fetch(hosted, path)

    assert (status, headers["Cache-Control"]) == (404, "no-store")


def test_a_key_of_any_bytes_is_a_wrong_one(hosted):
    own = hosted.address.host
    asked = [
        b"GET /live HTTP/1.1",
        f"Host: {own}".encode(),
        f"Origin: http://{own}".encode(),
        b"Connection: Upgrade",
        b"Upgrade: websocket",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
        b"Sec-WebSocket-Protocol: asynclings, \xff\xfe",
    ]
    with socket.create_connection(("127.0.0.1", hosted.address.port), timeout=5) as line:
        line.sendall(b"\r\n".join([*asked, b"", b""]))
        answer = b""
        while REFUSED.to_bytes(2, "big") not in answer:
            answer += line.recv(4096) or pytest.fail(f"not refused: {answer!r}")

    assert answer.startswith(b"HTTP/1.1 101 ")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "[::1]"])
def test_another_name_of_this_machine_is_refused(hosted, host):
    status, _, text = fetch(hosted, Host=host.format(port=hosted.address.port))

    assert (status, "asynclings" in text) == (403, False)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
def test_a_page_of_another_site_cannot_follow(hosted, origin):
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        follow(hosted, origin=origin)


def test_who_does_not_say_where_it_is_from_cannot_follow(hosted):
    async def connect():
        url = f"http://{hosted.address.host}/live"
        protocols = ("asynclings", hosted.address.token)
        async with aiohttp.ClientSession() as session:
            await session.ws_connect(url, protocols=protocols)

    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        hosted.run(connect())


@pytest.mark.parametrize("token", ["wrong", "x" * 5000])
def test_a_wrong_token_is_told_so_and_nothing_else(hosted, token):
    first = follow(hosted, token=token)

    assert (first.type, first.data) == (aiohttp.WSMsgType.CLOSE, REFUSED)


def test_a_page_hears_of_every_newest_state(hosted):
    async def talk(line):
        before = await line.receive_json(timeout=10)
        hosted.source.put(replace(hosted.source.state, current="dinner"))
        return before["view"]["current"], (await line.receive_json(timeout=10))["view"]["current"]

    assert follow(hosted, talk) == ("breakfast", "dinner")


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{",
        "[]",
        '"next"',
        '{"do": 1}',
        '{"do": ["next"]}',
        '{"do": "rm"}',
        '{"do": "go", "slug": 1}',
        "[" * 2000,
    ],
)
def test_what_is_no_wish_does_nothing(hosted, nonsense):
    async def talk(line):
        await line.send_str(nonsense)
        await line.send_str(json.dumps({"do": "next"}))
        await line.receive_json(timeout=10)
        return (await line.receive_json(timeout=10))["view"]["current"]

    assert follow(hosted, talk) == "dinner"
    assert hosted.source.wishes == [("next", "")]


def test_port_and_token_are_those_of_the_last_time(hosted):
    first = hosted.address

    hosted.stop()

    assert hosted.start() == first
    assert stat.S_IMODE(hosted.keep.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "{}",
        '{"port": 80}',
        '{"port": "80", "token": "0123456789012345678901234"}',
        '{"port": 70000, "token": "0123456789012345678901234"}',
        '{"port": 8000, "token": "short"}',
    ],
)
def test_an_address_that_cannot_be_read_is_made_anew(tmp_path, kept):
    keep = tmp_path / "web.json"
    keep.write_text(kept)
    keep.chmod(0o600)

    listening, address = listen(keep)
    listening.close()

    assert json.loads(keep.read_text()) == {"port": address.port, "token": address.token}
    assert len(address.token) == 32


def test_a_token_that_others_could_read_is_not_used_again(tmp_path):
    keep = tmp_path / "web.json"
    listening, first = listen(keep)
    listening.close()
    keep.chmod(0o644)

    listening, second = listen(keep)
    listening.close()

    assert first.token != second.token
    assert stat.S_IMODE(keep.stat().st_mode) == 0o600


def test_a_port_that_is_taken_gives_way_unless_it_was_asked_for(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        keep = tmp_path / "web.json"
        keep.write_text(json.dumps({"port": port, "token": "t" * 32}))
        keep.chmod(0o600)

        listening, address = listen(keep)
        listening.close()

        assert address == Address(address.port, "t" * 32)
        assert address.port != port
        with pytest.raises(AsynclingsError, match=f"Port {port} cannot be listened on"):
            listen(keep, port)


def test_where_nothing_can_be_written_there_is_a_page_all_the_same(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    listening, address = listen(tmp_path / "file" / "web.json")
    listening.close()

    assert address.url.startswith(f"http://127.0.0.1:{address.port}/#token=")


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),  # a browser in the terminal would take it over
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "a 1 b 2", "DISPLAY": ":10"}, "linux", False),
    ],
)
def test_a_browser_is_opened_only_where_it_has_a_window_of_its_own(environ, platform, there):
    assert has_window(environ, platform) is there
