"""Tests of doctor: each fault alone is the first problem reported, and its hint fixes it."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import doctor_faults
from doctor_faults import Variables
from doctor_home import HOOK, KEY, PROFILE, World, healthy, problems

# Hints that no test can run: they use the network or ask questions.
NOT_HERE = (
    "https://",
    "vxenv source show",
    "npm ",
    "claude update",
    "ls -l",
    "vxenv list",
    "gcloud config",
    "vxenv exec",
    "vxenv lint",
    "type -a",
)


@pytest.fixture
def world(home: Path) -> World:
    """Return a home without problems."""
    return healthy(home)


class Case(NamedTuple):
    """A fault, the first problem that doctor must report, and the start of its hint.

    `broken` causes the fault, and returns the variables that are changed manually while the profile is active.
    """

    broken: Callable[[World], Variables | None]
    group: str
    name: str
    state: str
    hint: str


LOAD = "vxenv setup --shell bash; exec bash"
EDIT = "empty ~/"
LOGIN = "gcloud auth application-default login"
CASES = (
    Case(doctor_faults.no_rc, "shell", "rc", "failed", "vxenv setup --shell bash"),
    Case(doctor_faults.rc_of_a_lost_file, "shell", "rc", "failed", "vxenv init bash > ~/.config/vxenv/init.bash"),
    Case(doctor_faults.rc_of_an_old_file, "shell", "rc", "warning", "vxenv init bash > ~/.config/vxenv/init.bash"),
    Case(doctor_faults.hook_without_its_other_part, "shell", "rc", "failed", "vxenv setup --shell bash"),
    Case(doctor_faults.no_hook, "shell", "hook", "failed", LOAD),
    Case(doctor_faults.old_hook, "shell", "hook", "warning", LOAD),
    Case(doctor_faults.hook_out_of_line, "shell", "line", "failed", LOAD),
    Case(doctor_faults.other_vxenv, "shell", "path", "warning", "export PATH="),
    Case(doctor_faults.broken_config, "config", "file", "failed", EDIT),
    Case(doctor_faults.broken_catalogue, "config", "file", "failed", EDIT),
    Case(doctor_faults.config_for_everybody, "config", "modes", "warning", "chmod -R go-w ~/.config/vxenv"),
    Case(doctor_faults.profile_for_everybody, "config", "modes", "warning", "chmod -R go-w ~/.config/vxenv/profiles"),
    Case(doctor_faults.broken_catalogue_of_a_source, "config", "file", "failed", "vxenv source update acme"),
    Case(doctor_faults.damaged_source, "sources", "acme", "failed", "vxenv source remove acme"),
    Case(doctor_faults.changed_source, "sources", "acme", "warning", "vxenv source update acme"),
    Case(doctor_faults.value_for_a_source, "sources", "acme", "warning", "vxenv source update acme --set google.proj"),
    Case(doctor_faults.broken_values, "sources", "acme", "failed", EDIT),
    Case(
        doctor_faults.source_for_everybody, "sources", "modes", "warning", "chmod -R go-w ~/.local/state/vxenv/sources"
    ),
    Case(doctor_faults.source_without_git, "sources", "sources", "warning", "https://git-scm.com/downloads"),
    Case(doctor_faults.source_without_signers, "sources", "acme", "warning", "vxenv source show acme"),
    Case(doctor_faults.no_claude, "client", "installed", "failed", "npm install"),
    Case(doctor_faults.claude_off_the_path, "client", "installed", "failed", 'export PATH=~/.local/bin:"$PATH"'),
    Case(doctor_faults.old_claude, "client", "version", "warning", "claude update"),
    Case(doctor_faults.broken_profile, "profile", "active", "failed", EDIT),
    Case(doctor_faults.no_such_parent, "profile", "active", "failed", "vxenv list"),
    Case(doctor_faults.retired_model, "profile", "retired-model", "failed", "vxenv upgrade p"),
    Case(doctor_faults.by_hand, "profile", "values", "warning", "vxenv use p"),
    Case(doctor_faults.damaged_record, "profile", "undo", "warning", "exec bash"),
    Case(doctor_faults.settings_win, "settings", "wins", "warning", "vxenv exec p -- claude"),
    Case(
        doctor_faults.own_settings_win, "settings", "wins", "warning", "vxenv export --format claude-settings --remove"
    ),
    Case(doctor_faults.broken_settings, "settings", "file", "warning", EDIT),
    Case(doctor_faults.bedrock, "routing", "provider", "failed", "unset CLAUDE_CODE_USE_BEDROCK"),
    Case(doctor_faults.no_project, "routing", "project", "failed", "vxenv set p vertex.project="),
    Case(doctor_faults.quota_as_project, "routing", "project", "warning", "vxenv set p vertex.project=acme-quota"),
    Case(doctor_faults.key_to_gateway, "routing", "key", "warning", "unset ANTHROPIC_API_KEY"),
    Case(doctor_faults.gateway_without_address, "routing", "gateway", "failed", "vxenv unset p vertex.skip_auth"),
    Case(doctor_faults.no_credentials, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.lost_key, "credentials", "claude", "failed", "vxenv unset p google.credentials"),
    Case(doctor_faults.key_is_a_directory, "credentials", "claude", "failed", "vxenv unset p google.credentials"),
    Case(doctor_faults.key_leads_nowhere, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.key_is_no_json, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.key_lacks_a_field, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.key_of_no_type, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.key_too_long, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.key_empty, "credentials", "claude", "failed", LOGIN),
    Case(doctor_faults.ignored_folder, "credentials", "claude", "failed", "vxenv set p"),
    Case(doctor_faults.readable_key, "credentials", "mode", "warning", "chmod 600"),
    Case(doctor_faults.other_quota, "credentials", "quota", "warning", "vxenv set p google.quota_project=acme-eu"),
    Case(doctor_faults.no_token, "credentials", "token", "failed", "ls -la "),
    Case(
        doctor_faults.unknown_configuration, "gcloud", "configuration", "warning", "gcloud config configurations list"
    ),
    Case(
        doctor_faults.proxy_without_scheme,
        "network",
        "proxy",
        "warning",
        "export HTTPS_PROXY=http://proxy.example:3128",
    ),
    Case(doctor_faults.socks, "network", "proxy", "failed", "unset HTTPS_PROXY"),
    Case(doctor_faults.socks_of_the_profile, "network", "proxy", "failed", "vxenv unset p network.https_proxy"),
    Case(doctor_faults.lost_certificates, "network", "certificates", "warning", "unset NODE_EXTRA_CA_CERTS"),
    Case(doctor_faults.no_certificates, "network", "certificates", "warning", "unset NODE_EXTRA_CA_CERTS"),
)
# Hints that change the shell that they run in; tests/shells has tests of them.
IN_A_SHELL = (LOAD, "exec bash")


def test_nothing_is_wrong(world: World) -> None:
    """Without faults no problem is reported, the output fits on one screen, and the exit code is 0."""
    ran = world.doctor()

    assert (0, [], "1 note\n") == (ran.code, problems(world.checks()), ran.stderr)
    assert len(ran.stdout.splitlines()) <= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.broken.__name__)
def test_the_first_problem_is_the_cause(world: World, case: Case) -> None:
    """A fault is the first problem reported, and its hint fixes it."""
    changed = case.broken(world) or {}
    checks = world.checks(by_hand=changed)
    found = next(one for one in checks if one["state"] in ("warning", "failed"))

    assert ((case.group, case.name, case.state), True) == (
        (found["group"], found["name"], found["state"]),
        found["hint"].startswith(case.hint),
    ), found
    assert (1 if any(one["state"] == "failed" for one in checks) else 0) == world.doctor(by_hand=changed).code
    if found["hint"].startswith((*NOT_HERE, *IN_A_SHELL)):
        return
    # These cannot ask without a terminal.
    asks = found["hint"].startswith(("vxenv upgrade", "vxenv setup", "vxenv source"))
    line = found["hint"].replace("=PROJECT", "=acme-eu").replace("=VALUE", "=acme-eu")
    after = world.run(line + (" --yes" if asks else ""), changed)
    # As the hook would, the profile is applied again to the shell's environment.
    world.env.update(after)
    gone = {name: value for name, value in changed.items() if name not in after and "vxenv use" not in found["hint"]}

    assert (case.group, case.name, case.state) not in problems(world.checks(by_hand=gone)), found["hint"]


def test_a_stack_is_looked_at_as_it_would_be(world: World) -> None:
    """With a name, the variables of that profile are checked, and a missing hook is only a warning."""
    doctor_faults.no_hook(world)
    world.profile(PROFILE.replace("acme-eu", "acme-us"), "q")
    world.env["VXENV_REASON"] = None
    said = {(one["group"], one["name"]): one["what"] for one in world.checks("q")}

    assert ("Vertex, project acme-us, location eu", [("shell", "hook", "warning")]) == (
        said["routing", "project"],
        problems(world.checks("q")),
    )
    assert (1, 0) == (world.doctor().code, world.doctor("q").code)


def test_an_unknown_stack_is_an_error(world: World) -> None:
    """An unknown profile is a usage error."""
    ran = world.doctor("nobody")

    assert (2, "", "hint: vxenv list") == (ran.code, ran.stdout, ran.stderr.splitlines()[-1])


def test_no_hook_makes_no_profile_a_consequence(world: World) -> None:
    """A hook that is not loaded is a failure; the lack of an active profile follows from it and is a note."""
    doctor_faults.no_hook(world)
    world.env["VXENV_REASON"] = None
    found = [(one["group"], one["name"], one["state"]) for one in world.checks()]

    assert [("shell", "hook", "failed")] == [row for row in found if row[2] in ("warning", "failed")]
    assert ("profile", "active", "note") in found


def test_where_requests_go_elsewhere_no_credentials_are_a_note(world: World) -> None:
    """If a profile turns Vertex off, missing Google credentials are a note."""
    doctor_faults.no_credentials(world)
    world.profile("[vertex]\nenabled = false\n")
    states = [(one["name"], one["state"]) for one in world.checks() if one["group"] in ("routing", "credentials")]

    assert (0, [("provider", "note"), ("claude", "note")]) == (world.doctor().code, states)


def test_a_machine_of_google_needs_no_file(world: World) -> None:
    """With a metadata server, a missing credentials file is not a failure."""
    doctor_faults.no_credentials(world)
    said = world.checks(by_hand={"GCE_METADATA_HOST": "metadata.example"})

    assert ["from the metadata server of this machine"] == [
        one["what"] for one in said if one["group"] == "credentials" and one["name"] == "claude"
    ]


def test_each_program_has_its_own_credentials(world: World) -> None:
    """If CLOUDSDK_CONFIG makes Python use another credentials file than Claude Code, both are reported."""
    folder = world.home / "acme"
    folder.mkdir()
    (folder / world.key.name).write_text(json.dumps(KEY))
    said = world.checks(by_hand={"CLOUDSDK_CONFIG": str(folder)})
    what = [one["what"] for one in said if one["group"] == "credentials"]

    key = "~/.config/gcloud/application_default_credentials.json"
    other = "~/acme/application_default_credentials.json"
    assert [
        f"{key}: authorized_user",
        f"Python's google-auth uses another file because of CLOUDSDK_CONFIG: {other} (authorized_user)",
    ] == what


def test_a_hint_names_a_path_by_the_home(world: World) -> None:
    """The hint for credentials that Claude Code does not find sets their path with ``~``."""
    folder = world.home / "acme"
    folder.mkdir()
    (folder / world.key.name).write_text(json.dumps(KEY))
    world.key.unlink()
    said = [one["hint"] for one in world.checks(by_hand={"CLOUDSDK_CONFIG": str(folder)}) if one["state"] == "failed"]

    assert ["vxenv set p 'google.credentials=~/acme/application_default_credentials.json'"] == said


def test_gclouds_own_project_is_a_note(world: World) -> None:
    """Differences between gcloud's project and account and those of requests are notes."""
    (world.key.parent / "configurations").mkdir()
    (world.key.parent / "active_config").write_text("work")
    text = "[core]\naccount = me@acme.example\nproject = other\n"
    (world.key.parent / "configurations" / "config_work").write_text(text)
    world.credentials(KEY | {"account": "you@acme.example"})
    said = [(one["state"], one["what"]) for one in world.checks() if one["group"] == "gcloud"]

    assert [
        ("note", "gcloud has no login for me@acme.example: ~/.config/gcloud/credentials.db does not exist"),
        ("note", 'gcloud configuration "work" has project other, requests go to acme-eu'),
        ("note", "gcloud uses account me@acme.example, credentials are for you@acme.example"),
    ] == said


