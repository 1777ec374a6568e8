"""Nothing of a scenario leaves this machine, whatever is called on whichever thread."""

import asyncio
import errno
import socket
import threading

import pytest

from asynclings.clock import VirtualLoop, install
from asynclings.errors import OfflineError

install()

#: Addresses for documentation; nobody can have them.
ELSEWHERE = ("192.0.2.1", 80)


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def connect(address):
    with socket.socket() as sock:
        sock.connect(address)


def connect_ex(address):
    with socket.socket() as sock:
        sock.connect_ex(address)


def send(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"x", address)


def send_message(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendmsg([b"x"], [], 0, address)


CALLS = {
    "connect": lambda: connect(ELSEWHERE),
    "create_connection": lambda: socket.create_connection(("example.com", 80)),
    "sendto": lambda: send(ELSEWHERE),
    "sendmsg": lambda: send_message(ELSEWHERE),
    "getaddrinfo": lambda: socket.getaddrinfo("example.com", 80),
    "connect_ex": lambda: connect_ex(ELSEWHERE),
    "getnameinfo": lambda: socket.getnameinfo(ELSEWHERE, 0),
    "gethostbyname": lambda: socket.gethostbyname("example.com"),
    "gethostbyaddr": lambda: socket.gethostbyaddr("192.0.2.1"),
}
each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@each_call
def test_the_loops_thread_cannot_leave(call):
    async def main():
        with pytest.raises(OfflineError, match="no network in an exercise: "):
            call()

    run(main)


@each_call
def test_a_worker_thread_cannot_leave(call):
    async def main():
        with pytest.raises(OfflineError, match="no network in an exercise: "):
            await asyncio.to_thread(call)

    run(main)


def test_a_plain_thread_cannot_leave():
    async def main():
        caught = []

        def go():
            try:
                connect(ELSEWHERE)
            except OfflineError as error:
                caught.append(error)

        thread = threading.Thread(target=go)
        thread.start()
        await asyncio.sleep(1)
        thread.join()
        return len(caught)

    assert run(main) == 1


def test_the_refusal_names_the_address_and_the_servers():
    async def main():
        server = await asyncio.start_server(lambda _, __: None, "127.0.0.1", 0)
        asyncio.get_running_loop().serve_name("api.example", server.sockets[0].getsockname()[1])
        async with server:
            with pytest.raises(OfflineError) as caught:
                await asyncio.to_thread(connect, ELSEWHERE)
            return caught.value.strerror

    assert run(main) == (
        "no network in an exercise: 192.0.2.1:80 was asked for; "
        "the servers of this exercise are api.example"
    )


def test_an_answer_to_udp_from_this_machine_is_sent():
    async def main():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind(("127.0.0.1", 0))
            await asyncio.to_thread(send, sock.getsockname())
            sock.settimeout(0)
            return sock.recv(10)

    assert run(main) == b"x"


def test_a_thread_may_connect_to_another_process_on_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        async def main():
            await asyncio.to_thread(connect, stranger.getsockname())

        run(main)


def test_outside_of_virtual_time_the_network_is_nobodys_business():
    with socket.socket() as sock:
        sock.settimeout(0)

        assert sock.connect_ex(ELSEWHERE) in (errno.EINPROGRESS, errno.ENETUNREACH, 10035)
