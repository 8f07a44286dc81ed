"""Output of statusline and guard for a session of Claude Code."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commandline import Ran, Run

EU = '[vertex]\nregion = "eu"\nproject = "acme-eu"\n'
INSIDE = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1"}
AS_EU = {**INSIDE, "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu", "CLOUD_ML_REGION": "eu"}
AWAY = {**AS_EU, "CLOUD_ML_REGION": "us-east5"}
PLAIN = {"NO_COLOR": "1"}
BROKEN = "~/.config/vxenv/profiles/broken.toml"
NO_TOML = "expected '=' after a key in a key/value pair"


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write profiles."""
    profile("eu", EU)
    profile("prod", 'protected = true\n[vertex]\nregion = "global"\nproject = "acme-prod"\n')
    profile("subscription", "[vertex]\nenabled = false\n")
    profile("proxied", f'{EU}[env]\nHTTPS_PROXY = "http://proxy"\n')
    profile("broken", "what\n")


def line(run: Run, env: Mapping[str, str], stdin: str = "{}") -> str:
    """Return the status line without colours; nothing else is printed."""
    ran = run("statusline", stdin=stdin, env={**PLAIN, **env})
    assert (0, "") == (ran.code, ran.stderr)
    return ran.stdout


def told(ran: Ran) -> list[str]:
    """Return the lines that Claude Code shows to its user; nothing else is printed."""
    assert (0, "") == (ran.code, ran.stderr)
    answer = json.loads(ran.stdout) if ran.stdout else {"systemMessage": ""}
    assert {"systemMessage"} == answer.keys()
    return str(answer["systemMessage"]).splitlines()


def at(directory: Path | str) -> str:
    """Return the input from Claude Code for the working directory `directory`."""
    return json.dumps({"hook_event_name": "SessionStart", "cwd": str(directory), "source": "startup"})


def pinned(name: str) -> dict[str, str]:
    """Return the environment of a shell pinned by `use`."""
    return {"VXENV_PROFILE": name, "VXENV_REASON": "use"}


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({**AS_EU, **pinned("eu")}, "eu  acme-eu · eu"),
        ({**AWAY, **pinned("eu")}, "eu  acme-eu · ⚠ us-east5 (expected eu)"),
        ({**AS_EU, "ANTHROPIC_VERTEX_PROJECT_ID": "other", **pinned("eu")}, "eu  ⚠ other (expected acme-eu) · eu"),
        ({**INSIDE, "CLOUD_ML_REGION": "eu", **pinned("eu")}, "eu  ⚠ no project (expected acme-eu) · eu"),
        (
            {**AS_EU, "ANTHROPIC_MODEL": "x", **pinned("eu")},
            "eu  acme-eu · eu · ⚠ ANTHROPIC_MODEL differs from the profile",
        ),
        (
            {**AS_EU, "ANTHROPIC_MODEL": "x", "CLAUDE_CODE_USE_BEDROCK": "1", **pinned("eu")},
            "eu  acme-eu · eu · ⚠ 2 variables differ from the profile",
        ),
        ({**AS_EU, "ANTHROPIC_MODEL": "", "HTTPS_PROXY": "x", **pinned("eu")}, "eu  acme-eu · eu"),
        ({**AS_EU, **pinned("proxied")}, "proxied  acme-eu · eu"),
        ({**AS_EU, "CLAUDE_CODE_USE_VERTEX": "true", **pinned("eu")}, "eu  acme-eu · eu"),
        ({**AS_EU, "CLAUDE_CODE_USE_VERTEX": "0", **pinned("eu")}, "eu  ⚠ Vertex is off in this session"),
        ({"CLAUDECODE": "1", **pinned("subscription")}, "subscription  not on Vertex"),
        ({**INSIDE, **pinned("subscription")}, "subscription  ⚠ Vertex is on in this session"),
        ({**AS_EU, **pinned("broken")}, "broken  ⚠ cannot be read: vxenv show broken · acme-eu · eu"),
        ({**AS_EU, **pinned("gone")}, "gone  ⚠ cannot be read: vxenv show gone · acme-eu · eu"),
        (
            {**AS_EU, "__VXENV_PIN": "gone"},
            'no profile  ⚠ cannot apply "gone": vxenv show gone · acme-eu · eu',
        ),
        (AS_EU, "no profile  acme-eu · eu"),
        ({**AS_EU, "VXENV_REASON": "off"}, "no profile  acme-eu · eu"),
        ({"CLAUDECODE": "1"}, "no profile"),
    ],
)
def test_statusline(env: dict[str, str], expected: str, run: Run) -> None:
    """The status line has profile, project and location, and marks differences from the profile."""
    assert f"{expected}\n" == line(run, env)


