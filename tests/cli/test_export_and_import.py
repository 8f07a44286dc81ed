"""Test export and import: exported values are imported unchanged in every format, and nothing else is."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pexpect
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandline import Ran, called, error, refused, tree
from terminals import end, press
from vxenv.cli.profile_changes import begin_change
from vxenv.files.transaction import Transaction

Profile = Callable[[str, str | bytes], Path]

SMALL = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n[env]\nA = "it\'s"\nB = false\n'
FORMATS = ("dotenv", "docker", "systemd", "github", "vscode", "json", "claude-settings")
RC = {"sh": "x.sh", "bash": "x.bash", "zsh": "x.zsh", "fish": "x.fish"}
TORTURE = {
    "QUOTES": 'it\'s "both" \'\'\' """',
    "DOLLARS": "$HOME ${HOME} $(id) `id` $$ $1 %s !!",
    "BACKSLASHES": "\\ \\\\ \\n \\' \\\" \\$ end\\",
    "DASH": "-n",
    "DASHES": "--help",
    "HASH": "#a #b ; c",
    "EQUALS": "=a=b= c=d",
    "BLANKS": "  before and after  ",
    "TABS": "\ta\tb\t",
    "UNICODE": "ü∑ 🙂 \u200b\u00a0é e\u0301",
    "TILDE": "~ ~/x",
    "GLOB": "* ? [a] {a,b}",
    "AND": "a & b | c > d < e; f",
    "EOF": "EOF\\",
    "URL": "https://h/v1?a=b&c=%20#d",
    "JSON": '{"a": [1, "b"]}',
}
LINES = {
    "NEWLINE": "one\ntwo",
    "LAST": "ends\n",
    "FIRST": "\nbegins",
    "BLANK_LINES": "a\n\n\nb",
    "HEREDOC": "x\nEOF\ny",
    "RETURN": "a\rb",
    "CRLF": "a\r\nb",
    "CONTROL": "\x01\x1b[31m\x7f",
}


