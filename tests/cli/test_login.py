"""Test login with a gcloud that records its call and writes credentials, and the command that renews them."""

import json
import shlex
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run, called, error, refused, tree
from vxenv.catalogue.login_file import render_refresh_command
from vxenv.plans.build import make_plan

PROD = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
COMMAND = "gcloud auth application-default login"
# Writes as gcloud does: a user's file with the quota project, or one that impersonates.
GCLOUD = """#!/bin/sh
{ echo "words: $*"
  echo "directory: $CLOUDSDK_CONFIG"
  echo "asks: ${GOOGLE_APPLICATION_CREDENTIALS-}${CLOUDSDK_CORE_PROJECT-}"
  echo "proxy: ${HTTPS_PROXY-}"; } >>"$HOME/calls"
[ -z "$FAIL" ] || exit "$FAIL"
quota= account=
for word; do case $word in
  --billing-project=*) quota=${word#*=} ;;
  --impersonate-service-account=*) account=${word#*=} ;;
esac; done
file=$CLOUDSDK_CONFIG/application_default_credentials.json
if [ -n "$account" ]; then
  printf '{"type": "impersonated_service_account", "source_credentials": {"type": "authorized_user"}, %s' \\
    "\\"service_account_impersonation_url\\": \\"https://x/serviceAccounts/$account:generateAccessToken\\"}" >"$file"
else
  printf '{"type": "authorized_user", "client_id": "i", "client_secret": "s", "refresh_token": "%s"%s}' \\
    "$$" "${quota:+, \\"quota_project_id\\": \\"$quota\\"}" >"$file"
fi
echo "Credentials saved to file"
"""


