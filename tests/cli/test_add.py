"""Test add: the written file, the questions, and existing files."""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pexpect
import pytest

from commandline import Ran, called, error, refused, tree
from terminals import end, press

Profile = Callable[[str, str | bytes], Path]


@pytest.fixture
def profiles(home: Path) -> Path:
    """Return the directory of profiles, which does not exist yet."""
    return home / ".config/vxenv/profiles"


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, an empty list if it does not exist."""
    return sorted(os.listdir(folder)) if folder.exists() else []


# --- options


def test_help_groups_options() -> None:
    """The help shows each option once, in the group of its purpose."""
    text = called("add", "--help").stdout
    sections = {
        part.partition(":\n")[0]: re.findall(r"^  (?:-\w, )?(--[\w-]+)", part, re.MULTILINE)
        for part in text.split("\n\n")
        if re.match(r"[A-Z][a-z ]+:\n", part)
    }
    assert {
        "Values": [
            *("--project", "--location", "--main", "--opus", "--sonnet", "--haiku"),
            *("--credentials", "--description", "--extends", "--protected", "--set"),
        ],
        "Values from elsewhere": [
            *("--from", "--from-env", "--from-settings", "--from-gcloud", "--from-rc", "--from-dotenv", "--function")
        ],
        "Options": ["--force", "--help"],
    } == sections


def test_options(profiles: Path, home: Path) -> None:
    """Each option is written to its key, and nothing else is."""
    (home / "keys").mkdir()
    (home / "keys/a.json").touch(0o600)  # a missing file would be reported
    ran = called(
        *("add", "prod", "--project", "acme-prod", "--region", "global", "--opus", "claude-opus-5-5"),
        *("--sonnet", "claude-sonnet-5", "--haiku", "claude-haiku-4-5@20251001", "--main", "opus", "--protected"),
        *("--description", 'It\'s "it" # 1', "--credentials", "~/keys/a.json"),
        *("--set", "caching.enabled=no", "--set", "DISABLE_TELEMETRY=1", "--set", "env.HTTPS_PROXY:=false"),
    )

    assert (
        Ran(
            0,
            "",
            "prod: ~/.config/vxenv/profiles/prod.toml\n"
            "  protected  true\n  vertex.project  acme-prod\n  vertex.region  global\n  models.main  opus\n"
            "  models.opus  claude-opus-5-5\n  models.sonnet  claude-sonnet-5\n"
            "  models.haiku  claude-haiku-4-5@20251001\n  google.credentials  ~/keys/a.json\n"
            '  description  It\'s "it" # 1\n  caching.enabled  false\n  env.DISABLE_TELEMETRY  1\n'
            "  network.https_proxy  false\n",
        ),
        """\
description = "It's \\"it\\" # 1"
protected = true

[vertex]
project = "acme-prod"  # ANTHROPIC_VERTEX_PROJECT_ID
region = "global"      # CLOUD_ML_REGION

[models]
main = "opus"                        # ANTHROPIC_MODEL
opus = "claude-opus-5-5"             # ANTHROPIC_DEFAULT_OPUS_MODEL
sonnet = "claude-sonnet-5"           # ANTHROPIC_DEFAULT_SONNET_MODEL
haiku = "claude-haiku-4-5@20251001"  # ANTHROPIC_DEFAULT_HAIKU_MODEL

[caching]
enabled = false  # DISABLE_PROMPT_CACHING

[google]
credentials = "~/keys/a.json"  # GOOGLE_APPLICATION_CREDENTIALS

[network]
https_proxy = false  # HTTPS_PROXY