def test_what_json_looks_like(world: World) -> None:
    """JSON has a version, the profile, and five keys for each check."""
    found = json.loads(world.doctor("--json").stdout)

    assert (1, "p", {"group", "name", "state", "what", "hint"}) == (
        found["version"],
        found["profile"],
        set.union(*(set(one) for one in found["checks"])),
    )
    assert [] == [one for one in found["checks"] if "\n" in one["what"] or not one["what"]]


def test_quiet_and_verbose(world: World) -> None:
    """--quiet prints only problems; --verbose prints one line for each passed check."""
    assert ("", "") == (world.doctor("--quiet").stdout, world.doctor("--quiet").stderr)
    doctor_faults.readable_key(world)
    lines = world.doctor("--quiet").stdout.splitlines()

    assert ["credentials  warning", 2] == [lines[0][:20], len(lines)]
    assert len([one for one in world.checks() if one["state"] == "ok"]) == sum(
        line.split()[1] == "ok" for line in world.doctor("--verbose").stdout.splitlines()
    )


def test_secrets_are_never_printed(world: World) -> None:
    """No key, token or password is printed in any form of output."""
    world.profile(PROFILE.replace("[models]", 'base_url = "https://g.example/v1"\nskip_auth = true\n[models]'))
    by_hand: Variables = {
        "HTTPS_PROXY": "socks5://me:s3cret@proxy.example:1080",
        "HTTP_PROXY": "me:s3cret@proxy.example:1080",
        "ANTHROPIC_API_KEY": "sk-ant-s3cret",
    }
    text = "".join(world.doctor(*words, by_hand=by_hand).stdout for words in ((), ("--json",), ("--verbose",)))
    text += world.doctor("--json", by_hand={"HTTPS_PROXY": "http://me:s3cret@proxy.example:1/path"}).stdout

    assert (False, False, True) == ("s3cret" in text, "t0ken" in text, "proxy.example" in text)


