"""Test the recipients of tokens: Google, servers named in the user's own profile, and others only if confirmed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud import conftest
from cloud.fake import OVERRIDES, REFRESH, TOKEN, Google
from commandline import called, error
from security.hostile_server import Stranger, lurking
from vxenv.google.http import Http, HttpError
from vxenv.google.origins import find_origin, is_google

_loopback_only, google, environment = conftest._loopback_only, conftest.google, conftest.environment  # noqa: SLF001

MODELS = ("--models", "claude-opus-5-5", "--locations", "global")
COMMANDS = {
    "probe": ("probe", *MODELS),
    "doctor": ("doctor", "--online", "--quiet"),
    "models": ("models", "--refresh"),
}
SESSION = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod", "CLOUD_ML_REGION": "global"}
BASE = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
OVERRIDE = "CLOUDSDK_API_ENDPOINT_OVERRIDES_"


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Stranger]:
    """Provide a hostile server."""
    with lurking(tmp_path / "stranger") as one:
        yield one


@pytest.fixture
def shell(environment: Mapping[str, str], google: Google, profile: object) -> dict[str, str | None]:
    """Provide a shell with the user's own active profile `p`, which selects a Google server on loopback."""
    profile("p", BASE + google.table())  # type: ignore[operator] # a fixture that is called
    return {**environment, **SESSION, "VXENV_PROFILE": "p", "VXENV_REASON": "use"}


@pytest.fixture
def plain(environment: Mapping[str, str], google: Google, profile: object) -> dict[str, str | None]:
    """Provide a shell with Google's own hosts only."""
    profile("p", BASE)  # type: ignore[operator] # likewise
    given = dict.fromkeys(google.environment())
    return {**given, "HOME": environment["HOME"], **SESSION, "VXENV_PROFILE": "p", "VXENV_REASON": "use"}


def picked(stranger: Stranger, *names: str) -> dict[str, str]:
    """Return some of the hostile server's variables."""
    return {name: stranger.variables()[name] for name in names}


@pytest.mark.parametrize("command", COMMANDS)
def test_ones_own_profile_is_not_asked_about(command: str, shell: dict[str, str | None], google: Google) -> None:
    """A server named in the user's own profile is shown, and gets the token without a question."""
    ran = called(*COMMANDS[command], env=shell)

    assert 3 != ran.code, ran
    assert f"sending your access token to {google.url} (ANTHROPIC_VERTEX_BASE_URL)" in ran.stderr.splitlines()
    assert "token" in google.kinds()


@pytest.mark.parametrize(
    ("command", "name", "secrets"),
    [
        *((command, "ANTHROPIC_VERTEX_BASE_URL", {TOKEN}) for command in COMMANDS),
        *((command, "CLOUDSDK_AUTH_TOKEN_HOST", {REFRESH, "hush"}) for command in COMMANDS),
        *(("doctor", OVERRIDE + name, {TOKEN}) for name in OVERRIDES),
    ],
)
def test_each_variable_needs_a_yes(  # noqa: PLR0917 - cases and fixtures
    command: str, name: str, secrets: set[str], shell: dict[str, str | None], stranger: Stranger, google: Google
) -> None:
    """A variable that redirects a secret is shown with its server, and nothing is sent without confirmation."""
    hostile = {**shell, **picked(stranger, name)}
    ran = called(*COMMANDS[command], env=hostile)

    assert (3, set(), []) == (ran.code, stranger.secrets(), stranger.server.asked + google.asked), ran
    line = next(line for line in ran.stderr.splitlines() if f"({name})" in line)
    assert f"to {stranger.server.url}" in line
    assert any(line.startswith("hint: vxenv ") and "--yes" in line for line in ran.stderr.splitlines())

    called(*COMMANDS[command], "--yes", env=hostile)
    assert secrets == stranger.secrets()