[env]
DISABLE_TELEMETRY = "1"
""",
    ) == (ran, (profiles / "prod.toml").read_text())


def test_rights(profiles: Path) -> None:
    """The file and the created directories are private, whatever the umask."""
    before = os.umask(0)
    try:
        called("add", "prod", "--region", "eu")
    finally:
        os.umask(before)

    assert [0o600, 0o700, 0o700] == [
        stat.S_IMODE(path.stat().st_mode) for path in (profiles / "prod.toml", profiles, profiles.parent)
    ]


def test_extends(profile: Profile, profiles: Path) -> None:
    """--extends may be repeated, or name a stack; then no location is required."""
    for name in ("base", "more"):
        profile(name, "")
    one = called("add", "one", "--extends", "base")
    two = called("add", "two", "--extends", "base", "--extends", "more")
    stack = called("add", "stack", "--extends", "base+more")

    assert (
        [0, 0, 0],
        ['extends = "base"\n', 'extends = ["base", "more"]\n', 'extends = ["base", "more"]\n'],
        False,
    ) == (
        [one.code, two.code, stack.code],
        [(profiles / f"{name}.toml").read_text() for name in ("one", "two", "stack")],
        "location" in one.stderr + two.stderr + stack.stderr,
    )


def test_no_location() -> None:
    """A profile without a location prints a working hint to set one."""
    ran = called("add", "prod", "--project", "acme-prod")

    assert 'note: "prod" sets no location; run: vxenv set prod vertex.region global' == ran.stderr.splitlines()[-1]
    assert 0 == called("set", "prod", "vertex.region", "global").code


@pytest.mark.parametrize("words", [["--main", "opus"], ["--set", "vertex.enabled=false"]])
def test_no_location_is_missed_where_none_is_wanted(words: list[str]) -> None:
    """A layer, and a profile with Vertex off, need no location and print no hint about it."""
    assert [] == [line for line in called("add", "extra", *words).stderr.splitlines() if "location" in line]


BASE = """\
# by hand
extends = "root"
protected = true