def toml(values: dict[str, str]) -> str:
    """Return a profile that sets `values`."""
    texts = (
        (name, json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")) for name, value in values.items()
    )
    return "[env]\n" + "".join(f"{name} = {text}\n" for name, text in texts)


def given_by(name: str) -> dict[str, str]:
    """Return the variables that a profile sets."""
    ran = called("export", name, "--format", "json")
    assert 0 == ran.code, ran
    found: dict[str, str] = json.loads(ran.stdout)["set"]
    return found


def profiles(home: Path) -> dict[str, bytes]:
    """Return the files of the store's profiles."""
    folder = home / ".config/vxenv/profiles"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


# --- export, exactly


EXACT = {
    "dotenv": (
        "CLAUDE_CODE_USE_VERTEX='1'\nANTHROPIC_VERTEX_PROJECT_ID='acme-prod'\nCLOUD_ML_REGION='eu'\nA=\"it's\"\n"
    ),
    "docker": "CLAUDE_CODE_USE_VERTEX=1\nANTHROPIC_VERTEX_PROJECT_ID=acme-prod\nCLOUD_ML_REGION=eu\nA=it's\n",
    "systemd": (
        'CLAUDE_CODE_USE_VERTEX="1"\nANTHROPIC_VERTEX_PROJECT_ID="acme-prod"\nCLOUD_ML_REGION="eu"\nA="it\'s"\n'
    ),
    "claude-settings": """\
{
  "env": {
    "CLAUDE_CODE_USE_VERTEX": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
    "CLOUD_ML_REGION": "eu",
    "A": "it's",
    "B": ""
  }
}
""",
    "toml": SMALL,
    "bundle": """\
# Profiles for vxenv; import them with: vxenv import FILE

[profiles."small"]
[profiles."small".vertex]
project = "acme-prod"
region = "eu"
[profiles."small".env]
A = "it's"
B = false
""",
}


@pytest.mark.parametrize("form", EXACT)
def test_export(form: str, profile: Profile) -> None:
    """A small profile is exported exactly as shown."""
    profile("small", SMALL)

    assert Ran(0, EXACT[form], "") == called("export", "small", "--format", form)


def test_export_with_what_is_unset(profile: Profile) -> None:
    """Formats that can unset list every closed variable, and those the profile unsets."""
    profile("small", SMALL)
    found = json.loads(called("export", "small", "--format", "json").stdout)
    code = called("export", "small", "--format", "vscode").stdout
    linux, osx = (json.loads(code)[f"terminal.integrated.env.{system}"] for system in ("linux", "osx"))
    lines = called("export", "small", "--format", "sh").stdout.splitlines()
    fish = called("export", "small", "--format", "fish").stdout.splitlines()

    assert (
        (1, {"CLAUDE_CODE_USE_VERTEX", "ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION", "A"}, True),
        {**found["set"], **dict.fromkeys(found["unset"])},
        (len(found["set"]), [f"unset {name}" for name in found["unset"]]),
        (len(found["set"]), [f"set -eg {name}" for name in found["unset"]]),
    ) == (
        (
            found["version"],
            set(found["set"]),
            {"B", "ANTHROPIC_MODEL", "VERTEX_REGION_CLAUDE_HAIKU_4_5"} <= {*found["unset"]},
        ),
        linux,
        (
            len([line for line in lines if line.startswith("export ")]),
            [line for line in lines if line.startswith("unset")],
        ),
        (
            len([line for line in fish if line.startswith("set -gx")]),
            [line for line in fish if line.startswith("set -eg")],
        ),
    )
    assert linux == osx


def test_export_github(profile: Profile) -> None:
    """For GitHub each value is between delimiter lines that it does not contain."""
    profile("small", SMALL + 'C = "a\\nvxenv_\\nA<<EOF\\nEOF"\n')
    lines = called("export", "small", "--format", "github").stdout.splitlines()
    name, _, end = lines[0].partition("<<")

    assert ("CLAUDE_CODE_USE_VERTEX", "1", end, 5) == (name, lines[1], lines[2], lines.count(end))


def test_export_toml_tells_of_parents(profile: Profile) -> None:
    """A single profile as TOML lists its bases, and the command to include them."""
    profile("base", "")
    profile("child", 'extends = "base"\n')
    ran = called("export", "child", "--format", "toml")

    assert (0, 'extends = "base"\n', True, True) == (
        *ran[:2],
        'note: the parents of "child" are not included: base\n' in ran.stderr,
        "hint: vxenv export child --format bundle" in ran.stderr,
    )


def test_export_warns_of_the_home(profile: Profile, home: Path) -> None:
    """A credentials file in the home is reported on stderr in each format; stdout holds data only."""
    profile("base", '[google]\ncredentials = "~/keys/a.json"\nconfig_dir = "/elsewhere"\n')
    profile("child", 'extends = "base"\n')
    for form in (*FORMATS, "toml", "bundle", "sh", "fish"):
        ran = called("export", "child", "--format", form)
        lines = [line for line in ran.stderr.splitlines() if "home" in line]

        assert (0, ["note: google.credentials is a path in your home: ~/keys/a.json"]) == (ran.code, lines), form
    assert home.exists()


def test_export_warns_of_secrets(profile: Profile) -> None:
    """Exporting a profile that holds a secret prints a warning, which does not repeat the secret."""
    profile("sec", '[env]\nMY_TOKEN = "s3cret"\n')
    ran = called("export", "sec", "--format", "bundle")

    assert (0, True, True, False) == (
        ran.code,
        "s3cret" in ran.stdout,
        "env.MY_TOKEN" in ran.stderr,
        "s3cret" in ran.stderr,
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nope"], 2, "nope"),
        ([], 2, "NAME"),
        (["small", "--format", "pdf"], 2, "pdf"),
        (["small", "--flatten"], 2, "--flatten"),
        (["small", "small", "--format", "toml"], 2, "bundle"),
        (["../x"], 2, "../x"),
        (["bad"], 1, "bad.toml:1"),
        (["lines", "--format", "docker"], 1, "BLANK_LINES"),
        (["code", "--format", "vscode"], 1, "CODE"),
        (["github", "--format", "github"], 1, "GITHUB_ENV"),
        (["@dir"], 3, "no .vxenv.toml"),
        (["@dir", "small"], 2, "@dir"),
        (["@dir", "--format", "bundle"], 2, "@dir"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_export_refused(words: list[str], code: int, said: str, profile: Profile, home: Path) -> None:
    """A value the format cannot hold is rejected by its variable's name, without output on stdout."""
    profile("small", SMALL)
    profile("bad", "x = 1\n")
    profile("lines", toml(LINES))
    profile("code", toml({"CODE": "a ${env:HOME} b"}))
    profile("github", toml({"GITHUB_ENV": "/x"}))

    assert said in refused(home, code, "export", *words)


def test_export_of_a_directory(profile: Profile, work: Path, home: Path) -> None:
    """@dir is the profile of the nearest directory file with its own variables, once the file is allowed."""
    profile("small", SMALL)
    (work / ".vxenv.toml").write_text('profile = "small"\n[vertex]\nregion = "global"\n')
    assert "hint: vxenv allow" in refused(home, 3, "export", "@dir")
    called("allow")

    found = json.loads(called("export", "@dir", "--format", "json").stdout)["set"]
    assert ("acme-prod", "global") == (found["ANTHROPIC_VERTEX_PROJECT_ID"], found["CLOUD_ML_REGION"])
    assert "export CLOUD_ML_REGION='global'" in called("export", "@dir").stdout.splitlines()
    assert "@dir" in refused(home, 2, "export", "@dir", "--format", "claude-settings", "--write", "x.json")


# --- round trips


@pytest.mark.parametrize("form", [*FORMATS, "toml"])
def test_round_trip(form: str, profile: Profile, work: Path) -> None:
    """Each value that the format can hold is imported unchanged; others are rejected by name."""
    profile("t", toml(TORTURE | LINES) + '[vertex]\nregion = "eu"\nproject = "acme-prod"\n')
    wanted = given_by("t")
    while (ran := called("export", "t", "--format", form)).code:
        name = next(name for name in wanted if name in error(ran, 1))
        called("unset", "t", f"env.{name}")
        del wanted[name]
    (work / "out").write_bytes(ran.stdout.encode())
    done = called("import", "out", "--as", "u", "--format", form)

    assert (0, wanted) == (done.code, given_by("u"))
    assert set(TORTURE) - {"DOLLARS"} <= set(wanted)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "docker"])
def test_formats_hold_lines(form: str, profile: Profile) -> None:
    """Each format except docker can hold multi-line values."""
    profile("t", toml(LINES))

    assert 0 == called("export", "t", "--format", form).code


@pytest.mark.parametrize("shell", RC)
def test_round_trip_through_a_shell(shell: str, profile: Profile, work: Path) -> None:
    """A profile exported as shell code is imported unchanged as an rc file."""
    ours = {f"ANTHROPIC_{name}": value for name, value in (TORTURE | LINES).items()}
    profile("t", toml(ours) + '[vertex]\nregion = "eu"\nproject = "acme-prod"\n[models]\nopus = "claude-opus-5"\n')
    (work / RC[shell]).write_bytes(called("export", "t", "--format", shell).stdout.encode())
    ran = called("add", "u", "--from-rc", RC[shell])

    assert (0, given_by("t"), False) == (ran.code, given_by("u"), "skipped" in ran.stderr)


VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
TRICKY = st.text(st.sampled_from("'\"\\$`{}()#=;&|<>!~*? \t\n\r-aA1é🙂"), max_size=12)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from([*FORMATS, *RC]), value=VALUES | TRICKY)
def test_any_value_round_trips(profile: Profile, work: Path, form: str, value: str) -> None:
    """Any value is imported unchanged, or rejected on export."""
    profile("t", toml({"ANTHROPIC_A": value, "ANTHROPIC_B": "b"}))
    out = called("export", "t", "--format", form)
    if out.code:
        assert "ANTHROPIC_A" in error(out, 1)
        return
    file = work / RC.get(form, "out")
    file.write_bytes(out.stdout.encode())
    words = (
        ("add", "u", "--force", "--from-rc") if form in RC else ("import", "--as", "u", "--force", "--format", form)
    )
    done = called(*words, file.name)
    # In Claude Code's settings an empty value unsets.
    wanted = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_B": "b"} | (
        {"ANTHROPIC_A": value} if value or form != "claude-settings" else {}
    )

    assert (0, wanted) == (done.code, given_by("u"))