def test_a_location_that_is_a_host(plain: dict[str, str | None], stranger: Stranger) -> None:
    """A location that an older Claude Code turns into another host is checked as that host's address."""
    hostile = {**plain, **picked(stranger, "HTTPS_PROXY", "CLOUD_ML_REGION")}
    ran = called("probe", "--models", "claude-opus-5-5", "--client", "2.1.100", env=hostile)

    assert (3, [], True) == (ran.code, stranger.tunnel.hosts, "to https://evil.example (" in ran.stderr), ran


def test_certificates_from_elsewhere(plain: dict[str, str | None], stranger: Stranger) -> None:
    """A proxy with its own authority reads the token only after confirmation; without one it reads nothing."""
    proxy = picked(stranger, "HTTPS_PROXY")
    both = picked(stranger, "HTTPS_PROXY", "NODE_EXTRA_CA_CERTS")

    assert 1 == called(*COMMANDS["probe"], env={**plain, **proxy}).code
    assert (set(), ["oauth2.googleapis.com:443"]) == (stranger.secrets(), stranger.tunnel.hosts)
    ran = called(*COMMANDS["probe"], env={**plain, **both})
    assert (3, True) == (ran.code, "can impersonate Google (NODE_EXTRA_CA_CERTS)" in ran.stderr)
    assert (set(), 1) == (stranger.secrets(), len(stranger.tunnel.hosts))
    assert 0 == called(*COMMANDS["probe"], "--yes", env={**plain, **both}).code
    assert {REFRESH, TOKEN, "hush"} == stranger.secrets()


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_variables_of_libraries_vouch_for_nobody(name: str, plain: dict[str, str | None], stranger: Stranger) -> None:
    """Certificates from variables of OpenSSL or a library are ignored, confirmed or not."""
    called(*COMMANDS["probe"], "--yes", env={**plain, **picked(stranger, "HTTPS_PROXY", name)})

    assert (set(), True) == (stranger.secrets(), "oauth2.googleapis.com:443" in stranger.tunnel.hosts)


def test_no_keys_of_connections_are_written(plain: dict[str, str | None], stranger: Stranger, home: Path) -> None:
    """SSLKEYLOGFILE, which allows decrypting connections later, is ignored."""
    keys = home / "keys.log"
    both = picked(stranger, "HTTPS_PROXY", "NODE_EXTRA_CA_CERTS")
    called(*COMMANDS["probe"], "--yes", env={**plain, **both, "SSLKEYLOGFILE": str(keys)})

    assert (True, False) == (TOKEN in stranger.secrets(), keys.exists())


def test_metadata_goes_through_no_proxy(plain: dict[str, str | None], stranger: Stranger, tmp_path: Path) -> None:
    """Requests to the metadata server, which returns a token over plain HTTP, use no proxy."""
    without = {**plain, "HOME": str(tmp_path), **picked(stranger, "HTTP_PROXY", "http_proxy")}
    called(*COMMANDS["probe"], "--yes", env=without)

    assert ([], []) == (stranger.tunnel.hosts, stranger.server.asked)


def test_claude_codes_settings_in_a_repository(
    shell: dict[str, str | None], stranger: Stranger, google: Google, work: Path
) -> None:
    """Claude Code settings in a repository do not redirect doctor's tokens."""
    (work / ".claude").mkdir()
    text = f'{{"env": {{"ANTHROPIC_VERTEX_BASE_URL": "{stranger.server.url}/v1"}}}}'
    (work / ".claude" / "settings.json").write_text(text)
    ran = called("doctor", "--online", env=shell)

    assert (3, [], []) == (ran.code, stranger.server.asked, google.asked), ran


