"""A port that somebody else holds is refused before anything is started, even when that program would share it."""

import socket

import pytest

from xuezuo.config.cli.main import main
from xuezuo.config.ports import PortTaken, require_free

pytestmark = pytest.mark.enable_socket


@pytest.fixture(params=[False, True], ids=["alone", "shared"])
def taken(request):
    with socket.socket() as other:
        if request.param:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_refused(taken):
    with pytest.raises(PortTaken):
        require_free("127.0.0.1", taken)


def test_a_port_that_was_just_left_is_free(taken):
    with socket.create_connection(("127.0.0.1", taken)):
        pass
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    require_free("127.0.0.1", port)


def test_demo_says_so_before_it_loads_anything(taken, tmp_path, capsys):
    assert main(["demo", "--data", str(tmp_path / "demo"), "--port", str(taken)]) == 1
    assert "--port" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
