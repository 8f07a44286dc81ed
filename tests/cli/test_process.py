"""Test the command line as a process: output streams, exit codes and side effects."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from commandline import Ran, Run

Profile = Callable[[str, str], Path]

EU = """\
description = "Data stays in the EU"
extends = "base"
[vertex]
project = "acme-eu"
region = "eu"
"""
PROD = """\
protected = true
[vertex]
project = "acme-prod"
region = "global"
"""
TRICKY = "a'b\"c\\d$HOME`id`\nline two\ttab \r!~"
# Prints the variables named in its arguments, with a NUL after each; "unset" for missing ones.
PRINTER = "import os, sys; [sys.stdout.write(os.environ.get(n, 'unset') + chr(0)) for n in sys.argv[1:]]"


@pytest.fixture(autouse=True)
def profiles(profile: Profile) -> None:
    """Write three profiles: a base, an EU client profile that extends it, and a protected one."""
    profile("base", '[models]\nopus = "claude-opus-5"\n')
    profile("eu", EU)
    profile("prod", PROD)


def toml(text: str) -> str:
    """Return `text` as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def error(ran: Ran, code: int) -> list[str]:
    """Return the lines of an error, after checking exit code `code`, the empty stdout, and the form."""
    assert (code, "", "vxenv: ", []) == (
        ran.code,
        ran.stdout,
        ran.stderr[:7],
        [line for line in ran.stderr.splitlines() if "Traceback" in line],
    )
    return ran.stderr.removeprefix("vxenv: ").splitlines()


def cells(line: str) -> list[str]:
    """Return the columns of a line."""
    return re.split("  +", line)


# --- list


def test_process_list(run: Run) -> None:
    """The name is first on each line; without a terminal headers and colors are omitted."""
    ran = run("list")

    assert (
        0,
        [
            ["base", "-", "-", "claude-opus-5", "-"],
            ["eu", "acme-eu", "eu", "claude-opus-5", "Data stays in the EU"],
            ["prod", "!", "acme-prod", "global", "-", "-"],
        ],
        "",
    ) == (ran.code, [cells(line) for line in ran.stdout.splitlines()], ran.stderr)


@pytest.mark.usefixtures("work")
def test_list_marks(run: Run) -> None:
    """Marks follow the name: active, selected by the directory, default, protected."""
    assert [0, 0] == [run("default", "prod").code, run("local", "eu+base").code]
    lines = run("list", env={"VXENV_PROFILE": "eu+prod"}).stdout.splitlines()

    assert [["base", "="], ["eu", "*="], ["prod", "*d!"]] == [line.split()[:2] for line in lines]


def test_list_shows_a_broken_profile(run: Run, profile: Profile) -> None:
    """A broken profile is listed with its error, and the others normally."""
    profile("bad", "[vertex]\nregion = 'X'\n")
    profile("child", "extends = 'bad'\n")
    profile("twice", "[vertex]\nregion = 'eu'\n[vertex]\n")
    profile("worse\x1b", "")  # an invalid profile name
    ran = run("list")
    rows = {line.split()[0]: cells(line)[1:] for line in ran.stdout.splitlines()}
    broken = (
        'broken at bad.toml:2: vertex.region: invalid location "X"; use global, us, eu or a region such as us-east5'
    )

    assert (
        0,
        ["bad", "base", "child", "eu", "prod", "twice"],
        ["-", "-", "-", broken],
        ["-", "-", "-", broken],
        ["-", "-", "-", "invalid TOML at twice.toml:3: table [vertex] declared twice"],
    ) == (ran.code, list(rows), rows["bad"], rows["child"], rows["twice"])


def test_list_as_json(run: Run, profile: Profile) -> None:
    """JSON has a version, and a row for each profile; a broken one has its full error."""
    profile("bad", "x = 1\n")
    found = json.loads(run("list", "--json", env={"VXENV_PROFILE": "eu"}).stdout)
    rows = {row["name"]: row for row in found["profiles"]}

    assert (
        1,
        ["bad", "base", "eu", "prod"],
        {
            "name": "eu",
            "source": None,
            "marks": "*",
            "active": True,
            "directory": False,
            "default": False,
            "project": "acme-eu",
            "location": "eu",
            "model": "claude-opus-5",
            "description": "Data stays in the EU",
            "protected": False,
            "error": None,
        },
        "~/.config/vxenv/profiles/bad.toml:1: unknown key x",
    ) == (found["version"], list(rows), rows["eu"], rows["bad"]["error"].partition(";")[0])


def test_process_list_of_nothing(run: Run, config: Path) -> None:
    """Without profiles stdout is empty, and a hint shows how to create one."""
    shutil.rmtree(config)

    assert Ran(0, "", "no profiles yet\nhint: vxenv try\n") == run("list")


# --- show