@pytest.mark.parametrize(
    "address",
    [
        "https://evil-googleapis.com/", "https://googleapis.com.evil.example/", "https://xgoogleapis.com/",
        "https://oauth2.googleapis.com@evil.example/", "https://evil.example\\@oauth2.googleapis.com/",
        "https://evil.example#@oauth2.googleapis.com/", "https://evil.example/.googleapis.com",
        "https://evil.example?.googleapis.com", "https://oauth2.googleapis.com:8443/", "http://oauth2.googleapis.com/",
        "https://oauth2.googleapis.com./", "https://.googleapis.com/", "https://a..googleapis.com/",
        "https://oauth2.googleapis.com%2eevil.example/", "https://oauth2.googleapis.com%00.evil.example/",
        "https://evil.example%2fgoogleapis.com/", "https://oauth2.googleapis.com\x00.evil.example/",
        "https://evil.example/\n.googleapis.com", "https://oauth2.googleapis.com\t/", " https://oauth2.googleapis.com/",
        "https://oauth2。googleapis。com/", "https://\u043eauth2.g\u043e\u043egleapis.com/", "https://googleapis.com:443:1/",
        "ftp://oauth2.googleapis.com/", "//oauth2.googleapis.com/", "oauth2.googleapis.com", "", "https://",
        "http://metadata.google.internal:8080/", "http://metadata.google.internal.evil.example/",
        "https://accounts.google.com.evil.example/", "https://evil.accounts.google.com/", "https://[::1]/",
        "http://169.254.169.254.evil.example/", "http://0xa9fea9fe/", "https://google.com/",
    ],
)  # fmt: skip
def test_what_is_not_googles(address: str) -> None:
    """Host labels are compared, not string suffixes, and only HTTPS on its default port counts."""
    assert not is_google(find_origin(address))
    with pytest.raises(HttpError) as caught:
        Http({}).ask("GET", address)
    assert caught.value.kind in ("unapproved", "connection")


@pytest.mark.parametrize(
    "address",
    [
        "https://oauth2.googleapis.com/token", "https://OAUTH2.GoogleAPIs.com:443/token", "https://accounts.google.com/",
        "https://aiplatform.us.rep.googleapis.com/v1", "https://us-east5-aiplatform.googleapis.com/v1",
        "http://metadata.google.internal/computeMetadata/v1/", "http://169.254.169.254/", "https://u:p@a.googleapis.com",
    ],
)  # fmt: skip
def test_what_is_googles(address: str) -> None:
    """Google's own servers, and the metadata server of a Google machine, count."""
    assert is_google(find_origin(address))


@given(st.from_regex(r"https?://[a-zA-Z0-9.@:\\/#?%_\[\] -]{1,40}(googleapis\.com)?[@:\\/#?%.]?[a-z.]{0,12}"))
def test_parsers_agree(address: str) -> None:
    """A host that counts as Google's is also the host that the connecting library uses."""
    import urllib3  # noqa: PLC0415 - what really connects

    place = find_origin(address)
    if place and "[" not in place:
        assert place.partition("://")[2].partition(":")[0] == urllib3.util.parse_url(address).host


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_combination_gets_a_secret(
    data: st.DataObject, shell: dict[str, str | None], google: Google, stranger: Stranger, tmp_path: Path
) -> None:
    """No combination of environment variables reveals a secret to a hostile server without confirmation."""
    hostile = stranger.variables()
    names = data.draw(st.sets(st.sampled_from(sorted(hostile))))
    command = data.draw(st.sampled_from(sorted(COMMANDS)))
    plain = dict.fromkeys(google.environment()) if data.draw(st.booleans()) else {}
    home = {} if data.draw(st.booleans()) else {"HOME": str(tmp_path)}
    ran = called(*COMMANDS[command], env={**shell, **plain, **home, **{name: hostile[name] for name in names}})

    assert (set(), False) == (stranger.secrets(), "Traceback" in ran.stderr), (names, ran)


def test_refusals_are_errors(shell: dict[str, str | None], stranger: Stranger) -> None:
    """A refusal is one error on stderr with a working hint, with nothing on stdout."""
    said = error(called(*COMMANDS["probe"], env={**shell, **picked(stranger, "CLOUDSDK_AUTH_TOKEN_HOST")}), 3)

    assert "hint: vxenv probe --yes" in said