# --- bundles


WRITTEN = {
    "base": "# base, by hand\n\n[models]   # which\nopus = 'claude-opus-5'  # hard work\n",
    "eu": 'extends = "base"\n\n[vertex]\nregion="eu"\n[env]\nA = """\n[vertex]\nregion = 1\n"""\n\n\n',
    "a.b-c_1": '[regions]\n"claude-haiku-4-5" = "us-east5"\n\n# the end\n',
    "crlf": "[vertex]\r\nregion = 'eu'\r\n",
    "inline": 'vertex = { region = "eu" }\nenv.A = "1"\n[models]\nopus = "x"\n',
    "empty": "",
}


def test_bundle(profile: Profile, home: Path) -> None:
    """Profiles and their bases are imported from a bundle byte for byte."""
    for name, text in WRITTEN.items():
        profile(name, text)
    before = profiles(home)
    text = called("export", *(name for name in WRITTEN if name != "base"), "--format", "bundle").stdout
    called("remove", "--yes", "*")
    ran = called("import", "-", stdin=text.encode())

    assert (0, "", before) == (*ran[:2], profiles(home))
    assert (0, {}) == (called("undo").code, profiles(home))


def test_bundle_again(profile: Profile, home: Path) -> None:
    """A profile identical to the bundle's requires no confirmation, and is unchanged."""
    for name, text in WRITTEN.items():
        profile(name, text)
    bundle = called("export", *WRITTEN, "--format", "bundle").stdout.encode()
    before = tree(home)
    ran = called("import", "-", stdin=bundle)

    assert (0, "already up to date", before) == (ran.code, ran.stderr.splitlines()[-1], tree(home))