def test_process_show(run: Run) -> None:
    """Each set variable is shown with its value and file; closed ones are counted."""
    ran = run("show", "eu", "prod")
    rows = [line.split() for line in ran.stdout.splitlines()]

    assert (
        0,
        [
            ["CLAUDE_CODE_USE_VERTEX", "1", "(every", "profile)"],
            ["ANTHROPIC_VERTEX_PROJECT_ID", "acme-prod", "~/.config/vxenv/profiles/prod.toml:3"],
            ["CLOUD_ML_REGION", "global", "~/.config/vxenv/profiles/prod.toml:4"],
            ["ANTHROPIC_DEFAULT_OPUS_MODEL", "claude-opus-5", "~/.config/vxenv/profiles/base.toml:2"],
        ],
        "(show: vxenv show --all eu+prod)",
    ) == (ran.code, rows, ran.stderr.strip()[-32:])


def test_show_all(run: Run) -> None:
    """--all also lists the closed variables, matching their count."""
    few, everything = run("show", "eu"), run("show", "--all", "eu")
    closed = [line for line in everything.stdout.splitlines() if line.endswith("  (closed)")]
    count = next(line.split()[2] for line in few.stderr.splitlines() if line.startswith("also unsets "))

    assert (int(count), len(few.stdout.splitlines()) + len(closed)) == (
        len(closed),
        len(everything.stdout.splitlines()),
    )


def test_show_as_json(run: Run) -> None:
    """JSON has all variables, including closed ones."""
    found = json.loads(run("show", "prod", "--json").stdout)
    rows = {row["name"]: row for row in found["variables"]}

    assert (
        [1, ["prod"], True],
        {"name": "CLOUD_ML_REGION", "value": "global", "origin": "~/.config/vxenv/profiles/prod.toml:4"},
        {"name": "ANTHROPIC_MODEL", "value": None, "origin": "(closed)"},
    ) == ([found[key] for key in ("version", "stack", "protected")], rows["CLOUD_ML_REGION"], rows["ANTHROPIC_MODEL"])


SECRETS = """\
[env]
MY_TOKEN = "s3cret-1"
api_key = "s3cret-2"
DB_PASSWORD = "s3cret-3"
ANTHROPIC_API_KEY = "s3cret-4"
HTTPS_PROXY = "http://me:s3cret-5@proxy:1/"
OTHER_URL = "ftp://me:s3cret@s3cret-6@host/x@y"
CLOUDSDK_PROXY_PASSWORD = "s3cret-7"
EMPTY_TOKEN = ""
CLAUDE_CODE_MAX_OUTPUT_TOKENS = "123"
[tuning]
custom_headers = { Authorization = "s3cret-8" }
"""


@pytest.mark.parametrize(
    "words",
    [
        ["show", "sec"],
        ["show", "sec", "--json"],
        ["diff", "base", "sec"],
        ["diff", "base", "sec", "--json"],
        ["diff", "@shell", "sec"],
        ["diff", "sec", "@shell", "--json", "--all"],
    ],
    ids=" ".join,
)
def test_secrets_are_hidden(words: list[str], run: Run, profile: Profile) -> None:
    """Keys, tokens, passwords, headers and URL credentials are masked; other values are shown."""
    profile("sec", SECRETS)
    ran = run(*words)

    assert (0, False, ["http://***@proxy:1/", "ftp://***@host/x@y", "123"]) == (
        ran.code,
        "s3cret" in ran.stdout + ran.stderr,
        [value for value in ("http://***@proxy:1/", "ftp://***@host/x@y", "123") if value in ran.stdout],
    )


def test_secrets_of_the_shell_are_hidden(run: Run, profile: Profile) -> None:
    """Secrets in the shell are masked like those in a profile, in status too."""
    profile("sec", SECRETS)
    env = {
        "MY_TOKEN": "shell-s3cret",
        "__VXENV_STATE": "1 MY_TOKEN:us",
        "__VXENV_N_MY_TOKEN": "given-s3cret",
    }
    texts = [run(*words, env=env).stdout for words in (["status"], ["status", "--json"], ["diff", "@shell", "sec"])]

    assert [(True, False)] * 3 == [("MY_TOKEN" in text, "s3cret" in text) for text in texts]


# --- diff


def rows(ran: Ran) -> dict[str, list[str]]:
    """Return the rows of a diff by variable."""
    return {name: rest for name, *rest in map(cells, ran.stdout.splitlines())}


def test_diff(run: Run) -> None:
    """Differences are shown as A, B, and the file of B's value."""
    found = rows(run("diff", "eu", "prod"))

    assert {
        "ANTHROPIC_DEFAULT_OPUS_MODEL": ["claude-opus-5", "(unset)", "(closed)"],
        "ANTHROPIC_VERTEX_PROJECT_ID": ["acme-eu", "acme-prod", "~/.config/vxenv/profiles/prod.toml:3"],
        "CLOUD_ML_REGION": ["eu", "global", "~/.config/vxenv/profiles/prod.toml:4"],
    } == found


def test_diff_all(run: Run) -> None:
    """--all also shows equal variables."""
    assert ["1", "1"] == [
        cell.strip() for cell in rows(run("diff", "eu", "prod", "--all"))["CLAUDE_CODE_USE_VERTEX"][:2]
    ]


@pytest.mark.parametrize(("b", "code", "said"), [("eu", 0, "no differences\n"), ("prod", 1, "")])
def test_diff_exit_code(b: str, code: int, said: str, run: Run) -> None:
    """With --exit-code a difference exits 1; equality is reported on stderr only."""
    ran = run("diff", "eu", b, "--exit-code")

    assert (code, said, code == 1) == (ran.code, ran.stderr, bool(ran.stdout))


