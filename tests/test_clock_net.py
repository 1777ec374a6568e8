"""Servers, connections, names: what stays inside a virtual loop, and what is refused."""

import asyncio
import contextvars
import errno
import socket
import ssl
import sys
import threading

import aiohttp
import pytest
from aiohttp import web

from asynclings.clock import VirtualLoop, install
from asynclings.errors import DeadlockError, OfflineError

install()

needs_ipv6 = pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
needs_unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no unix sockets here")


def run(main, loop_factory=VirtualLoop):
    async def all_of_it():
        result = await main()
        for _ in range(10):  # servers take a few turns to see that a client has gone
            await asyncio.sleep(0)
        return result

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        return runner.run(all_of_it())


def now():
    return asyncio.get_running_loop().time()


async def echo(reader, writer):
    """Send every line back."""
    try:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    finally:
        writer.close()


async def serve(handle=echo, host="127.0.0.1", port=0, **options):
    server = await asyncio.start_server(handle, host, port, **options)
    return server, server.sockets[0].getsockname()[1] if server.sockets else port


async def ask(host, port, line=b"hello\n", **options):
    """Send one line, return the answer."""
    reader, writer = await asyncio.open_connection(host, port, **options)
    try:
        writer.write(line)
        return await reader.readline()
    finally:
        writer.close()


class Site:
    """An aiohttp server in the running loop; its answers take a second."""

    async def __aenter__(self):
        app = web.Application()
        app.router.add_get("/", self.answer)
        self.remotes = []
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.port = self.runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}/"
        return self

    async def __aexit__(self, *_):
        await self.runner.cleanup()

    async def answer(self, request):
        self.remotes.append(request.remote)
        await asyncio.sleep(1.0)
        return web.Response(text=request.host)


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


# --- connections --------------------------------------------------------------------


def test_a_client_reaches_a_server_of_the_loop():
    async def main():
        server, port = await serve()
        async with server:
            return await ask("127.0.0.1", port), now()

    assert run(main) == (b"hello\n", 0.0)


def test_both_ends_have_the_addresses_of_a_tcp_connection():
    async def main():
        ends = asyncio.Queue()

        async def note(reader, writer):
            ends.put_nowait(writer.get_extra_info("peername"))
            ends.put_nowait(writer.get_extra_info("sockname"))
            writer.close()

        server, port = await serve(note)
        async with server:
            _, writer = await asyncio.open_connection("localhost", port)
            mine = writer.get_extra_info("sockname"), writer.get_extra_info("peername")
            theirs = await ends.get(), await ends.get()
            writer.close()
            return mine, theirs, port

    mine, theirs, port = run(main)

    assert mine == theirs == (("127.0.0.1", 49152), ("127.0.0.1", port))


def test_every_connection_comes_from_a_port_of_its_own():
    async def main():
        ports = []

        async def note(reader, writer):
            ports.append(writer.get_extra_info("peername")[1])
            await echo(reader, writer)

        server, port = await serve(note)
        async with server:
            await asyncio.gather(*(ask("127.0.0.1", port) for _ in range(5)))
        return ports

    assert len(set(run(main))) == 5


def test_a_connection_calls_itself_a_socket():
    async def main():
        server, port = await serve()
        loop = asyncio.get_running_loop()
        async with server:
            with socket.socket() as sock:
                sock.settimeout(0)
                await loop.sock_connect(sock, ("127.0.0.1", port))
                return repr(sock)

    assert run(main).startswith("<socket.socket fd=")


def test_options_of_tcp_are_accepted():
    async def main():
        server, port = await serve()
        async with server:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            writer.close()
            return sock.family

    assert run(main) == socket.AF_INET


def test_300_echoes_take_no_time_and_a_pending_timeout_does_not_fire():
    async def main():
        server, port = await serve()
        async with server, asyncio.timeout(5):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(300):
                writer.write(b"x" * 1000 + b"\n")
                await reader.readline()
            writer.close()
        return now()

    assert run(main) == 0.0


def test_a_large_body_arrives_while_time_stands_still():
    async def main():
        server, port = await serve(limit=2**24)
        line = b"x" * 4_000_000 + b"\n"
        async with server, asyncio.timeout(5):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
            writer.write(line)
            answer = await reader.readline()
            writer.close()
        return answer == line, now()

    assert run(main) == (True, 0.0)