def test_bundle_with_one_conflict(profile: Profile, home: Path) -> None:
    """If one profile of a bundle exists and differs, none is imported without confirmation."""
    profile("a", SMALL)
    profile("b", SMALL)
    bundle = called("export", "a", "b", "--format", "bundle").stdout.encode()
    called("remove", "b")
    called("set", "a", "env.A=2")

    assert '"a" already exists; --force replaces it and keeps a backup' in refused(
        home, 3, "import", "-", stdin=bundle
    )
    ran = called("import", "-", "--force", stdin=bundle)
    assert (0, {"a.toml", "a.toml.bak", "b.toml"}, SMALL.encode()) == (
        ran.code,
        set(profiles(home)),
        profiles(home)["a.toml"],
    )


@pytest.mark.parametrize("form", ["toml", "bundle"])
def test_flatten(form: str, profile: Profile, home: Path) -> None:
    """--flatten gives one equivalent profile without bases, including secrets."""
    profile("root", '[vertex]\nregion = "us"\n[env]\nA = "1"\nB = "2"\nMY_TOKEN = "s3cret"\n')
    profile("base", 'extends = "root"\nprotected = true\n[env]\nA = false\n[google]\ncredentials = "keys/a.json"\n')
    profile("t", 'description = "d"\nextends = "base"\n[vertex]\nregion = "eu"\nproject = "acme-prod"\n')
    wanted = json.loads(called("export", "t", "--format", "json").stdout)
    text = called("export", "t", "--format", form, "--flatten").stdout
    called("remove", "--yes", "*")
    done = called("import", "-", *(["--as", "t"] if form == "toml" else []), stdin=text.encode())
    ran = called("show", "t", "--json")

    assert (0, wanted, ["t.toml"], True, False) == (
        done.code,
        json.loads(called("export", "t", "--format", "json").stdout),
        list(profiles(home)),
        json.loads(ran.stdout)["protected"],
        "extends" in text,
    )