def test_diff_as_json(run: Run) -> None:
    """JSON names the change of each variable from A to B."""
    env = {"CLOUD_ML_REGION": "us", "ANTHROPIC_MODEL": "opus", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu"}
    found = json.loads(run("diff", "@shell", "eu", "--json", "--all", env=env).stdout)
    changes = {row["name"]: (row["change"], row["a"], row["b"]) for row in found["rows"]}

    assert (
        [1, "@shell", "eu"],
        ("change", "us", "eu"),
        ("unset", "opus", None),
        ("same", "acme-eu", "acme-eu"),
        ("add", None, "claude-opus-5"),
    ) == (
        [found[key] for key in ("version", "a", "b")],
        changes["CLOUD_ML_REGION"],
        changes["ANTHROPIC_MODEL"],
        changes["ANTHROPIC_VERTEX_PROJECT_ID"],
        changes["ANTHROPIC_DEFAULT_OPUS_MODEL"],
    )


def test_diff_with_the_shell(run: Run) -> None:
    """A shell with the profile's values does not differ, and unmanaged variables are ignored."""
    env = {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": "global",
        "HTTPS_PROXY": "http://proxy",
    }

    assert Ran(0, "", "no differences\n") == run("diff", "@shell", "prod", "--exit-code", env=env)


def test_diff_with_the_directory(run: Run, work: Path) -> None:
    """The side @dir is the result of the directory file if it were allowed, for a review before allowing."""
    (work / ".vxenv.toml").write_text("profile = 'eu'\n[vertex]\nregion = 'us'\n")

    assert {"CLOUD_ML_REGION": ["eu", "us", "~/code/.vxenv.toml:3"]} == rows(run("diff", "eu", "@dir"))


@pytest.mark.parametrize("word", ["./other.toml", "other.toml"])
def test_diff_with_a_file(word: str, run: Run, work: Path) -> None:
    """A path to a TOML file is compared as a profile outside the store."""
    (work / "other.toml").write_text("extends = 'eu'\n[vertex]\nregion = 'us'\n")

    assert ["eu", "us"] == rows(run("diff", "eu", word))["CLOUD_ML_REGION"][:2]


def test_diff_of_stacks(run: Run) -> None:
    """Either side may be a stack."""
    assert "no differences\n" == run("diff", "eu+prod", "base+eu+prod").stderr


# --- status


def test_status_of_nothing(run: Run) -> None:
    """Without an active profile, `status` states that there is no default and no directory file."""
    assert [
        ["profile", "none"],
        ["reason", "no default and no directory file"],
        ["directory", "no .vxenv.toml"],
        ["default", "(unset)"],
    ] == [line.split(None, 1) for line in run("status").stdout.splitlines()]


def active(run: Run, *names: str) -> dict[str, str]:
    """Return the environment of a process started by `exec` with the stack `names`."""
    ran = run(
        "exec", "--yes", *names, "--", sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"
    )
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_process_status(run: Run, work: Path) -> None:
    """`status` prints the active stack, its reason, manual changes, the directory file and the default."""
    (work / ".vxenv.toml").write_text("profile = 'prod'\n")
    run("default", "prod")
    env = active(run, "eu") | {"CLOUD_ML_REGION": "us", "__VXENV_LAST": "prod"}
    lines = [line.split(None, 1) for line in run("status", env=env).stdout.splitlines()]
    (lint,) = (row for row in lines if row[0] == "lint")
    lines.remove(lint)  # this output depends on the date and on Claude Code

    assert True is lint[1].endswith("(vxenv lint)")
    assert [
        ["profile", "eu"],
        ["reason", "use, pinned in this shell  (unpin: vxenv auto)"],
        ["project", "acme-eu"],
        ["location", "eu"],
        ["model", "claude-opus-5"],
        ["protected", "no"],
        ["directory", "no allowed .vxenv.toml"],
        ["~/code/.vxenv.toml", "is not allowed  (vxenv allow)"],
        ["default", "prod"],
        ["previous", "prod  (vxenv use -)"],
        ["changed", "manually: CLOUD_ML_REGION  eu → us"],
    ] == lines


def test_status_of_an_allowed_directory(run: Run, work: Path) -> None:
    """`status` names the selection of an allowed directory file above the working directory."""
    run("local", "eu")
    env = {"VXENV_PROFILE": "eu", "VXENV_REASON": f"{work}/.vxenv.toml"}

    assert ["reason     ~/code/.vxenv.toml", "directory  ~/code/.vxenv.toml selects eu"] == [
        line for line in run("status", env=env).stdout.splitlines() if line.startswith(("reason", "directory"))
    ]


def test_status_as_json(run: Run, work: Path) -> None:
    """JSON has the same data, with null for unset values."""
    (work / ".vxenv.toml").write_text("profile = 'prod'\n")
    env = active(run, "eu") | {"CLOUD_ML_REGION": "us"}
    found = json.loads(run("status", "--json", env=env).stdout)

    findings = json.loads(run("lint", "eu", "--json", env=env).stdout)["findings"]
    assert {
        "version": 1,
        "profile": "eu",
        "reason": "use",
        "not_applied": None,
        "previous": None,
        "project": "acme-eu",
        "location": "eu",
        "model": "claude-opus-5",
        "main_location": "eu",
        "protected": False,
        "findings": findings,
        "state_whole": True,
        "changed_by_hand": [{"name": "CLOUD_ML_REGION", "given": "eu", "now": "us"}],
        "directory": {"file": None, "allowed_through": None, "asks": [], "not_allowed": [f"{work}/.vxenv.toml"]},
        "default": [],
        "claude": [],
        "claude_ignores": [],
        "claude_refuses_to_start": False,
        "policies": [],
        "budgets": [],
    } == found


def test_status_of_a_damaged_record(run: Run) -> None:
    """A damaged record causes one message and no error; control characters are escaped."""
    ran = run("status", env={"__VXENV_STATE": "junk", "VXENV_PROFILE": "\x1b[31m", "VXENV_REASON": "\x07"})

    assert (0, 'warning: the undo record of this shell is damaged\nhint: exec "$SHELL"\n', True) == (
        ran.code,
        ran.stderr,
        all(c.isprintable() or c == "\n" for c in ran.stdout),
    )


# --- default


def test_process_default(run: Run) -> None:
    """The default can be set, is printed as data, and can be unset."""
    assert [
        Ran(0, "", "no default profile\nhint: vxenv default NAME\n"),
        Ran(0, "", "default: eu+prod [protected]  acme-prod · global · claude-opus-5\n"),
        Ran(0, "eu+prod\n", ""),
        Ran(0, "", "no default profile\n"),
        Ran(0, "", "no default profile\nhint: vxenv default NAME\n"),
    ] == [run("default", *words) for words in ([], ["eu", "prod"], [], ["--unset"], [])]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_default_keeps_the_rest_of_the_file(newline: str, mark: str, run: Run, config: Path) -> None:
    """Comments, order, line ends and mode of config.toml are unchanged."""
    path = config / "config.toml"
    text = mark + "# mine\nquiet  =  true # hush\n\n# theirs\nallow_prefixes = [\n  '/a', # a\n]\n".replace(
        "\n", newline
    )
    path.write_bytes((text.replace("# theirs", f"default = 'base' # d{newline}# theirs")).encode())
    path.chmod(0o640)
    set_code = run("default", "eu").code
    after = path.read_bytes().decode()
    unset_code = run("default", "--unset").code

    assert (
        0,
        0,
        text.replace("# theirs", f'default = "eu" # d{newline}# theirs'),
        text,
        0o640,
    ) == (set_code, unset_code, after, path.read_bytes().decode(), stat.S_IMODE(path.stat().st_mode))


def test_default_changes_nothing_when_it_fails(run: Run, config: Path) -> None:
    """An unknown name, or a broken file, leaves config.toml unchanged."""
    path = config / "config.toml"
    path.write_text("default = 'eu'\n")
    unknown = error(run("default", "nowhere"), 2)
    kept = path.read_text()
    path.write_text("default = \n")
    broken = error(run("default", "eu"), 1)

    assert ('no profile "nowhere"', "default = 'eu'\n", True, "default = \n") == (
        unknown[0],
        kept,
        broken[0].startswith("~/.config/vxenv/config.toml:1: invalid TOML"),
        path.read_text(),
    )


# --- local, allow, deny


def test_local(run: Run, work: Path) -> None:
    """`local` writes the file, allows it and reports the result; a second time it keeps other keys."""
    first = run("local", "eu")
    path = work / ".vxenv.toml"
    text = path.read_text()
    path.write_text("# mine\nprofile = 'eu' # why\n[vertex]\nregion = 'us'\n")
    run("allow")
    second = run("local", "eu", "prod")

    assert (
        Ran(0, "", "~/code/.vxenv.toml: eu  acme-eu · eu · claude-opus-5\n"),
        'profile = "eu"\n',
        0,
        '# mine\nprofile = ["eu", "prod"] # why\n[vertex]\nregion = \'us\'\n',
        "~/code/.vxenv.toml  allowed\n",
    ) == (first, text, second.code, path.read_text(), run("allowed").stdout)


@pytest.mark.parametrize("verdict", ["", "deny"])
def test_local_allows_nothing_that_others_wrote(verdict: str, run: Run, work: Path) -> None:
    """`local` refuses a file that exists and is not allowed: it would allow what else stands in it."""
    path = work / ".vxenv.toml"
    path.write_text("[vertex]\nbase_url = 'https://evil'\n")
    if verdict:
        run(verdict)
    lines = error(run("local", "eu"), 3)

    assert (
        ["~/code/.vxenv.toml exists and is not allowed", "hint: vxenv allow; vxenv local eu"],
        "[vertex]\nbase_url = 'https://evil'\n",
    ) == (lines, path.read_text())


def test_local_writes_nothing_for_an_unknown_name(run: Run, work: Path) -> None:
    """An unknown profile creates no file."""
    lines = error(run("local", "ue"), 2)

    assert (['no profile "ue"; did you mean "eu"?', "hint: vxenv local eu"], []) == (lines, os.listdir(work))


def test_allow_shows_what_changes(run: Run, work: Path) -> None:
    """`allow` shows the changes before it records, with variables that require confirmation first."""
    (work / ".vxenv.toml").write_text(
        "profile = 'eu'\n[google]\ncredentials = '~/k.json'\n[vertex]\nbase_url='https://e'\n"
    )
    ran = run("allow", "--yes", env={"CLOUD_ML_REGION": "us", "ANTHROPIC_MODEL": "opus"})

    assert (
        0,
        "",
        [
            "~/code/.vxenv.toml: eu  acme-eu · eu · claude-opus-5",
            f'  ! identity  GOOGLE_APPLICATION_CREDENTIALS  uses the credentials in "{work.parent}/k.json"',
            "  ! network   ANTHROPIC_VERTEX_BASE_URL  sends requests and Google tokens to https://e",
            "  + ANTHROPIC_VERTEX_PROJECT_ID  acme-eu",
            "  + ANTHROPIC_DEFAULT_OPUS_MODEL  claude-opus-5",
            "  - ANTHROPIC_MODEL",
            "  + CLAUDE_CODE_USE_VERTEX  1",
            "  ~ CLOUD_ML_REGION  us → eu",
            "identity: determines which credentials are used and where they are sent",
            "network: determines where requests go and who can read them",
            "7 variables, 2 require confirmation",
            "warning: ~/code/.vxenv.toml: ~/k.json does not exist",
            "allowed  (revert: vxenv deny)",
        ],
    ) == (ran.code, ran.stdout, ran.stderr.splitlines())


def test_allow_and_deny_take_paths(run: Run, work: Path) -> None:
    """A path names the file or its directory; the default is the nearest file upward."""
    (work / "a" / "b").mkdir(parents=True)
    (work / "a" / ".vxenv.toml").write_text("profile = 'eu'\n")
    verdicts = []
    for words in (["allow", "a"], ["deny", "a/.vxenv.toml"], ["allow", f"{work}/a"]):
        assert 0 == run(*words).code
        verdicts.append(run("allowed").stdout.split())

    assert [["~/code/a/.vxenv.toml", verdict] for verdict in ("allowed", "denied", "allowed")] == verdicts


@pytest.mark.parametrize(
    ("words", "what", "hint"),
    [
        (["allow"], "no .vxenv.toml in this directory or its parents", "vxenv local NAME"),
        (["deny"], "no .vxenv.toml in this directory or its parents", "vxenv local NAME"),
        (["allow", "nowhere"], "~/code/nowhere does not exist", "vxenv allow --help"),
        (["allow", "other.toml"], "~/code/other.toml is not a .vxenv.toml file", "vxenv allow --help"),
    ],
)
def test_what_cannot_be_allowed(words: list[str], what: str, hint: str, run: Run, work: Path) -> None:
    """Only an existing directory file can be allowed or denied."""
    (work / "other.toml").write_text("")

    assert [what, f"hint: {hint}"] == error(run(*words), 2)


def test_allow_records_nothing_that_is_broken(run: Run, work: Path) -> None:
    """A file without a computable effect is not allowed."""
    (work / ".vxenv.toml").write_text("profile = 'nowhere'\n")

    assert ('no profile "nowhere"', "") == (error(run("allow"), 2)[0], run("allowed").stdout)


def test_allowed_as_json(run: Run, work: Path) -> None:
    """JSON has the version and a row for each record."""
    run("local", "eu")
    path = os.path.realpath(work / ".vxenv.toml")

    records = [{"path": path, "verdict": "allow", "stale": False}]

    assert {"version": 1, "records": records, "worktrees": []} == json.loads(run("allowed", "--json").stdout)


# --- exec


def test_exec_sets_and_unsets(run: Run) -> None:
    """The program has the stack's variables, and no closed ones."""
    names = ["CLOUD_ML_REGION", "ANTHROPIC_MODEL", "CLAUDE_CODE_USE_VERTEX", "VXENV_PROFILE", "VXENV_REASON"]
    ran = run("exec", "eu", "--", sys.executable, "-c", PRINTER, *names, env={"ANTHROPIC_MODEL": "opus"})

    assert ["eu", "unset", "1", "eu", "use"] == ran.stdout.split("\0")[:-1]


@pytest.mark.parametrize("argument", ["", " ", "--", "--yes", "-h", "--json", "a'b\"c", "$HOME", "\n", "*", "é", "eu"])
def test_exec_leaves_arguments_alone(argument: str, run: Run) -> None:
    """Arguments after -- reach the program unchanged, including vxenv's own options and a second --."""
    program = [sys.executable, "-c", "import json, sys; print(json.dumps(sys.argv[1:]))"]
    ran = run("exec", "eu", "--", *program, argument, "x", argument)

    assert [argument, "x", argument] == json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 0", 0),
        ("exit 7", 7),
        ("kill -TERM $$", -signal.SIGTERM),
        ("kill -PIPE $$", -signal.SIGPIPE),
        ("kill -INT $$", -signal.SIGINT),
    ],
)
def test_exec_has_the_programs_end(script: str, code: int, run: Run) -> None:
    """Exit code and death by a signal are the program's own; no signal is ignored in it."""
    assert Ran(code, "", "") == run("exec", "eu", "--", "sh", "-c", script)