def test_a_silent_server_is_a_deadlock_and_not_a_hang():
    async def main():
        async def say_nothing(reader, writer):
            try:
                await reader.read()
            finally:
                writer.close()

        server, port = await serve(say_nothing)
        async with server:
            await ask("127.0.0.1", port)

    with pytest.raises(DeadlockError, match=r"test_clock_net\.py:\d+ in ask\(\)"):
        run(main)


def test_the_handler_does_not_see_the_context_of_the_client():
    user = contextvars.ContextVar("user", default="nobody")

    async def main():
        seen = asyncio.Queue()

        async def note(reader, writer):
            seen.put_nowait(user.get())
            await echo(reader, writer)

        server, port = await serve(note)
        async with server:
            user.set("the client")
            await ask("127.0.0.1", port)
            return await seen.get()

    assert run(main) == "nobody"


def test_accepting_a_connection_is_nothing_that_the_client_did():
    async def main():
        server, port = await serve()
        loop = asyncio.get_running_loop()
        async with server:
            before = len(loop.timeline.of("task"))
            await ask("127.0.0.1", port)
            return [span.where for span in loop.timeline.of("task")[before:]]

    assert [where for where in run(main) if where] == []


def test_a_socket_of_ones_own_can_be_connected():
    async def main():
        server, port = await serve()
        loop = asyncio.get_running_loop()
        async with server:
            with socket.socket() as sock:
                sock.settimeout(0)
                await loop.sock_connect(sock, ("127.0.0.1", port))
                await loop.sock_sendall(sock, b"hello\n")
                return await loop.sock_recv(sock, 100), loop.awaits_outsiders()

    assert run(main) == (b"hello\n", False)


def test_a_socket_of_another_class_keeps_its_class():
    class Mine(socket.socket):
        pass

    async def main():
        server, port = await serve()
        loop = asyncio.get_running_loop()
        async with server:
            with Mine() as sock:
                sock.settimeout(0)
                await loop.sock_connect(sock, ("127.0.0.1", port))
                await loop.sock_sendall(sock, b"hello\n")
                return await loop.sock_recv(sock, 100), type(sock)

    assert run(main) == (b"hello\n", Mine)


@needs_ipv6
def test_ipv6_works_the_same():
    async def main():
        try:
            server, port = await serve(host="::1")
        except OSError:
            pytest.skip("no IPv6 loopback here")
        async with server:
            _, writer = await asyncio.open_connection("::1", port)
            writer.close()
            return writer.get_extra_info("peername"), ("::1", port, 0, 0)

    happened, expected = run(main)

    assert happened == expected


@needs_unix
def test_unix_sockets_work_the_same(tmp_path):
    path = str(tmp_path / "socket")

    async def main():
        server = await asyncio.start_unix_server(echo, path)
        async with server:
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(b"hello\n")
            answer = await reader.readline()
            writer.close()
            return answer, asyncio.get_running_loop().awaits_outsiders()

    assert run(main) == (b"hello\n", False)


def test_tls_runs_on_top():
    """With a cipher that needs no certificate."""

    def context(purpose):
        made = ssl.SSLContext(purpose)
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
        made.maximum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers("AECDH:@SECLEVEL=0")
        return made

    async def main():
        server, port = await serve(ssl=context(ssl.PROTOCOL_TLS_SERVER))
        asyncio.get_running_loop().serve_name("api.example", port)
        async with server:
            secure = context(ssl.PROTOCOL_TLS_CLIENT)
            return await ask("api.example", 443, ssl=secure), now()

    assert run(main) == (b"hello\n", 0.0)


@pytest.mark.skipif(sys.platform != "linux", reason="UDP is exact on Linux only")
def test_udp_on_loopback_is_exact():
    async def main():
        loop = asyncio.get_running_loop()
        heard = loop.create_future()

        class Listen(asyncio.DatagramProtocol):
            def datagram_received(self, data, addr):
                heard.set_result((data, loop.time()))

        receiver, _ = await loop.create_datagram_endpoint(Listen, local_addr=("127.0.0.1", 0))
        sender, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=receiver.get_extra_info("sockname")
        )
        loop.call_later(1.5, sender.sendto, b"alive")
        async with asyncio.timeout(60):
            result = await heard
        sender.close()
        receiver.close()
        return result

    assert run(main) == (b"alive", 1.5)