def test_doctor_steers_no_terminal(world: World) -> None:
    """Control characters in names and values are not printed."""
    world.credentials({"type": "\x1b]0;x\x07"})
    ran = world.doctor("--verbose", by_hand={"HTTPS_PROXY": "\x1b[31mproxy", "CLOUDSDK_ACTIVE_CONFIG_NAME": "\x1b[0m"})

    assert [] == [c for c in ran.stdout + ran.stderr if not c.isprintable() and c != "\n"]


def test_doctor_changes_nothing(world: World) -> None:
    """Doctor neither changes files or modes nor creates files."""

    def everything() -> dict[str, tuple[int, bytes]]:
        paths = [path for path in world.home.rglob("*") if path.is_file()]
        return {str(path): (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) for path in paths}

    before = everything()
    world.doctor()
    world.doctor("p", "--json")

    assert before == everything()


@pytest.mark.parametrize("hooked", [True, False], ids=["hooked", "bare"])
def test_nothing_is_started_and_nobody_asked(world: World, hooked: bool) -> None:
    """Doctor opens no socket and starts no program, with and without the hook."""
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI"):
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed")
    if not hooked:
        doctor_faults.no_hook(world)
    trace = world.home / "trace"
    traced = [strace, "-f", "-o", str(trace), "-e", "trace=socket,connect,execve,clone,clone3,fork,vfork"]
    command = [*traced, sys.executable, "-P", "-m", "vxenv", "doctor", "--json"]
    done = subprocess.run(command, env=world.environment(), capture_output=True, check=False)
    calls = [line.split(maxsplit=1)[1].partition("(")[0] for line in trace.read_text().splitlines()]

    assert (0 if hooked else 1, 1) == (done.returncode, json.loads(done.stdout)["version"])
    assert ["execve"] == [call for call in calls if not call.startswith(("+++", "---"))]