def test_exec_hands_on_stdin(run: Run) -> None:
    """The program reads vxenv's stdin."""
    assert "in" == run("exec", "eu", "--", "cat", stdin="in").stdout


@pytest.mark.parametrize(
    ("command", "code", "what"),
    [
        ("nosuchprogram", 127, "No such file or directory"),
        ("./nosuch", 127, "No such file or directory"),
        ("./folder", 126, "Permission denied"),
        ("./text", 126, "Permission denied"),
        ("./garbage", 126, "Exec format error"),
    ],
)
def test_exec_of_what_cannot_run(command: str, code: int, what: str, run: Run, work: Path) -> None:
    """A missing program exits 127, a non-executable one 126, as in a shell."""
    (work / "folder").mkdir()
    (work / "text").write_text("x")
    (work / "garbage").write_bytes(b"\0\0")
    (work / "garbage").chmod(0o755)

    assert f"cannot run {command}: {what}" == error(run("exec", "eu", "--", command), code)[0]


def test_exec_can_be_undone(run: Run) -> None:
    """Within the program another exec starts from the original environment."""
    inner = [sys.executable, "-P", "-m", "vxenv", "exec", "base", "--", sys.executable, "-c", PRINTER]
    names = [
        "CLOUD_ML_REGION",
        "HTTPS_PROXY",
        "ANTHROPIC_DEFAULT_OPUS_MODEL",
        "__VXENV_STATE",
        "__VXENV_O_ANTHROPIC_MODEL",
    ]
    ran = run("exec", "eu", "--", *inner, *names, env={"HTTPS_PROXY": "", "ANTHROPIC_MODEL": "mine"})

    assert [
        "unset",
        "",
        "claude-opus-5",
        "1 CLAUDE_CODE_USE_VERTEX:us ANTHROPIC_MODEL:su ANTHROPIC_DEFAULT_OPUS_MODEL:us",
        "mine",
    ] == ran.stdout.split("\0")[:-1]


