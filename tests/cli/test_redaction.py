"""Test that each command masks the user's secrets."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import called
from vxenv.catalogue.secrets import HIDDEN, redact, redact_text
from vxenv.cli.output.redaction import redact_lines

Profile = Callable[[str, str], Path]

# By variable name, by form, in an address, in a header; each ends in the text that must be masked.
SECRETS = {
    "GATEWAY_TOKEN": "plain-SEEN",
    "ANTHROPIC_AUTH_TOKEN": "other-SEEN",
    "INNOCENT": "sk-ant-api03-SEENSEENSEEN",
    "SOME_URL": "https://me:pass-SEEN@gateway.example/x?api_key=SEEN1234",
    "SOME_PROXY": "me:pass-SEEN@proxy.example:3128",
    "ANTHROPIC_CUSTOM_HEADERS": "X-Gate: SEEN",
    "LONG": "-----BEGIN PRIVATE KEY-----\nSEENSEEN\nSEEN\n-----END PRIVATE KEY-----\n",
}
LINES = [f"{name} = {json.dumps(value)}" for name, value in SECRETS.items() if name != "LONG"]
MULTI = [f'LONG = """\n{SECRETS["LONG"]}"""', "# GATEWAY_TOKEN = 'old-SEEN'"]
TEXT = "\n".join(
    ['description = "it was sk-ant-api03-SEENSEENSEEN"', '[vertex]\nproject = "acme-prod"\nregion = "eu"',
     'base_url = "https://me:pass-SEEN@gateway.example/v1"', "[env]", *LINES, *MULTI, ""]
)  # fmt: skip

COMMANDS = {
    "list": ["list"],
    "list json": ["list", "--json"],
    "show": ["show", "p", "--all"],
    "show json": ["show", "p", "--json"],
    "show resolved": ["show", "p", "--resolved"],
    "show resolved json": ["show", "p", "--resolved", "--json"],
    "diff": ["diff", "p", "q", "--all"],
    "diff json": ["diff", "q", "p", "--json"],
    "diff shell": ["diff", "@shell", "p"],
    "diff claude": ["diff", "@claude", "p", "--json"],
    "status": ["status"],
    "status json": ["status", "--json"],
    "why by name": ["why", "GATEWAY_TOKEN"],
    "why by value": ["why", "INNOCENT", "--json"],
    "why address": ["why", "SOME_PROXY"],
    "set": ["set", "p", "env.GATEWAY_TOKEN=new-SEEN", "env.INNOCENT=sk-ant-api03-SEENSEEN1234"],
    "set multi": ["set", "p", "env.LONG=x"],
    "set -n": ["set", "-n", "p", "env.GATEWAY_TOKEN=new-SEEN", "env.INNOCENT=sk-ant-api03-SEENSEEN1234"],
    "set -n beside": ["set", "-n", "p", "env.LONG=x", "env.ZZZ=1", "vertex.region=us", "description=other"],
    "set wrong toml": ["set", "p", "env.GATEWAY_TOKEN:=plain-SEEN"],
    "set wrong type": ["set", "p", 'env.GATEWAY_TOKEN:=["SEEN"]'],
    "set wrong url": ["set", "p", "vertex.base_url=me:pass-SEEN@gateway.example"],
    "set wrong project": ["set", "p", "vertex.project=sk-ant-api03-SEENSEENSEEN"],
    "unset": ["unset", "p", "env.GATEWAY_TOKEN", "env.INNOCENT"],
    "unset -n": ["unset", "-n", "p", "env.GATEWAY_TOKEN", "env.LONG"],
    "undo list": ["undo", "--list"],
    "undo list json": ["undo", "--list", "--json"],
    "undo -n": ["undo", "-n"],
    "undo -n all": ["undo", "-n", "2"],
    "undo": ["undo"],
    "import": ["import", "p.env", "--as", "r"],
    "import -n": ["import", "p.toml", "--as", "r", "-n"],
    "import again": ["import", "p.toml", "--as", "p", "-n"],
    "import broken": ["import", "broken.toml", "--as", "r"],
    "import number": ["import", "number.toml", "--as", "r"],
    "add": ["add", "r", "--set", "env.GATEWAY_TOKEN=plain-SEEN", "--set", "env.INNOCENT=sk-ant-api03-SEENSEENSEEN"],
    "add env": ["add", "r", "--from-env"],
    "add dotenv": ["add", "r", "--from-dotenv", "p.env"],
    "add rc": ["add", "r", "--from-rc", "rc"],
    "add over": ["add", "p", "--region", "eu", "--from-env", "--force"],
    "lint": ["lint", "p"],
    "lint json": ["lint", "p", "--format", "json"],
    "lint sarif": ["lint", "p", "--format", "sarif"],
    "lint github": ["lint", "p", "--format", "github"],
    "doctor": ["doctor", "p", "-v"],
    "doctor json": ["doctor", "p", "--json"],
    "doctor shell": ["doctor", "-v"],
    "exec": ["exec", "p", "--", "no-such-program"],
    "prompt": ["prompt", "--format", "{profile} {project} {location} {model}"],
    "settings": ["export", "p", "--format", "claude-settings", "--write", "settings.json"],
    "claude install": ["claude", "install", "-n", "settings.json"],
    "copy": ["copy", "p", "r"],
    "rename": ["rename", "p", "r"],
}  # fmt: skip


@pytest.fixture
def furnished(home: Path, work: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide a directory with files that hold secrets; the profile, the shell and the settings hold them, too."""
    profile("p", TEXT)
    profile("q", "[vertex]\nregion = 'eu'\n[env]\n" + "\n".join(line.replace("SEEN", "SEEN0") for line in LINES))
    (work / "p.toml").write_text(TEXT.replace("SEEN", "SEEN9"))
    (work / "broken.toml").write_text(TEXT + "[vertex\n")
    (work / "number.toml").write_text("[env]\nGATEWAY_TOKEN = 5333\n")
    dotenv = [f"{name}={json.dumps(value)}" for name, value in SECRETS.items() if name != "LONG"]
    (work / "p.env").write_text("\n".join([*dotenv, "ANTHROPIC_MODEL=sk-ant-api03-SEENSEENSEEN"]))
    (work / "rc").write_text("\n".join(f"export {line}\nexport TWO=$({line})" for line in dotenv))
    (work / "settings.json").write_text(json.dumps({"env": SECRETS, "model": "sk-ant-api03-SEENSEENSEEN"}))
    (home / ".claude").mkdir()
    (home / ".claude" / "settings.json").write_text((work / "settings.json").read_text())
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    given = {f"__VXENV_N_{name}": f"{value}1" for name, value in SECRETS.items()}
    record = " ".join(["1", *(f"{name}:us" for name in SECRETS)])
    for name, value in {**given, "__VXENV_STATE": record, "VXENV_PROFILE": "p", "VXENV_REASON": "use"}.items():
        monkeypatch.setenv(name, value)
    called("set", "p", "env.GATEWAY_TOKEN=before-SEEN", "env.INNOCENT=sk-ant-api03-SEENSEEN0000")
    called("set", "p", "env.LONG=short", "env.ANTHROPIC_AUTH_TOKEN=before-SEEN")
    called("undo")
    return work


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_no_command_shows_a_secret(words: list[str], furnished: Path) -> None:
    """A secret occurs in neither stream, whether identified by its name, form or place."""
    ran = called(*words)
    lines = [line for line in (ran.stdout + ran.stderr).splitlines() if "SEEN" in line or "5333" in line]

    assert ([], True) == (lines, bool(ran.stdout + ran.stderr) or words[0] == "prompt")
    assert "Traceback" not in ran.stderr
    assert furnished


