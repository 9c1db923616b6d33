import pytest

from server.config import ConfigError, from_environment
from tests.conftest import ROOT


def test_the_defaults_stay_on_this_machine():
    config = from_environment({"PATH": "/bin"})
    assert (config.host, config.port) == ("127.0.0.1", 8750)
    assert "127.0.0.1" in config.names


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"CAVEAT_PORT": "0"}, "from 1 to 65535"),
        ({"CAVEAT_PORT": "abc"}, "CAVEAT_PORT needs a whole number"),
        ({"CAVEAT_THREADS": "-1"}, "CAVEAT_THREADS"),
        ({"CAVEAT_REPORTS_HOURLY": "0"}, "CAVEAT_REPORTS_HOURLY needs a whole number from 1 to"),
        ({"CAVEAT_LIMITS": "1"}, "CAVEAT_LIMITS is no setting"),
        ({"CAVEAT_HOST": "0.0.0.0"}, "CAVEAT_NAMES"),
        ({"CAVEAT_PROT": "1"}, "CAVEAT_PROT is no setting"),
    ],
)
def test_a_setting_that_is_not_allowed_is_named(given, says):
    with pytest.raises(ConfigError, match=says):
        from_environment(given)


def test_an_open_host_needs_names():
    config = from_environment({"CAVEAT_HOST": "0.0.0.0", "CAVEAT_NAMES": "caveat.lan, 10.0.0.7"})
    assert config.names == ("caveat.lan", "10.0.0.7")


def test_only_the_settings_and_where_models_lie_are_read_from_the_environment():
    readers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("server", "model")
        for path in (ROOT / folder).rglob("*.py")
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    ]
    assert readers == ["server/config.py", "model/artefact/__init__.py"]