[vertex] # here
region = 'us'   # for now
project = "acme-prod"
"""


def test_from(profile: Profile, profiles: Path) -> None:
    """--from copies a profile with its comments, and the options change the copy."""
    profile("root", "")
    base = profile("base", BASE)
    ran = called("add", "new", "--from", "base", "--region", "eu", "--opus", "claude-opus-5")

    assert (0, BASE, BASE.replace("'us'", '"eu"') + '\n[models]\nopus = "claude-opus-5"\n') == (
        ran.code,
        base.read_text(),
        (profiles / "new.toml").read_text(),
    )


def test_from_alone_is_a_copy(profile: Profile, profiles: Path) -> None:
    """--from without other options makes an identical copy."""
    profile("root", "")
    profile("base", BASE)

    assert (0, BASE) == (called("add", "new", "--from", "base").code, (profiles / "new.toml").read_text())


def test_from_with_a_twin(profile: Profile, profiles: Path) -> None:
    """A key replaces the same variable under [env] of the copied profile."""
    profile("base", '[env]\nCLOUD_ML_REGION = "us"\nA = "1"\n')

    assert (0, '[env]\nA = "1"\n\n[vertex]\nregion = "eu"\n') == (
        called("add", "new", "--from", "base", "--region", "eu").code,
        (profiles / "new.toml").read_text(),
    )


def test_secrets_are_not_shown(profiles: Path) -> None:
    """A secret given as an option is written, and not shown."""
    ran = called("add", "prod", "--region", "eu", "--set", "env.MY_TOKEN=s3cret")

    assert (0, False, True) == (
        ran.code,
        "s3cret" in ran.stdout + ran.stderr,
        "s3cret" in (profiles / "prod.toml").read_text(),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["../x", "--region", "eu"], "../x"),
        ([".hidden", "--region", "eu"], ".hidden"),
        (["", "--region", "eu"], "profile name"),
        (["a+b", "--region", "eu"], "stack"),
        (["x" * 65, "--region", "eu"], "64"),
        (["x"], 'no settings given for "x"'),
        (["x", "--region", "Foo"], "vertex.region"),
        (["x", "--project", "No Such"], "vertex.project"),
        (["x", "--opus", "two words"], "models.opus"),
        (["x", "--opus", ""], "models.opus"),
        (["x", "--set", "models.fable"], "--set models.fable is not KEY=VALUE"),
        (["x", "--set", "models.fabel=y"], "models.fable"),
        (["x", "--set", "env.PATH=/x"], "PATH"),
        (["x", "--set", "env.A:=1"], "env.A"),
        (["x", "--from", "nope"], 'no profile "nope"'),
        (["x", "--extends", "nope"], 'no profile "nope"'),
        (["x", "--extends", "x"], "in a cycle"),
        (["x", "--extends", "../x"], "../x"),
        (["x", "--function", "f"], "--from-rc"),
        (["x", "--from-env", "--from-gcloud"], "--from-env and --from-gcloud cannot be combined"),
        (["x", "--regoin", "eu"], "--region"),
        (["--region", "eu"], "NAME"),
        (["x", "--description", "\udcff"], "UTF-8"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_add_of_what_is_refused(words: list[str], said: str, home: Path, config: Path) -> None:
    """An invalid profile is rejected by name, with a hint, and leaves nothing behind."""
    code = 1 if words[1:] in (["--extends", "nope"], ["--extends", "x"]) else 2

    assert said in refused(home, code, "add", *words)
    assert [] == names(config / "profiles")


def test_refusal_names_no_file_that_is_not_there(home: Path, config: Path) -> None:
    """An error in an unwritten profile does not name its file."""
    assert "x.toml" not in refused(home, 1, "add", "x", "--extends", "nope")
    assert config.exists()


def test_hint_without_a_terminal(home: Path) -> None:
    """Without a terminal and required options, the hint is a command that works once filled in."""
    hint = refused(home, 2, "add", "x").partition("hint: ")[2]
    words = hint.partition(",")[0].removeprefix("vxenv ").replace("ID", "acme-prod").split()

    assert 0 == called(*words).code


# --- existing files


OLD = '[vertex]\nregion = "us"\n'


def test_existing_is_never_overwritten(home: Path, profile: Profile) -> None:
    """An existing name is rejected; the hint shows both alternatives."""
    profile("prod", OLD)

    assert "--force" in refused(home, 3, "add", "prod", "--region", "eu")


@pytest.mark.parametrize("old", ["not toml", b"\xff", ""])
def test_broken_is_not_overwritten_either(old: str | bytes, home: Path, profile: Profile) -> None:
    """An existing broken file is not overwritten either."""
    profile("prod", old)
    refused(home, 3, "add", "prod", "--region", "eu")


def test_force_keeps_numbered_backups(profile: Profile, profiles: Path) -> None:
    """--force keeps each version as a backup, which is not listed as a profile, and undo restores it."""
    os.chmod(profile("prod", OLD), 0o640)
    said = [called("add", "prod", "--region", region, "--force").stderr.splitlines()[0] for region in ("eu", "global")]

    assert (
        ["prod.toml", "prod.toml.bak", "prod.toml.bak.2"],
        [OLD, '[vertex]\nregion = "eu"  # CLOUD_ML_REGION\n'],
        ['replaced "prod"; backup: ~/.config/vxenv/profiles/prod.toml.bak' + end for end in ("", ".2")],
        ["prod"],
        0o640,
    ) == (
        names(profiles),
        [(profiles / f"prod.toml.bak{end}").read_text() for end in ("", ".2")],
        said,
        [line.split()[0] for line in called("list").stdout.splitlines()],
        stat.S_IMODE((profiles / "prod.toml").stat().st_mode),
    )
    assert 0 == called("undo", "2").code
    assert (["prod.toml"], OLD) == (names(profiles), (profiles / "prod.toml").read_text())


def test_add_again(home: Path) -> None:
    """Adding the same profile again succeeds and changes nothing."""
    words = ("add", "prod", "--region", "eu", "--description", "d")
    called(*words)
    before = tree(home)

    assert (Ran(0, "", "prod: already up to date\n"), before) == (called(*words), tree(home))


@pytest.mark.parametrize(
    "more", [["--description", "new"], ["--protected"], ["--extends", "base"], ["--set", "env.A=1"]], ids=" ".join
)
def test_not_quite_the_same(more: list[str], home: Path, profile: Profile) -> None:
    """Any difference, even in the description, makes it another profile."""
    profile("base", "")
    called("add", "prod", "--region", "eu")
    refused(home, 3, "add", "prod", "--region", "eu", *more)


def test_symlink_is_something_too(home: Path, config: Path) -> None:
    """A dangling link counts as an existing file and is not written through."""
    (config / "profiles").mkdir()
    (config / "profiles/prod.toml").symlink_to("elsewhere")
    refused(home, 1, "add", "prod", "--region", "eu")


def test_add_undo(profiles: Path) -> None:
    """Undo removes an added profile, redo restores it."""
    called("add", "prod", "--region", "eu")
    after = [(called("undo", *words).code, names(profiles)) for words in ([], ["--redo"])]

    assert [(0, []), (0, ["prod.toml"])] == after


# --- questions


@contextlib.contextmanager
def asked(*words: str, env: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Run ``vxenv`` with the arguments behind a pseudo-terminal."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", *words],
        env={**os.environ, "TERM": "dumb", **(env or {})},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 300),
    )
    try:
        yield child
    finally:
        end(child)


def answers(child: Any, *texts: str) -> str:
    """Answer each question in turn, and return all output until the end."""
    printed = ""
    for text in texts:
        child.expect_exact(": ")
        printed += child.before + ": "
        child.sendline(text)
    child.expect(pexpect.EOF)
    child.wait()
    return str(printed + child.before).replace("\r\n", "\n")


def test_add_questions(profiles: Path) -> None:
    """Questions on a terminal show the current values in brackets; Enter accepts them, or leaves the key unset."""
    env = {"ANTHROPIC_VERTEX_PROJECT_ID": "acme-env", "ANTHROPIC_DEFAULT_SONNET_MODEL": "claude-sonnet-5"}
    with asked("add", "prod", env=env) as child:
        text = answers(child, "Mine", "", "", "claude-opus-5", "", "")
        code = child.exitstatus

    assert (0, ["[acme-env]", "[global]", "[claude-sonnet-5]"]) == (
        code,
        [word.rstrip(":") for word in text.split() if word.startswith("[")],
    )
    assert (
        """\