def test_statusline_follows_directory_and_default(run: Run, work: Path, home: Path) -> None:
    """The nearest allowed directory file of the session counts, else the default."""
    below = work / "below"
    below.mkdir()
    assert 0 == run("local", "eu").code
    (below / ".vxenv.toml").write_text('profile = "prod"\n')
    inside, over_it = line(run, AS_EU, at(below)), line(run, AS_EU, at(work))
    workspace = json.dumps({"cwd": str(home), "workspace": {"current_dir": str(below)}})
    elsewhere = line(run, AS_EU, at(home))
    assert 0 == run("default", "prod").code
    default = line(run, AS_EU, at(home))

    assert ["eu  acme-eu · eu\n"] * 3 == [inside, over_it, line(run, AS_EU, workspace)]
    assert "no profile  acme-eu · eu\n" == elsewhere
    assert "prod  ⚠ acme-eu (expected acme-prod) · ⚠ eu (expected global)\n" == default


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "code/.vxenv.toml",
            "what",
            'no profile  ⚠ cannot apply ".vxenv.toml": vxenv diff @shell @dir · acme-eu · eu\n',
        ),
        (".config/vxenv/config.toml", "what", "no profile  ⚠ cannot be read: vxenv status · acme-eu · eu\n"),
        (
            ".config/vxenv/config.toml",
            'default = "gone"',
            'no profile  ⚠ cannot apply "gone": vxenv show gone · acme-eu · eu\n',
        ),
    ],
)
def test_statusline_says_how_to_see_what_is_broken(file: str, text: str, expected: str, run: Run, home: Path) -> None:
    """If the selected stack is invalid, the named command shows the reason."""
    (home / ".config" / "vxenv" / "config.toml").write_text('allow_prefixes = ["~/code"]\n')
    (home / file).write_text(text)
    command = expected.partition("vxenv ")[2].partition(" ·")[0]

    assert expected == line(run, AS_EU, at(home / "code"))
    assert run(*command.split()).code in (1, 2)


def test_statusline_tells_of_another_profile(run: Run, work: Path) -> None:
    """A session started under another profile than the selected one shows both, once."""
    assert 0 == run("local", "prod").code
    env = {**AS_EU, "VXENV_PROFILE": "eu", "VXENV_REASON": "/elsewhere/.vxenv.toml"}

    assert "⚠ eu (expected prod)  acme-eu · eu\n" == line(run, env, at(work))


def test_statusline_goes_by_the_logical_directory(run: Run, home: Path) -> None:
    """In a shell that came through a symlink, files above the symlink count."""
    (home / "there" / "real").mkdir(parents=True)
    (home / "via").mkdir()
    (home / "via" / "link").symlink_to(home / "there" / "real")
    (home / "via" / ".vxenv.toml").write_text('profile = "eu"\n')
    assert 0 == run("allow", str(home / "via" / ".vxenv.toml")).code
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", "statusline"],
        input=at(home / "there" / "real").encode(),
        cwd=home / "via" / "link",
        env={**os.environ, **AS_EU, **PLAIN, "PWD": str(home / "via" / "link")},
        capture_output=True,
        check=True,
    )

    assert "eu  acme-eu · eu\n" == done.stdout.decode()


def test_statusline_reads_settings_outside(run: Run, home: Path) -> None:
    """Outside Claude Code, its settings files are applied."""
    settings = home / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"env": {"CLOUD_ML_REGION": "us-east5"}}))
    by_hand = {name: value for name, value in AS_EU.items() if name != "CLAUDECODE"}

    assert "eu  acme-eu · ⚠ us-east5 (expected eu)\n" == line(run, {**by_hand, **pinned("eu")})