def test_a_directory_that_is_gone(world: World) -> None:
    """Doctor works in a directory that was removed."""
    script = f"mkdir gone && cd gone && rmdir ../gone && exec '{sys.executable}' -P -m vxenv doctor --json"
    done = subprocess.run(["sh", "-c", script], env=world.environment(), capture_output=True, check=False)

    assert (0, 1) == (done.returncode, json.loads(done.stdout)["version"]), done


def test_what_gcloud_signs_in_with(world: World) -> None:
    """The login of gcloud is reported, or the file in its place, which must exist."""
    (world.key.parent / "configurations").mkdir()
    (world.key.parent / "configurations" / "config_default").write_text("[core]\naccount = me@acme.example\n")
    (world.key.parent / "credentials.db").write_text("")
    override = "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"
    found = [
        next((one["state"], one["what"]) for one in world.checks(by_hand=by_hand) if one["name"] == "login")
        for by_hand in ({}, {override: str(world.key)}, {override: str(world.home / "gone")})
    ]

    assert [
        ("ok", "gcloud logins: ~/.config/gcloud/credentials.db"),
        ("ok", "gcloud login: ~/.config/gcloud/application_default_credentials.json"),
        ("warning", "gcloud's login file ~/gone does not exist"),
    ] == found


def test_fish_unsets_in_its_own_words(world: World) -> None:
    """Hints for fish use the syntax of fish."""
    world.env["__VXENV_HOOK"] = str(HOOK["__VXENV_HOOK"]).replace("bash", "fish")
    hints = [one["hint"] for one in world.checks(by_hand=doctor_faults.socks(world)) if one["group"] == "network"]

    assert ["set -e HTTPS_PROXY"] == hints