def test_exec_of_what_is_protected(run: Run) -> None:
    """A protected stack requires --yes without a terminal; otherwise nothing is run."""
    refused = run("exec", "eu+prod", "--", "echo", "ran")

    assert (['"eu+prod" is protected', "hint: vxenv exec --yes eu+prod -- echo ran"], Ran(0, "ran\n", "")) == (
        error(refused, 3),
        run("exec", "--yes", "eu+prod", "--", "echo", "ran"),
    )


@pytest.mark.parametrize("words", [["eu"], ["eu", "--"], ["--", "true"], ["eu", "--", ""], []])
def test_exec_needs_a_profile_and_a_command(words: list[str], run: Run) -> None:
    """A missing profile or command prints the usage."""
    name = "eu" if "eu" in words else "NAME"
    assert ["expected profiles, -- and a command", f"hint: vxenv exec {name} -- claude"] == error(
        run("exec", *words), 2
    )


def test_exec_of_a_program_that_is_not_there(run: Run) -> None:
    """An unknown program has no hint; for Claude Code the hint is doctor's install command."""
    none, claude = (run("exec", "eu", "--", name, env={"PATH": "/nowhere"}) for name in ("nosuchcmd", "claude"))

    assert (127, False) == (none.code, "hint:" in none.stderr)
    assert (127, "hint: npm install -g @anthropic-ai/claude-code") == (claude.code, claude.stderr.splitlines()[-1])