HOSTILE = (
    "",
    "{",
    "[]",
    "null",
    '"x"',
    "[" * 100_000,
    '{"cwd": 5}',
    '{"cwd": "relative"}',
    '{"cwd": "/a\\u0000b"}',
    '{"workspace": [], "cwd": null}',
    '{"cwd": "/nowhere/\\ud800"}',
    '{"x": "' + "y" * (2 << 20) + '"}',
    '{"n": ' + "9" * 5000 + "}",
    '{"cwd": "' + "/x" * 2000 + '"}',
    '{"cwd": "' + "/x" * 500_000 + '"}',
)


@pytest.mark.parametrize("at_number", range(len(HOSTILE)))
def test_whatever_stands_on_stdin(at_number: int, run: Run) -> None:
    """Invalid, large or empty input affects neither the status line nor the guard."""
    env = {**AWAY, **pinned("eu")}
    lines = told(run("guard", stdin=HOSTILE[at_number], env=env))
    by_hand = {name: value for name, value in AS_EU.items() if name != "CLAUDECODE"}

    assert "no profile  acme-eu · eu\n" == line(run, by_hand, HOSTILE[at_number])
    assert "eu  acme-eu · ⚠ us-east5 (expected eu)\n" == line(run, env, HOSTILE[at_number])
    assert "  location: us-east5, expected eu  (set when Claude Code was started)" == lines[1]


@pytest.mark.parametrize("command", ["statusline", "guard"])
@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\nb", "\u202eb"])
def test_session_steers_no_terminal(command: str, name: str, run: Run) -> None:
    """Control characters in the environment are never printed."""
    env = {**AWAY, "CLOUD_ML_REGION": name, **pinned("eu"), **PLAIN}
    ran = run(command, env=env)
    text = "".join(told(ran)) if command == "guard" else ran.stdout.removesuffix("\n")

    assert (True, True) == (
        text.isprintable(),
        ("b, expected eu" if command == "guard" else "b (expected eu)") in text,
    )


@pytest.mark.parametrize("command", ["statusline", "guard"])
def test_on_a_terminal_it_explains_itself(command: str, run: Run) -> None:
    """On a terminal the command explains itself without waiting for input."""
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", command], stdin=slave, capture_output=True, text=True, check=False
    )
    os.close(master)
    os.close(slave)

    assert (2, "", True) == (done.returncode, done.stdout, "\nhint: vxenv claude install" in done.stderr)
    assert 0 == run(command, "--help").code


@pytest.mark.parametrize("where", [">&-", *([">/dev/full"] if os.path.exists("/dev/full") else [])])
def test_nobody_to_read_it(where: str) -> None:
    """A closed stdout breaks nothing."""
    words = f"'{sys.executable}' -P -m vxenv"
    script = f"{words} statusline {where} </dev/null && {words} guard {where} </dev/null"
    env = {**os.environ, **AWAY, **pinned("eu")}
    done = subprocess.run(["sh", "-c", script], env=env, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_without_stdin() -> None:
    """A closed stdin breaks nothing."""
    words = f"'{sys.executable}' -P -m vxenv"
    done = subprocess.run(
        ["sh", "-c", f"{words} statusline <&-; {words} guard <&-"],
        env={**os.environ, **AS_EU, **PLAIN},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ("no profile  acme-eu · eu\n", "") == (done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({**AS_EU, **pinned("eu")}, "eu  acme-eu · eu\n"),
        ({**AWAY, **pinned("eu")}, "eu  acme-eu · \x1b[33m⚠ us-east5 (expected eu)\x1b[0m\n"),
        ({"CLAUDECODE": "1"}, "\x1b[2mno profile\x1b[0m\n"),
        (
            {"CLAUDECODE": "1", **pinned("prod")},
            "\x1b[35mprod\x1b[0m  \x1b[33m⚠ Vertex is off in this session\x1b[0m\n",
        ),
    ],
)
def test_colours(env: dict[str, str], expected: str, run: Run) -> None:
    """Marks and protected profiles are coloured unless NO_COLOR is set."""
    assert expected == run("statusline", stdin="{}", env=env).stdout


@pytest.mark.parametrize(
    "env",
    [
        {**AS_EU, **pinned("eu")},
        {**AS_EU, "ANTHROPIC_MODEL": "x", **pinned("eu")},
        AWAY,
        {**AWAY, "VXENV_REASON": "off"},
        {"CLAUDECODE": "1", "CLOUD_ML_REGION": "us", **pinned("subscription")},
    ],
)
def test_guard_is_silent(env: dict[str, str], run: Run) -> None:
    """The guard prints nothing if project and location are right or nothing is selected."""
    assert [] == told(run("guard", stdin=at("/"), env=env))


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        (
            {**AWAY, "__VXENV_PIN": "gone"},
            [
                'vxenv: cannot apply "gone" (pinned): no profile "gone"',
                "  this session runs without a profile",
                "hint: vxenv list",
            ],
        ),
        (
            {**AWAY, **pinned("broken")},
            [
                f'vxenv: cannot apply "broken" (pinned): {BROKEN}:1: invalid TOML: {NO_TOML}',
                '  this session uses the variables of "broken"',
                f"hint: vi {BROKEN}",
            ],
        ),
    ],
)
def test_guard_names_what_cannot_be_applied(env: dict[str, str], expected: list[str], run: Run) -> None:
    """If the selected profile cannot be applied, the guard reports what the session uses instead."""
    assert expected == told(run("guard", stdin=at("/"), env={**env, "EDITOR": "", "VISUAL": ""}))