# --- listening ----------------------------------------------------------------------


def test_a_port_where_nobody_listens_refuses_at_once():
    async def main():
        server, port = await serve()
        server.close()
        with pytest.raises(ConnectionRefusedError):
            await ask("127.0.0.1", port)
        return now()

    assert run(main) == 0.0


def test_a_port_can_be_listened_on_once():
    async def main():
        server, port = await serve()
        async with server:
            with pytest.raises(OSError) as caught:
                await serve(port=port)
        return caught.value.errno

    assert run(main) == errno.EADDRINUSE


def test_a_port_can_be_reused_when_its_server_is_closed():
    async def main():
        first, port = await serve()
        first.close()
        second, _ = await serve(port=port)
        async with second:
            return await ask("127.0.0.1", port)

    assert run(main) == b"hello\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 does not exist")
def test_each_host_of_this_machine_has_its_own_servers():
    async def main():
        async def other(reader, writer):
            writer.write(b"the other one\n")
            writer.close()

        one, port = await serve()
        two, _ = await serve(other, host="127.0.0.2", port=port)
        async with one, two:
            return await ask("127.0.0.1", port), await ask("127.0.0.2", port)

    assert run(main) == (b"hello\n", b"the other one\n")


def test_a_server_on_all_addresses_is_found_on_loopback():
    async def main():
        server, port = await serve(host="0.0.0.0")  # noqa: S104 - the very point
        async with server:
            answer = await ask("127.0.0.1", port)
            return answer, asyncio.get_running_loop().awaits_outsiders()

    assert run(main) == (b"hello\n", False)


def test_a_server_that_has_not_started_refuses():
    async def main():
        server, port = await serve(start_serving=False)
        with pytest.raises(ConnectionRefusedError):
            await ask("127.0.0.1", port)
        await server.start_serving()
        async with server:
            return await ask("127.0.0.1", port)

    assert run(main) == b"hello\n"


def test_closing_a_server_leaves_its_connections_open():
    async def main():
        server, port = await serve()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0)
        server.close()
        writer.write(b"still here\n")
        answer = await reader.readline()
        writer.close()
        return answer

    assert run(main) == b"still here\n"


def test_a_connection_that_was_never_accepted_ends_with_its_server():
    async def main():
        server, port = await serve()
        loop = asyncio.get_running_loop()
        with socket.socket() as sock:
            sock.settimeout(0)
            await loop.sock_connect(sock, ("127.0.0.1", port))
            server.close()
            return await loop.sock_recv(sock, 100)

    assert run(main) == b""


@pytest.mark.skipif(sys.version_info < (3, 12, 1), reason="wait_closed() did not wait before")
def test_a_server_knows_its_connections():
    async def main():
        server, port = await serve()
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        asyncio.get_running_loop().call_later(2.0, writer.close)
        server.close()
        await server.wait_closed()
        return now()

    assert run(main) == 2.0


# --- names --------------------------------------------------------------------------


def test_a_served_name_leads_to_its_server_whichever_port_is_asked_for():
    async def main():
        server, port = await serve()
        asyncio.get_running_loop().serve_name("api.example", port)
        async with server:
            return [await ask(host, 80) for host in ("api.example", "API.Example", "api.example.")]

    assert run(main) == [b"hello\n"] * 3


def test_a_name_may_be_given_before_its_server_starts():
    async def main():
        asyncio.get_running_loop().serve_name("api.example", 1)
        with pytest.raises(ConnectionRefusedError):
            await ask("api.example", 80)

    run(main)


def test_aiohttp_reaches_a_served_name_and_sends_it():
    async def main():
        async with Site() as site, aiohttp.ClientSession() as session:
            asyncio.get_running_loop().serve_name("api.example", site.port)
            return await fetch(session, "http://api.example/")

    assert run(main) == "api.example"


def test_aiohttp_asks_the_loop_even_where_aiodns_is_installed(monkeypatch):
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", None)

    async def main():
        async with Site() as site, aiohttp.ClientSession() as session:
            asyncio.get_running_loop().serve_name("api.example", site.port)
            return await fetch(session, "http://api.example/")

    assert run(main) == "api.example"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "api.example", b"LOCALHOST", None])