# --- export


@pytest.fixture
def odd(profile: Profile) -> dict[str, str]:
    """Write a profile `odd` of values that every format must quote, and return them."""
    values = {
        "TRICKY": TRICKY,
        "PLAIN": "plain",
        "EMPTY": "",
        "QUOTE": "'",
        "QUOTES": "''\"\"",
        "DOLLAR": "$(id) ${HOME} $x",
        "SLASH": "\\n\\",
        "SPACE": "  a  ",
        "HASH": "a #b",
        "UNICODE": "é\u202e\U0001f600",
        "ANTHROPIC_API_KEY": "k'\n",
    }
    lines = "".join(f"{name} = {toml(value)}\n" for name, value in values.items())
    profile("odd", f"[env]\n{lines}HTTPS_PROXY = false\n")
    return values


@pytest.mark.parametrize("shell", ["sh", "dash", "bash", "zsh", "fish"])
def test_export_to_a_shell(shell: str, odd: dict[str, str], run: Run, work: Path) -> None:
    """A real shell that evaluates the export has every value byte for byte, and the unset variables unset."""
    if shutil.which(shell) is None:
        assert "CI" not in os.environ, f"{shell} is not installed"
        pytest.skip(f"{shell} is not installed")
    ran = run("export", "odd", "--format", "sh" if shell == "dash" else shell)
    names = [*odd, "HTTPS_PROXY", "CLOUD_ML_REGION"]
    script = work / "script"
    words = f"{sys.executable} -c '{PRINTER.replace(chr(39), chr(34))}' {' '.join(names)}\n"
    script.write_bytes((ran.stdout + words).encode())
    env = {**os.environ, "HTTPS_PROXY": "x", "CLOUD_ML_REGION": "x"}
    done = subprocess.run([shell, str(script)], env=env, capture_output=True, check=False)

    assert (0, [*odd.values(), "unset", "unset"], b"") == (
        done.returncode,
        done.stdout.decode().split("\0")[:-1],
        done.stderr,
    )