def test_flatten_a_stack(profile: Profile) -> None:
    """A stack becomes one profile."""
    profile("a", '[vertex]\nregion = "us"\nproject = "acme-prod"\n')
    profile("b", '[vertex]\nregion = "eu"\n')
    text = called("export", "a", "b", "--format", "toml", "--flatten").stdout
    called("import", "-", "--as", "c", stdin=text.encode())

    assert called("export", "a+b", "--format", "json").stdout == called("export", "c", "--format", "json").stdout


# --- import


def test_import_of_each_format(work: Path, home: Path) -> None:
    """A profile is shown, then written unchanged and private."""
    (work / "prod.toml").write_text("# theirs\n" + SMALL)
    ran = called("import", "prod.toml")

    assert (
        0,
        "",
        [
            "prod  acme-prod · eu",
            "  + ANTHROPIC_VERTEX_PROJECT_ID  acme-prod",
            "  + A  it's",
            "  - B",
            "  + CLOUD_ML_REGION  eu",
            "prod: ~/.config/vxenv/profiles/prod.toml",
        ],
        ("# theirs\n" + SMALL).encode(),
        0o600,
    ) == (
        *ran[:2],
        ran.stderr.splitlines(),
        profiles(home)["prod.toml"],
        (home / ".config/vxenv/profiles/prod.toml").stat().st_mode & 0o777,
    )


def test_import_of_an_export(profile: Profile, work: Path) -> None:
    """An export can be imported under another name, from a file or from stdin."""
    profile("prod", SMALL)
    text = called("export", "prod", "--format", "toml").stdout
    (work / "x.toml").write_text(text)

    assert [0, 0, 0] == [
        called("import", "x.toml").code,
        called("import", "x.toml", "--as", "y").code,
        called("import", "-", "--as", "z", stdin=text.encode()).code,
    ]
    assert given_by("x") == given_by("y") == given_by("z") == given_by("prod")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".env", "CLOUD_ML_REGION=eu\n"),
        ("team.env", "CLOUD_ML_REGION=eu\n"),
        (".env.local", "export CLOUD_ML_REGION='eu'\n"),
        ("settings.json", '{"env": {"CLOUD_ML_REGION": "eu"}, "permissions": {}}'),
        ("x.json", '{"version": 1, "set": {"CLOUD_ML_REGION": "eu"}, "unset": []}'),
        ("plain.json", '{"CLOUD_ML_REGION": "eu"}'),
        ("code.json", '// mine\n{"terminal.integrated.env.linux": {"CLOUD_ML_REGION": "eu",}}'),
        ("x.toml", '[vertex]\nregion = "eu"\n'),
        ("noext", '[vertex]\nregion = "eu"\n'),
    ],
)
def test_format_is_guessed(file: str, text: str, work: Path) -> None:
    """The format is detected from the file's name and text."""
    (work / file).write_text(text)
    ran = called("import", file, "--as", "x")

    assert (0, "eu") == (ran.code, given_by("x").get("CLOUD_ML_REGION") if not ran.code else ran.stderr)


def test_import_leaves_secrets(work: Path, home: Path) -> None:
    """Secrets in another program's file are named and skipped."""
    (work / ".env").write_text("CLOUD_ML_REGION=eu\nMY_TOKEN=s3cret\nA=$B\n")
    ran = called("import", ".env", "--as", "x")

    assert (0, True, True, False) == (
        ran.code,
        "MY_TOKEN  " in ran.stderr,
        "depends on $B" in ran.stderr,
        "s3cret" in ran.stderr + str(tree(home)),
    )


def test_import_shows_what_changes(profile: Profile, work: Path) -> None:
    """The changes to an existing profile are shown before the question."""
    profile("prod", SMALL)
    (work / "prod.toml").write_text('[vertex]\nproject = "acme-evil"\nregion = "eu"\n[env]\nX = "\\u001b[31m"\n')
    ran = called("import", "prod.toml", "--dry-run")

    assert (
        0,
        "",
        [
            "  ~ ANTHROPIC_VERTEX_PROJECT_ID  acme-prod → acme-evil",
            "  - A",
            "  + X  \\x1b[31m",
            '"prod" already exists and would be replaced',
        ],
    ) == (*ran[:2], ran.stderr.splitlines()[1:])