description = "Mine"

[vertex]
project = "acme-env"  # ANTHROPIC_VERTEX_PROJECT_ID
region = "global"     # CLOUD_ML_REGION

[models]
opus = "claude-opus-5"      # ANTHROPIC_DEFAULT_OPUS_MODEL
sonnet = "claude-sonnet-5"  # ANTHROPIC_DEFAULT_SONNET_MODEL
"""
    ) == (profiles / "prod.toml").read_text()


@pytest.mark.parametrize("name", ["GOOGLE_CLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT", None])
def test_project_of_google(name: str | None, home: Path, profiles: Path) -> None:
    """The default project comes from Google's variables, or else from gcloud's own files."""
    folder = home / ".config/gcloud/configurations"
    folder.mkdir(parents=True)
    (folder / "config_default").write_text("[core]\nproject = acme-gcloud\n")
    with asked("add", "prod", env={name: "acme-google"} if name else {}) as child:
        answers(child, "", "", "eu", "", "", "")

    assert f'project = "{"acme-google" if name else "acme-gcloud"}"' in (profiles / "prod.toml").read_text()


def test_wrong_answers_are_asked_again(profiles: Path) -> None:
    """A wrong answer is reported with its hint, and asked again."""
    with asked("add", "prod") as child:
        text = answers(child, "", "My Project", "acme-prod", "EU!", "eu", "two words", "", "", "")
        code = child.exitstatus

    assert (0, [2, 2, 2, 1, 1], 3) == (
        code,
        [
            text.count(question)
            for question in ("Google Cloud project", "Location (", "Model for opus", "Model for sonnet", "Description")
        ],
        text.count("hint: "),
    )
    assert '[vertex]\nproject = "acme-prod"' in (profiles / "prod.toml").read_text()


@pytest.mark.parametrize("default", ["Foo!", "not a project"])
def test_a_default_that_is_wrong_can_be_escaped(default: str, profiles: Path) -> None:
    """An invalid value in the environment is not offered as a default, because Enter would repeat forever."""
    env = {"CLOUD_ML_REGION": default, "ANTHROPIC_VERTEX_PROJECT_ID": default}
    with asked("add", "prod", env=env) as child:
        text = answers(child, "", "", "", "", "", "")

    assert (False, ["prod.toml"]) == (default in text, names(profiles))


@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["interrupt", "end"])
def test_leaving_the_questions(key: str, after: int, home: Path) -> None:
    """Ctrl-C and Ctrl-D exit at any question, without a traceback and without a change."""
    before = tree(home)
    with asked("add", "prod") as child:
        for _ in range(after):
            child.expect_exact(": ")
            child.sendline("")
        child.expect_exact(": ")
        press(child, key)
        child.expect(pexpect.EOF)
        child.wait()
        assert (130, False) == (child.exitstatus, "Traceback" in child.before)

    assert before == tree(home)


def test_no_questions_about_what_is_there(home: Path, profile: Profile) -> None:
    """An existing name is rejected before any question."""
    profile("prod", OLD)
    before = tree(home)
    with asked("add", "prod") as child:
        text = answers(child)
        assert (3, False, True) == (child.exitstatus, "Description" in text, "hint: " in text)

    assert before == tree(home)


def test_nothing_answered(home: Path, profiles: Path) -> None:
    """Pressing Enter at each question still makes a usable profile."""
    with asked("add", "prod") as child:
        answers(child, *[""] * 6)

    assert '[vertex]\nregion = "global"  # CLOUD_ML_REGION\n' == (profiles / "prod.toml").read_text()
    assert 0 == called("show", "prod").code
    assert home.exists()


def test_error_has_its_form() -> None:
    """Errors of click have the form of vxenv's errors."""
    assert "vxenv add --help" in error(called("add"), 2)