def test_export_as_sh_by_default(run: Run) -> None:
    """The default export format is sh."""
    assert run("export", "eu", "--format", "sh") == run("export", "eu")


def dotenv(text: str) -> dict[str, str]:
    """Parse `text` like readers of .env files: single quotes are literal, double quotes have escapes."""
    found = {}
    for line in text.splitlines():
        name, _, quoted = line.partition("=")
        inner = quoted[1:-1]
        if quoted[0] == '"':
            escapes = {"n": "\n", "r": "\r", "t": "\t"}
            pieces = iter(inner)
            inner = "".join(escapes.get(d := next(pieces), d) if c == "\\" else c for c in pieces)
        found[name] = inner
    return found


def test_export_as_dotenv(odd: dict[str, str], run: Run) -> None:
    """Each set variable is one line, whatever its value; unset variables are omitted."""
    ran = run("export", "odd", "--format", "dotenv")

    assert ({**odd, "CLAUDE_CODE_USE_VERTEX": "1"}, len(odd) + 1) == (
        dotenv(ran.stdout),
        ran.stdout.count("\n"),
    )


@pytest.mark.usefixtures("odd")
def test_dotenv_quotes(run: Run) -> None:
    """Characters that a reader would expand are in single quotes, or escaped in double ones."""
    lines = run("export", "odd", "--format", "dotenv").stdout.splitlines()

    assert ["DOLLAR='$(id) ${HOME} $x'", "EMPTY=''", 'QUOTE="\'"'] == [
        line for line in lines if line.startswith(("DOLLAR", "EMPTY", "QUOTE="))
    ]
    assert 'TRICKY="a\'b\\"c\\\\d\\$HOME\\`id\\`\\nline two\\ttab \\r!~"' in lines


def test_export_as_json(odd: dict[str, str], run: Run) -> None:
    """JSON has the set and the unset variables."""
    found = json.loads(run("export", "odd", "--format", "json").stdout)

    assert (1, {**odd, "CLAUDE_CODE_USE_VERTEX": "1"}, True) == (
        found["version"],
        found["set"],
        {"HTTPS_PROXY", "CLOUD_ML_REGION"} <= set(found["unset"]),
    )


# --- the hook's commands, without the hook


@pytest.mark.parametrize("command", [["use", "eu"], ["off"], ["auto"]], ids=lambda words: words[0])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "xonsh"])
@pytest.mark.usefixtures("run")
def test_switching_without_the_hook(command: list[str], shell: str) -> None:
    """A command that changes the shell fails without the hook, and names the setup command."""
    if shutil.which(shell) is None:
        assert "CI" not in os.environ, f"{shell} is not installed"
        pytest.skip(f"{shell} is not installed")
    # Started by the shell itself, which identifies it; `:` keeps the shell from replacing itself with the command.
    script = f'"{sys.executable}" -P -m vxenv {" ".join(command)}; set code $status; :; exit $code'
    if shell == "xonsh":
        script = f"$XONSH_SUBPROC_RAISE_ERROR = False; {sys.executable} -P -m vxenv {' '.join(command)}"
    elif shell != "fish":
        script = f'"{sys.executable}" -P -m vxenv {" ".join(command)}; code=$?; :; exit $code'
    done = subprocess.run([shell, "-c", script], capture_output=True, text=True, check=False)

    assert [
        f"vxenv {command[0]} requires the vxenv hook, which is not loaded in this shell",
        f"hint: vxenv setup; exec {shell}",
    ] == error(Ran(done.returncode, done.stdout, done.stderr), 1)


# --- words that are wrong