def test_the_rest_of_a_change_is_shown(furnished: Path) -> None:
    """Other text in a difference is unchanged, and a changed secret makes two lines."""
    ran = called("set", "-n", "p", "env.GATEWAY_TOKEN=x-SEEN", "vertex.region=us")
    lines = [line for line in ran.stdout.splitlines() if line[:1] in "+-"]

    assert [
        '-region = "eu"',
        '+region = "us"',
        f'-GATEWAY_TOKEN = "{HIDDEN}"',
        f'+GATEWAY_TOKEN = "{HIDDEN}"',
    ] == lines[2:]
    assert furnished


@pytest.mark.parametrize(
    "text",
    [
        "export A=1 MY_TOKEN=SEEN command",
        "set -gx MY_TOKEN SEEN",
        "setenv MY_TOKEN SEEN",
        "$env:MY_TOKEN = 'SEEN'",
        'MY_TOKEN = """\nSEEN\nSEEN"""',
        "env = { A = '1', MY_TOKEN = 'SEEN' }",
        '"MY_TOK\\u0045N" = "SEEN"',
        "env.'MY_TOKEN' = 'SEEN'",
        "[tuning]\ncustom_headers = 'X-Api: SEEN'",
        '{"a":{"MY_TOK\\u0045N":"SEEN","b":"c"}}',
        '{"args":["sk-ant-api03-SEENSEENSEEN"],"Authorization": "Basic SEEN"}',
        "# MY_TOKEN=SEEN",
    ],
)
def test_a_line_of_a_file(text: str) -> None:
    """A secret in a file is masked in any file format."""
    hidden = redact_lines(text, "x.toml")

    assert [] == [line for line in text.split("\n") if "SEEN" in hidden.get(line, line)]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MY_TOKEN", "x", HIDDEN),
        ("MY_TOKEN", "", ""),
        ("A", "1", "1"),
        ("A", "claude-opus-4-5@20251101", "claude-opus-4-5@20251101"),
        ("A", "x AIzaSyA1234567890123456789012345678901 y", HIDDEN),
        ("A", "http://u:p@h:1/x", "http://***@h:1/x"),
        ("A", "u:p@h:1", "***@h:1"),
        ("A", "https://h/?api_key=x&b=1", f"https://h/?api_key={HIDDEN}&b=1"),
        ("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "64000", "64000"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/a/key.json", "/a/key.json"),
    ],
)
def test_a_value(name: str, value: str, expected: str) -> None:
    """A value is masked by its variable's name or its form, and otherwise unchanged."""
    assert expected == redact(name, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("roles/x for user:me@corp.example", "roles/x for user:me@corp.example"),
        ("max_tokens: 5, basic authentication", "max_tokens: 5, basic authentication"),
        ("got Bearer abc123def456.", f"got Bearer {HIDDEN}"),
        ("key sk-ant-api03-abcdefgh is bad", f"key {HIDDEN} is bad"),
    ],
)
def test_a_text(text: str, expected: str) -> None:
    """Only text that looks like a secret is masked."""
    assert expected == redact_text(text)


@given(st.text(alphabet="aZ0:/@?&=-. \neyJskgh_BEGIN", max_size=200))
def test_twice_is_once(text: str) -> None:
    """Masking a masked text changes nothing, because a text may be masked repeatedly."""
    assert redact_text(text) == redact_text(redact_text(text))