def test_resolving_needs_neither_a_thread_nor_time(host):
    async def main():
        loop = asyncio.get_running_loop()
        loop.serve_name("api.example", 8080)
        found = await loop.getaddrinfo(host, 8080, type=socket.SOCK_STREAM, family=socket.AF_INET)
        return [info[4] for info in found], loop.timeline.of("thread"), loop.time()

    assert run(main) == ([("127.0.0.1", 8080)], [], 0.0)


def test_localhost_has_one_address():
    async def main():
        loop = asyncio.get_running_loop()
        return [info[4][0] for info in await loop.getaddrinfo("localhost", 1, type=1)]

    assert run(main) == ["127.0.0.1"]


# --- everything else is refused -----------------------------------------------------


@pytest.mark.parametrize("host", ["example.com", "93.184.216.34", "2606:2800:220:1::1"])
def test_any_other_host_is_refused(host):
    async def main():
        server, port = await serve()
        async with server:
            with pytest.raises(OfflineError) as caught:
                await ask(host, 80)
            return str(caught.value), port, now()

    text, port, seconds = run(main)

    assert f"no network in an exercise: {host}:80 was asked for" in text
    assert text.endswith(f"the servers of this exercise are 127.0.0.1:{port}")
    assert seconds == 0.0


def test_the_refusal_names_servers_by_their_names():
    async def main():
        server, port = await serve()
        asyncio.get_running_loop().serve_name("api.example", port)
        async with server:
            with pytest.raises(OfflineError, match=r"of this exercise are api\.example$"):
                await ask("example.com", 80)

    run(main)


def test_the_refusal_says_so_when_there_is_no_server():
    async def main():
        with pytest.raises(OfflineError, match="this exercise has no server"):
            await ask("example.com", 80)

    run(main)


@pytest.mark.parametrize("url", ["http://example.com/", "http://93.184.216.34/"])
def test_aiohttp_shows_the_refusal(url):
    async def main():
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientConnectorError, match="no network in an exercise"):
                await session.get(url)
            return now()

    assert run(main) == 0.0


def test_udp_to_elsewhere_is_refused():
    async def main():
        loop = asyncio.get_running_loop()
        with pytest.raises(OfflineError):
            await loop.create_datagram_endpoint(
                asyncio.DatagramProtocol, remote_addr=("192.0.2.1", 53)
            )

    run(main)


# --- aiohttp ------------------------------------------------------------------------


def test_ten_requests_at_once_take_as_long_as_one():
    async def main():
        async with Site() as site, aiohttp.ClientSession() as session:
            await asyncio.gather(*(fetch(session, site.url) for _ in range(10)))
            return now(), set(site.remotes)

    assert run(main) == (1.0, {"127.0.0.1"})


def test_five_requests_one_after_another_take_five_times_as_long():
    async def main():
        async with Site() as site, aiohttp.ClientSession() as session:
            for _ in range(5):
                await fetch(session, site.url)
            return now()

    assert run(main) == 5.0


def test_a_client_timeout_is_exact():
    async def main():
        timeout = aiohttp.ClientTimeout(total=0.5)
        async with Site() as site, aiohttp.ClientSession(timeout=timeout) as session:
            with pytest.raises(TimeoutError):
                await fetch(session, site.url)
            return now()

    assert run(main) == 0.5


def test_the_limit_of_a_connector_counts():
    async def main():
        connector = aiohttp.TCPConnector(limit=2)
        async with Site() as site, aiohttp.ClientSession(connector=connector) as session:
            await asyncio.gather(*(fetch(session, site.url) for _ in range(6)))
            return now()

    assert run(main) == 3.0


# --- ours or foreign ----------------------------------------------------------------


def test_only_connections_to_others_await_outsiders():
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        async def main():
            loop = asyncio.get_running_loop()
            server, _ = await serve()
            async with server:
                before = loop.awaits_outsiders()
                _, writer = await asyncio.open_connection(*stranger.getsockname())
                during = loop.awaits_outsiders()
                writer.close()
                await writer.wait_closed()
                return before, during, loop.awaits_outsiders()

        assert run(main) == (False, True, False)


def test_a_stranger_may_take_real_time_without_a_spurious_timeout():
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def answer():
            connection, _ = stranger.accept()
            with connection:
                connection.sendall(connection.recv(100))

        thread = threading.Thread(target=answer)
        thread.start()

        async def main():
            async with asyncio.timeout(5):
                return await ask(*stranger.getsockname())

        assert run(main) == b"hello\n"
        thread.join()