def test_guard_names_the_settings_file(run: Run, work: Path) -> None:
    """The guard names the difference, the file and line that cause it, and a command that fixes it."""
    settings = work / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"env": {\n"CLOUD_ML_REGION": "us-east5"}}')
    assert 0 == run("local", "eu").code
    env = {**AWAY, "ANTHROPIC_VERTEX_PROJECT_ID": "mine", "CLAUDE_PROJECT_DIR": str(work)}

    expected = [
        'vxenv: this session does not match "eu" (~/code/.vxenv.toml)',
        "  project: mine, expected acme-eu  (set when Claude Code was started)",
        "  location: us-east5, expected eu  (set by ~/code/.claude/settings.json:2)",
        "hint: vxenv exec eu -- claude",
    ]
    assert expected == told(run("guard", stdin=at(work), env=env))


@pytest.mark.parametrize("installed", [True, False])
def test_guard_of_the_plugin(installed: bool, run: Run, work: Path) -> None:
    """A plugin's hook does not repeat the warning of a guard in a settings file."""
    hook = {"hooks": [{"type": "command", "command": "/opt/vxenv guard"}]}
    settings = {"hooks": {"SessionStart": [hook]}} if installed else {}
    (work / ".claude").mkdir(parents=True)
    (work / ".claude" / "settings.json").write_text(json.dumps(settings))
    env = {**AS_EU, **pinned("eu"), "CLOUD_ML_REGION": "us-east5"}

    assert told(run("guard", stdin=at(work), env=env))
    assert installed == ([] == told(run("guard", stdin=at(work), env={**env, "CLAUDE_PLUGIN_ROOT": "/plugin"})))


def test_guard_of_a_protected_profile(run: Run) -> None:
    """The hint also works for a protected profile."""
    lines = told(run("guard", stdin="{}", env={**AS_EU, **pinned("prod")}))

    assert "hint: vxenv exec --yes prod -- claude" == lines[-1]


def test_guard_of_what_no_profile_is(run: Run, work: Path) -> None:
    """For a directory file with its own variables, the hint shows the chain of sources."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n[vertex]\nregion = "us"\n')
    assert 0 == run("allow").code
    lines = told(run("guard", stdin=at(work), env=AS_EU))

    assert [
        "  location: eu, expected us  (set when Claude Code was started)",
        "hint: vxenv why CLOUD_ML_REGION",
    ] == lines[1:]


def test_guard_tells_of_vertex_being_off(run: Run) -> None:
    """A session whose requests do not go to Vertex is reported."""
    lines = told(run("guard", stdin="{}", env={**pinned("eu"), "CLAUDECODE": "1"}))

    assert "  Vertex: off, expected on  (set when Claude Code was started)" == lines[1]


def test_guard_speaks_once_a_session(run: Run) -> None:
    """The guard is silent after a session was compacted."""
    env = {**AWAY, **pinned("eu")}
    counts = {source: len(told(run("guard", stdin=json.dumps({"source": source}), env=env)))
              for source in ("startup", "resume", "clear", "compact")}  # fmt: skip

    assert {"startup": 3, "resume": 3, "clear": 3, "compact": 0} == counts


def test_a_removed_directory(run: Run, home: Path) -> None:
    """A removed directory does not affect the status line."""
    assert "no profile  acme-eu · eu\n" == line(run, AS_EU, at(home / "gone"))
