"""Blocking sockets: exact in a worker thread, noted and refused on the loop's own."""

import asyncio
import http.client
import socket
import threading
import time
import urllib.request

import pytest
from aiohttp import web

from asynclings.clock import VirtualLoop, install
from asynclings.errors import BlockedLoopError

install()


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def loop():
    return asyncio.get_running_loop()


def blocks():
    return [(span.name, span.start, span.end) for span in loop().timeline.of("block")]


class Site:
    """An aiohttp server in the running loop; its answers take a second."""

    async def __aenter__(self):
        app = web.Application()
        app.router.add_get("/", self.answer)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.address = self.runner.addresses[0]
        self.url = "http://{}:{}/".format(*self.address)
        return self

    async def __aexit__(self, *_):
        await self.runner.cleanup()

    async def answer(self, request):
        await asyncio.sleep(1.0)
        return web.Response(text=f"{request.host} {request.remote}")


def get(url, timeout=None):
    options = {} if timeout is None else {"timeout": timeout}
    with urllib.request.urlopen(url, **options) as response:  # noqa: S310 - http it is
        return response.read().decode()


# --- in a worker thread -------------------------------------------------------------


def test_blocking_clients_in_threads_take_exactly_as_long_as_the_server():
    async def main():
        async with Site() as site:
            await asyncio.gather(*(asyncio.to_thread(get, site.url) for _ in range(3)))
            return loop().time(), blocks()

    assert run(main) == (1.0, [])


def test_a_thread_reaches_a_served_name():
    async def main():
        async with Site() as site:
            loop().serve_name("api.example", site.address[1])
            return await asyncio.to_thread(get, "http://api.example/")

    assert run(main) == "api.example 127.0.0.1"


def test_the_timeout_of_a_socket_is_virtual():
    async def main():
        async with Site() as site:
            with pytest.raises(TimeoutError):
                await asyncio.to_thread(get, site.url, timeout=0.25)
            return loop().time()

    assert run(main) == 0.25


def test_a_thread_waits_until_the_server_hangs_up():
    async def main():
        async def say_nothing(reader, writer):
            try:
                await asyncio.sleep(3.0)
            finally:
                writer.close()

        server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        async with server:
            client = http.client.HTTPConnection(*server.sockets[0].getsockname())
            with pytest.raises(http.client.RemoteDisconnected):
                await asyncio.to_thread(lambda: (client.request("GET", "/"), client.getresponse()))
            client.close()
            return loop().time()

    assert run(main) == 3.0


def test_a_socket_pair_joins_a_thread_and_the_loop():
    async def main():
        ours, theirs = socket.socketpair()

        def double():
            with theirs:
                time.sleep(1.0)
                theirs.sendall(theirs.recv(100) * 2)

        worker = asyncio.create_task(asyncio.to_thread(double))
        reader, writer = await asyncio.open_connection(sock=ours)
        loop().call_later(2.0, writer.write, b"ab")
        async with asyncio.timeout(60):
            answer = await reader.read()
        writer.close()
        await worker
        return answer, loop().time(), loop().awaits_outsiders()

    assert run(main) == (b"abab", 2.0, False)


def test_a_plain_thread_may_listen_with_udp():
    async def main():
        heard = loop().create_future()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind(("127.0.0.1", 0))

            def listen():
                data = sock.recvfrom(100)[0]
                loop_of_main.call_soon_threadsafe(heard.set_result, data)

            loop_of_main = loop()
            thread = threading.Thread(target=listen)
            thread.start()
            sender, _ = await loop().create_datagram_endpoint(
                asyncio.DatagramProtocol, remote_addr=sock.getsockname()
            )
            loop().call_later(1.5, sender.sendto, b"alive")
            async with asyncio.timeout(60):
                data = await heard
            sender.close()
            thread.join()
        return data, loop().time()

    assert run(main) == (b"alive", 1.5)


def test_a_thread_may_look_which_ports_are_open():
    async def main():
        def is_open(port):
            with socket.socket() as sock:
                return sock.connect_ex(("127.0.0.1", port)) == 0

        async with Site() as site:
            with socket.socket() as reserved:
                reserved.bind(("127.0.0.1", 0))
                ports = (site.address[1], reserved.getsockname()[1])
                return [await asyncio.to_thread(is_open, port) for port in ports]

    assert run(main) == [True, False]


# --- on the loop's thread -----------------------------------------------------------


def test_a_blocking_connection_to_a_server_of_the_loop_is_refused_with_a_reason():
    async def main():
        async with Site() as site:
            with pytest.raises(BlockedLoopError) as caught:
                socket.create_connection(site.address)
            return str(caught.value), blocks()

    text, blocked = run(main)

    assert "test_clock_blocking_sockets.py:" in text
    assert "runs in this very loop: it can never answer. Use an asynchronous client" in text
    assert blocked == [("socket.connect", 0.0, 0.0)]


def test_a_blocking_http_client_is_noted_once_and_by_its_name():
    async def main():
        async with Site() as site:
            loop().serve_name("api.example", site.address[1])
            with pytest.raises(BlockedLoopError):
                get("http://api.example/")
            return blocks()

    assert run(main) == [("urllib.request", 0.0, 0.0)]


def test_resolving_a_name_blocks():
    async def main():
        socket.getaddrinfo("localhost", 80)
        return blocks()

    assert run(main) == [("socket.getaddrinfo", 0.0, 0.0)]


def test_resolving_an_address_does_not_block():
    async def main():
        socket.getaddrinfo("127.0.0.1", 80)
        return blocks()

    assert run(main) == []


def test_to_receive_what_has_come_is_noted():
    async def main():
        one, two = socket.socketpair()
        with one, two:
            two.sendall(b"ab")
            return one.recv(100), blocks()

    assert run(main) == (b"ab", [("socket.recv", 0.0, 0.0)])


def test_to_receive_with_a_timeout_blocks_for_that_long():
    async def main():
        one, two = socket.socketpair()
        with one, two:
            one.settimeout(1.5)
            with pytest.raises(TimeoutError):
                one.recv(100)
            return loop().time(), blocks()

    assert run(main) == (1.5, [("socket.recv", 0.0, 1.5)])


def test_to_receive_what_a_thread_will_send_blocks_until_then():
    async def main():
        one, two = socket.socketpair()
        with one, two:

            def send():
                time.sleep(2.0)
                two.sendall(b"ab")

            worker = loop().run_in_executor(None, send)
            received = one.recv(100)
            await worker
            return received, blocks()

    assert run(main) == (b"ab", [("socket.recv", 0.0, 2.0)])


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM], ids=["udp", "tcp"])
def test_to_receive_what_can_never_come_is_refused_with_a_reason(kind):
    async def main():
        with socket.socket(socket.AF_INET, kind) as sock:
            sock.bind(("127.0.0.1", 0))
            if kind == socket.SOCK_STREAM:
                sock.listen()
            with pytest.raises(BlockedLoopError, match="blocks the event loop and can never"):
                sock.accept() if kind == socket.SOCK_STREAM else sock.recvfrom(100)

    run(main)


def test_sockets_that_do_not_block_are_left_alone():
    async def main():
        one, two = socket.socketpair()
        with one, two:
            one.settimeout(0)
            with pytest.raises(BlockingIOError):
                one.recv(100)
            return blocks()

    assert run(main) == []


def test_outside_of_virtual_time_sockets_are_as_ever():
    one, two = socket.socketpair()
    with one, two:
        two.sendall(b"ab")
        assert one.recv(100) == b"ab"
        assert type(one) is socket.socket