@pytest.fixture
def gcloud(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the fake gcloud first on PATH, and return the file of its calls."""
    program = home / "bin" / "gcloud"
    program.parent.mkdir()
    program.write_text(GCLOUD)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("FAIL", "")
    return home / "calls"


@pytest.fixture
def file(config: Path) -> Path:
    """Return the path of the credentials of the profile prod."""
    return config / "gcloud" / "prod" / "application_default_credentials.json"


def list_calls(calls: Path, what: str) -> list[str]:
    """Return the values of `what` in the calls of gcloud."""
    return [line.partition(": ")[2] for line in calls.read_text().splitlines() if line.startswith(f"{what}: ")]


def test_login_sets_the_credentials_of_one_profile(
    gcloud: Path, file: Path, profile: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program runs in a private directory, without variables that make it ask; undo reverts the key."""
    path = profile("prod", PROD + '[network]\nhttps_proxy = "http://proxy:1"\n')
    path.chmod(0o600)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/other.json")
    monkeypatch.setenv("CLOUDSDK_CORE_PROJECT", "other")
    ran = called("login", "prod")
    place = "~/.config/vxenv/gcloud/prod/application_default_credentials.json"

    assert (0, "") == (ran.code, ran.stdout), ran.stderr
    assert (
        [f"{COMMAND.removeprefix('gcloud ')} --billing-project=acme-prod"],
        [str(file.parent)],
        [""],
        ["http://proxy:1"],
    ) == tuple(list_calls(gcloud, what) for what in ("words", "directory", "asks", "proxy"))
    assert [
        f"running {COMMAND} --billing-project=acme-prod",
        f"prod: google.credentials  (unset) → {place}",
        f"{place}: authorized_user, quota project acme-prod",
    ] == ran.stderr.splitlines()[:3]
    assert f'credentials = "{place}"' in path.read_text()
    assert [0o700, 0o600] == [stat.S_IMODE(each.stat().st_mode) for each in (file.parent, file)]
    assert "*\n" == (file.parent.parent / ".gitignore").read_text()
    assert "prod: already up to date" in called("login", "prod").stderr
    called("undo")
    assert "credentials" not in path.read_text()


def test_options_are_passed_and_kept(gcloud: Path, file: Path, profile: Callable[[str, str], Path]) -> None:
    """A later login, and gcloud without options in the same directory, use the same account."""
    profile("prod", PROD)
    account = "claude@acme-prod.iam.gserviceaccount.com"
    called("login", "prod", "--impersonate-service-account", account, "--no-launch-browser")
    again = called("login", "prod")
    called("login", "prod", "--impersonate-service-account", "", "--quota-project", "billing")
    other = called("login", "prod", "--disable-quota-project")

    assert [
        f"--no-launch-browser --impersonate-service-account={account}",
        f"--impersonate-service-account={account}",
        "--billing-project=billing",
        "--disable-quota-project",
    ] == [words.partition(" login ")[2] for words in list_calls(gcloud, "words")]
    assert f"impersonated_service_account, {account}" in again.stderr
    assert "warning" not in again.stderr + other.stderr
    assert "[auth]" in (file.parent / "configurations" / "config_default").read_text()


@pytest.mark.usefixtures("gcloud")
def test_other_properties_of_the_directory_stay(file: Path, profile: Callable[[str, str], Path]) -> None:
    """Properties that the user sets in the directory, such as a proxy, are unchanged."""
    profile("prod", PROD).chmod(0o600)
    path = file.parent / "configurations" / "config_default"
    path.parent.mkdir(parents=True)
    path.write_text("[proxy]\naddress = proxy.example\n[billing]\nquota_project = billing\n")
    ran = called("login", "prod")

    assert "proxy.example" in path.read_text()
    assert [
        "warning: the quota project is billing, but requests go to acme-prod",
        "hint: vxenv login prod --quota-project acme-prod",
    ] == [line for line in ran.stderr.splitlines() if line.startswith(("warning", "hint"))]


def test_missing_quota_project_is_reported(gcloud: Path, profile: Callable[[str, str], Path]) -> None:
    """A user's credentials without a quota project lead to a warning."""
    profile("prod", "")
    ran = called("login", "prod")

    assert "warning: the credentials have no quota project; Google may reject requests" in ran.stderr
    assert "hint: vxenv login prod --quota-project PROJECT" in ran.stderr
    assert ["--disable-quota-project"] == [words.split()[-1] for words in list_calls(gcloud, "words")]


def test_dry_run_starts_nothing(home: Path, gcloud: Path, profile: Callable[[str, str], Path]) -> None:
    """--dry-run shows the command and the difference."""
    profile("prod", PROD)
    before = tree(home)
    ran = called("login", "prod", "-n")

    assert f"would run: {COMMAND} --billing-project=acme-prod\n" in ran.stderr
    assert "+credentials =" in ran.stdout + ran.stderr
    assert (before, False) == (tree(home), gcloud.exists())


@pytest.mark.usefixtures("gcloud")
def test_failures_leave_the_profile_unchanged(
    home: Path,
    profile: Callable[[str, str], Path],
    source: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A failed gcloud, a missing one, a profile of a source and an invalid option are errors with a hint."""
    path = profile("prod", PROD)
    source("team/prod", PROD)
    read_only = refused(home, 3, "login", "team/prod")
    invalid = refused(home, 2, "login", "prod", "--quota-project", "a\n[core]")
    both = refused(home, 2, "login", "prod", "--quota-project", "a", "--disable-quota-project")
    monkeypatch.setenv("FAIL", "3")
    failed = error(called("login", "prod"), 1)
    monkeypatch.setenv("PATH", "/nowhere")
    missing = error(called("login", "prod"), 1)

    assert "hint: vxenv add team-prod --extends team/prod\nhint: vxenv login team-prod" in read_only
    assert 'invalid value for --quota-project: "a\\n[core]"' in invalid
    assert "cannot be combined" in both
    assert 'gcloud exited with 3; "prod" is unchanged\nhint: vxenv login prod --no-launch-browser' in failed
    assert "gcloud is not installed" in missing
    assert PROD == path.read_text()


def test_settings_carry_the_refresh_command(
    home: Path, gcloud: Path, file: Path, profile: Callable[[str, str], Path]
) -> None:
    """The command in the settings renews exactly this file, whatever is in the environment, and exports are exact."""
    profile("prod", PROD)
    profile("other", '[google]\ncredentials = "~/key.json"\n')
    called("login", "prod")
    old = file.read_bytes()
    settings = json.loads(called("export", "prod", "--format", "claude-settings").stdout)
    gcloud.unlink()
    environment = {"HOME": str(home), "PATH": f"{home}/bin:/usr/bin:/bin", "GOOGLE_APPLICATION_CREDENTIALS": str(file)}
    subprocess.run(["/bin/sh", "-c", settings["gcpAuthRefresh"]], env=environment, check=True, capture_output=True)

    assert ([COMMAND.removeprefix("gcloud ")], [str(file.parent)], [""]) == tuple(
        list_calls(gcloud, what) for what in ("words", "directory", "asks")
    )
    assert old != file.read_bytes()
    assert "gcpAuthRefresh" not in called("export", "other", "--format", "claude-settings").stdout
    written = home / "code" / ".claude" / "settings.local.json"
    called("export", "prod", "--format", "claude-settings", "--write", str(written))
    assert settings["gcpAuthRefresh"] == json.loads(written.read_text())["gcpAuthRefresh"]
    called("export", "--format", "claude-settings", "--remove", str(written))
    assert not written.exists()


@pytest.mark.usefixtures("gcloud")
def test_exec_passes_the_refresh_command(home: Path, profile: Callable[[str, str], Path], run: Run) -> None:
    """`exec` gives Claude Code the command, unless its own --settings have one."""
    profile("prod", PROD)
    called("login", "prod")
    claude = home / "bin" / "claude"
    claude.write_text('#!/bin/sh\ncat "$2"\n')
    claude.chmod(0o755)
    ran = run("exec", "prod", "--", "claude")
    own = run("exec", "prod", "--", "claude", "--settings", '{"gcpAuthRefresh": "mine"}')

    assert shlex.split(json.loads(ran.stdout)["gcpAuthRefresh"])[-4:] == COMMAND.split()
    assert "mine" == json.loads(own.stdout)["gcpAuthRefresh"]


@pytest.mark.usefixtures("gcloud")
def test_the_wrapper_passes_the_refresh_command(config: Path, file: Path, profile: Callable[[str, str], Path]) -> None:
    """The settings that the hook passes to Claude Code have the command; those of other credentials do not."""
    (config / "config.toml").write_text("claude_wrapper = true\n")
    profile("prod", PROD)
    profile("other", '[google]\ncredentials = "~/key.json"\n')
    called("login", "prod")
    settings = [json.loads(Path(make_plan(f"use:{name}").launch_settings).read_text()) for name in ("prod", "other")]

    assert render_refresh_command(str(file)) == settings[0]["gcpAuthRefresh"]
    assert "gcpAuthRefresh" not in settings[1]


def test_the_refresh_command_is_quoted(config: Path, file: Path) -> None:
    """The command is quoted for sh; a file elsewhere, or with another name, has none."""
    words = shlex.split(render_refresh_command(str(file)))
    others = ["prod/key.json", "../" + file.name, file.name, f"a/b/{file.name}"]

    assert ["env", "-u", "GOOGLE_APPLICATION_CREDENTIALS"] == words[:3]
    assert [f"CLOUDSDK_CONFIG={file.parent}", *COMMAND.split()] == words[-5:]
    assert [""] * 4 == [render_refresh_command(str(config / "gcloud" / other)) for other in others]