@pytest.mark.parametrize("words", [["--dry-run"], ["--dry-run", "--force"], ["-n", "--as", "other"]], ids=" ".join)
def test_import_dry_run(words: list[str], profile: Profile, work: Path, home: Path) -> None:
    """--dry-run changes nothing, whatever the other options."""
    profile("prod", SMALL)
    (work / "prod.toml").write_text("# theirs\n")
    before = tree(home)

    assert (0, before) == (called("import", "prod.toml", *words).code, tree(home))


def test_import_force(profile: Profile, work: Path, home: Path) -> None:
    """--force replaces and keeps a backup."""
    profile("prod", SMALL)
    (work / "prod.toml").write_text("# theirs\n")

    assert (0, {"prod.toml": b"# theirs\n", "prod.toml.bak": SMALL.encode()}) == (
        called("import", "prod.toml", "--force").code,
        profiles(home),
    )


@contextlib.contextmanager
def importing(*words: str) -> Iterator[Any]:
    """Run ``vxenv import`` behind a pseudo-terminal."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", "import", *words],
        env={**os.environ, "TERM": "dumb"},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 300),
    )
    try:
        yield child
    finally:
        end(child)


@pytest.mark.parametrize(("key", "code"), [("y\r", 0), ("n\r", 3), ("\r", 3), ("\x03", 130), ("\x04", 130)], ids=repr)
def test_consent(key: str, code: int, profile: Profile, work: Path, home: Path) -> None:
    """On a terminal a question is asked; only "yes" replaces, with a backup."""
    profile("prod", SMALL)
    (work / "prod.toml").write_text("# theirs\n")
    before = tree(home)
    with importing("prod.toml") as child:
        child.expect_exact("Replace")
        press(child, key)
        child.expect(pexpect.EOF)
        child.wait()
        assert (code, False) == (child.exitstatus, "Traceback" in child.before)

    if code:
        assert before == tree(home)
    else:
        assert {"prod.toml": b"# theirs\n", "prod.toml.bak": SMALL.encode()} == profiles(home)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "binary": (b"\x00\x01\xff\xfe", "UTF-8"),
    "nul": (b'[env]\nA = "\\u0000"\n', "NUL"),
    "syntax": (b"[vertex\n", "invalid TOML"),
    "huge": (b"#" * (5 << 20), "KiB"),
    "large": (b"[env]\n" + b"".join(b'V%d = "0123456789"\n' % n for n in range(5000)), "64 KiB"),
    "nested": (b"a = " + b"[" * 9000 + b"]" * 9000, "nested too deeply"),
    "nested tables": (b"[" + b"a." * 9000 + b"a]\n", ""),
    "digits": (b"a = " + b"9" * 9000, ""),
    "unknown key": (b'[vertex]\nregoin = "eu"\n', "region"),
    "location": (b'[vertex]\nregion = "Foo"\n', "invalid location"),
    "shell": (b'[env]\nPATH = "/evil"\n', "PATH"),
    "prompt": (b'[env]\nPROMPT_COMMAND = "touch PWNED"\n', "PROMPT_COMMAND"),
    "own": (b'[env]\nVXENV_CONFIG_DIR = "/evil"\n', "VXENV_CONFIG_DIR"),
    "parent": (b'extends = "nowhere"\n', "nowhere"),
    "circle": (b'extends = "hostile"\n', "in a cycle"),
    "path": (b'extends = "../../x"\n', "../../x"),
    "directory file": (b'profile = "prod"\n', "profile"),
    "bundle path": (b'[profiles."../x".vertex]\nregion = "eu"\n', "../x"),
    "bundle hidden": (b'[profiles.".x".vertex]\nregion = "eu"\n', ".x"),
    "bundle and more": (b'default = "x"\n[profiles.x]\n', "bundle"),
    "bundle of numbers": (b"[profiles]\nx = 1\n", "bundle"),
    "bundle of nothing": (b"[profiles]\n", ""),
    "bundle half bad": (b'[profiles.a.vertex]\nregion = "eu"\n[profiles.b.vertex]\nregion = "Foo"\n', "Foo"),
    "bundle circle": (b'[profiles.a]\nextends = "b"\n[profiles.b]\nextends = "a"\n', "in a cycle"),
    "empty": (b"", ""),
    "json": (b'{"a":', "JSON"),
    "json deep": (b'{"a":' * 9000, ""),
    "json list": (b"[1, 2]", ""),
    "json of nothing": (b"{}", ""),
    "json of numbers": (b'{"A": 1}', ""),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(case: str, home: Path, work: Path, profile: Profile) -> None:
    """A broken or hostile file leaves the store unchanged, with a specific error."""
    profile("prod", SMALL)
    data, said = HOSTILE[case]
    (work / "hostile.toml").write_bytes(data)
    before = tree(home)
    ran = called("import", "hostile.toml")
    text = error(ran, ran.code)

    assert (True, before, True) == (ran.code in (1, 2), tree(home), said in text)
    assert not (work / "PWNED").exists()


@pytest.mark.parametrize("case", ["location", "shell", "unknown key", "bundle half bad", "large"])
def test_error_is_of_the_file(case: str, home: Path, work: Path) -> None:
    """An error in an imported file names that file, not the profile's path."""
    (work / "hostile.toml").write_bytes(HOSTILE[case][0])

    assert "/profiles/" not in refused(home, 1, "import", "hostile.toml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone.toml"], "gone.toml"),
        (["."], "is not a regular file"),
        (["/dev/zero"], "is not a regular file"),
        (["fifo"], "is not a regular file"),
        (["a b.toml"], "--as NAME"),
        (["-"], "--as NAME"),
        (["ok.toml", "--as", "../x"], "../x"),
        (["ok.toml", "--as", "a+b"], "stack"),
        (["ok.toml", "--format", "pdf"], "pdf"),
        (["ok.toml", "--format", "json"], "JSON"),
        (["bundle.toml", "--as", "x"], "--as does not apply to a bundle"),
        ([], "FILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_import_refused(words: list[str], said: str, home: Path, work: Path) -> None:
    """An irregular file, or a missing name, is rejected with a hint, and does not block."""
    for name in ("ok.toml", "a b.toml"):
        (work / name).write_text(SMALL)
    (work / "bundle.toml").write_text('[profiles.a.vertex]\nregion = "eu"\n')
    os.mkfifo(work / "fifo")
    code = 1 if words[-2:] == ["--format", "json"] else 2

    assert said in refused(home, code, "import", *words, stdin=SMALL.encode())


def test_import_from_nothing(home: Path) -> None:
    """An empty stdin, as after a failed download, is rejected."""
    assert "hint: " in (ran := called("import", "-", "--as", "x")).stderr
    assert (True, {}) == (ran.code in (1, 2), profiles(home))


def test_refused_hint_can_be_run(profile: Profile, work: Path) -> None:
    """The command in the hint names the file."""
    profile("prod", SMALL)
    (work / "prod.toml").write_text("# theirs\n")
    hint = called("import", "prod.toml").stderr.partition("hint: vxenv ")[2].split(",")[0].strip()

    assert 0 == called(*hint.split()).code


def test_import_of_what_came_to_be_there(profile: Profile, home: Path, work: Path) -> None:
    """A profile created between the check and the lock is not replaced without confirmation."""
    (work / "new.toml").write_text('description = "theirs"\n')

    def meanwhile(what: str) -> contextlib.AbstractContextManager[Transaction]:
        profile("new", 'description = "mine"\n')
        return begin_change(what)

    with patch("vxenv.cli.commands.import_.begin_change", meanwhile):
        ran = called("import", "new.toml")

    assert (3, 'description = "mine"\n') == (ran.code, (home / ".config/vxenv/profiles/new.toml").read_text())