@pytest.mark.parametrize(
    ("words", "code", "what", "hint"),
    [
        (["show", "ue"], 2, 'no profile "ue"; did you mean "eu"?', "vxenv show eu"),
        (["exec", "prdo", "--", "true"], 2, 'no profile "prdo"; did you mean "prod"?', "vxenv exec prod -- true"),
        (["export", "zzz"], 2, 'no profile "zzz"', "vxenv list"),
        (["diff", "eu", "zzz"], 2, 'no profile "zzz"', "vxenv list"),
        (
            ["diff", "eu", "@dri"],
            2,
            'unknown operand "@dri"; expected one of: @shell, @claude, @dir',
            "vxenv diff eu @dir",
        ),
        (["diff", "eu", "@dir"], 3, "no .vxenv.toml in this directory or its parents", "vxenv local NAME"),
        (
            ["show", "../eu"],
            2,
            'invalid profile name "../eu": use letters, digits, ".", "_" and "-", starting with',
            "vxenv list",
        ),
        (["show", ""], 2, 'invalid profile name "": use letters', "vxenv list"),
        (["lsit"], 2, 'unknown command "lsit"', "vxenv list"),
        (["zzzz"], 2, 'unknown command "zzzz"', "vxenv --help"),
        (["frobnicate"], 2, 'unknown command "frobnicate"', "vxenv --help"),
        (["init", "sh"], 2, "no hook for sh: it runs nothing before a prompt", "vxenv export --help"),
        (["completions", "sh"], 2, "sh has no programmable completion", "vxenv --help"),
        (["show"], 2, "no active profile", "vxenv list"),
        (["copy"], 2, "missing argument OLD", "vxenv copy --help"),
        (["list", "--jsno"], 2, 'unknown option "--jsno"', "vxenv list --json"),
        (["list", "x"], 2, 'unexpected argument "x"', "vxenv list --help"),
        (["--nope"], 2, 'unknown option "--nope"', "vxenv --no-pager"),
        (["--zzz"], 2, 'unknown option "--zzz"', "vxenv --help"),
        (
            ["export", "eu", "--format", "qq"],
            2,
            'invalid value "qq" for --format; expected one of: bas',
            "vxenv export --help",
        ),
        (["completions"], 2, "missing argument SHELL; expected one of: bash, zsh", "vxenv completions --help"),
        (["list", "x", "y"], 2, "unexpected arguments: x y", "vxenv list --help"),
        (["explain", "--file"], 2, "--file requires a value", "vxenv --help"),
        (["list", "--json=x"], 2, "--json takes no value", "vxenv --help"),
        (["undo", "x"], 2, 'invalid value for STEPS: "x" is not a valid integer', "vxenv undo --help"),
        (
            ["probe", "--jobs", "0"],
            2,
            "invalid value for --jobs: 0 is not in the range 1<=x<=16",
            "vxenv probe --help",
        ),
        (["init", "tcl"], 2, 'unknown shell "tcl"; expected one of: bash, zsh', "vxenv init --help"),
        (["default", "eu", "--unset"], 2, "NAME and --unset cannot be combined", "vxenv default --help"),
        (["hook"], 2, "vxenv hook is internal; shell hooks call it", "vxenv setup"),
        (
            ["hook", "tcl", "1", "default", "n", "h"],
            2,
            "vxenv hook is internal; shell hooks call it",
            "vxenv setup",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_help(words: list[str], code: int, what: str, hint: str, run: Run) -> None:
    """Every usage error is one line with the mistake, and one with a working command."""
    first, *rest = error(run(*words), code)

    assert (what, [f"hint: {hint}"]) == (first[: len(what)], [line[: len(hint) + 6] for line in rest])


@pytest.mark.skipif(not hasattr(click.exceptions, "NoArgsIsHelpError"), reason="click 8.1 prints help instead")
@pytest.mark.parametrize("group", ["config", "claude"])
def test_missing_command(group: str, run: Run) -> None:
    """A group without a command is an error with a hint, in one line each."""
    assert ["missing command", f"hint: vxenv {group} --help"] == error(run(group), 2)


def test_errors_in_a_file_say_where(run: Run, profile: Profile) -> None:
    """An error in a file is reported with its line, its cause, and the correct form."""
    profile("bad", "[vertex]\nregion = 'US'\n")
    place = "~/.config/vxenv/profiles/bad.toml"

    assert [f'{place}:2: vertex.region: invalid location "US"; write "us"', f"hint: vi {place}"] == error(
        run("show", "bad"), 1
    )


def test_a_broken_config_is_told(run: Run, config: Path) -> None:
    """A command that needs config.toml reports errors in it."""
    (config / "config.toml").write_text("qiet = true\n")

    place = "~/.config/vxenv/config.toml"
    what = 'unknown key qiet; did you mean "quiet"?'
    assert [f"{place}:1: {what}", f"hint: vi {place}"] == error(run("list"), 1)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help_lists_the_commands(words: list[str], process: Run) -> None:
    """Help goes to stdout and lists each command, in groups."""
    ran = process(*words)  # click caches the help options of the command examined first
    first = [line.split()[0].rstrip(",") for line in ran.stdout.splitlines() if line.startswith("  ")]

    assert (0, "", True) == (ran.code, ran.stderr, {"use", "exec", "local", "list", "diff", "init"} <= set(first))


@pytest.mark.parametrize("word", ["-V", "--version"])
def test_version(word: str, run: Run) -> None:
    """The version is one line."""
    assert (0, "vxenv ", 1) == ((ran := run(word)).code, ran.stdout[:6], ran.stdout.count("\n"))


# --- pipes


@pytest.mark.parametrize(
    "words", [["list"], ["list", "--json"], ["show", "--all", "eu"], ["export", "eu"]], ids=" ".join
)
def test_a_reader_that_has_seen_enough(words: list[str]) -> None:
    """A closed pipe is not an error, and causes no traceback."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "vxenv", *words], stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(write)

    assert (0, []) == (
        done.returncode,
        [line for line in done.stderr.splitlines() if "rror" in line or "Trace" in line],
    )


def test_a_difference_is_told_to_a_closed_pipe() -> None:
    """The exit code reports the difference even if the pipe is closed."""
    read, write = os.pipe()
    os.close(read)
    words = ["diff", "eu", "prod", "--exit-code"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", *words], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)

    assert (1, b"") == (done.returncode, done.stderr)
