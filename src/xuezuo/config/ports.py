"""Is the port free? The web server shares a port silently (SO_REUSEPORT): two sites would answer by turns."""

import errno
import socket

from xuezuo.kernel.errors import DomainError, Kind


class PortTaken(DomainError):
    """Another program listens where the site should."""

    code = "config.port_taken"
    kind = Kind.CONFLICT
    template = "端口 {port} 已被别的程序占用，网站没有启动。请用 --port 换一个端口，或先停掉占用它的程序。"


def require_free(host: str, port: int) -> None:
    """Make sure that nobody listens there.

    Raises:
        PortTaken: when somebody does, also when that program would share the port.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what has just ended does not count
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port=port) from None
            raise