def test_the_wrapper_beats_settings(world: World) -> None:
    """With claude_wrapper, the user's settings files do not override the profile."""
    doctor_faults.settings_win(world)
    (world.home / ".config/vxenv/config.toml").write_text("claude_wrapper = true\n")
    said = {(one["group"], one["name"]): one["what"] for one in world.checks()}

    assert ([], "Vertex, project acme-eu, location eu") == (problems(world.checks()), said["routing", "project"])


def test_settings_that_exec_does_not_beat(world: World) -> None:
    """The hint is `exec` for variables of the profile, and edits the settings file for others."""
    world.settings('{"env": {"HTTP_PROXY": "http://a:1", "HTTPS_PROXY": "http://a:1", "CLOUD_ML_REGION": "us"}}')
    found = world.checks(by_hand={"HTTPS_PROXY": "http://b:1"})

    assert ["vxenv exec p -- claude", "empty ~/.claude/settings.json"] == [
        one["hint"] for one in found if one["name"] == "wins"
    ]


def test_what_settings_say_decides(world: World) -> None:
    """Without a profile, Claude Code's settings determine the routing, without a conflict."""
    world.env["VXENV_REASON"] = None
    world.settings('{"env": {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-set"}}')
    said = {(one["group"], one["name"]): one["what"] for one in world.checks()}

    assert ([], "Vertex, project acme-set, location us-east5 (default of Claude Code)") == (
        problems(world.checks()),
        said["routing", "project"],
    )


def test_another_tool_behind_the_hook(world: World) -> None:
    """A tool that runs after vxenv at each prompt is a note; one that runs before is not reported."""
    found = []
    for prompts in ('"${__vxenv_on-:}" && :;_direnv_hook', '_direnv_hook;"${__vxenv_on-:}" && :'):
        world.env["__VXENV_PROMPTS"] = prompts
        found += [one["state"] for one in world.checks() if one["name"] == "line"]

    assert ["note", "ok"] == found


def test_the_first_day(world: World) -> None:
    """Without any files of vxenv, the hints create a first profile."""
    shutil.rmtree(world.home / ".config" / "vxenv")
    said = [(one["name"], one["hint"]) for one in world.checks() if one["state"] == "note"]

    why = "vxenv why CLAUDE_CODE_USE_VERTEX"
    assert [("profiles", "vxenv add first"), ("active", "vxenv add first"), ("provider", why)] == said


def test_a_directory_that_is_not_allowed(world: World, work: Path) -> None:
    """A directory file that is not allowed is reported with the command that allows it."""
    (work / ".vxenv.toml").write_text('profile = "p"\n')
    said = [(one["what"], one["hint"]) for one in world.checks() if one["name"] == "directory"]

    assert [("~/code/.vxenv.toml is not allowed", "vxenv allow ~/code/.vxenv.toml")] == said


def test_no_hint_takes_the_project_of_a_settings_file(world: World) -> None:
    """If a settings file redirects requests, no hint copies its project elsewhere."""
    world.settings('{"env": {"ANTHROPIC_VERTEX_PROJECT_ID": "acme-setup"}}')
    world.credentials(KEY | {"quota_project_id": "acme-quota"})
    hints = {one["name"]: one["hint"] or "" for one in world.checks() if one["group"] != "settings"}

    assert ([], True) == (
        [hint for hint in hints.values() if "acme-setup" in hint],
        hints["quota"].startswith("empty ~/.claude/settings.json"),
    )
