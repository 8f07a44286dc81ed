"""Test profiles that refer to secrets in external stores: only `exec` reads them."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import Run, called, error, refused
from vxenv.errors import VxenvError
from vxenv.profiles import secret_lookup
from vxenv.profiles.document import parse_document
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.secret_reference import find_store
from vxenv.profiles.store import Store

Profile = Callable[[str, str], Path]

SECRET = "the-SEEN-secret"  # noqa: S105 - of a test
PRINTER = "import os, sys; print(*(repr(os.environ.get(name)) for name in sys.argv[1:]), sep='\\n')"
KEYRING = (
    ["security", "find-generic-password", "-w", "-s", "vxenv", "-a", "me@acme"]
    if sys.platform == "darwin"
    else ["secret-tool", "lookup", "service", "vxenv", "username", "me@acme"]
)
REFERENCES = {
    "gcloud:acme-prod/gate_token": [
        "gcloud", "secrets", "versions", "access", "latest", "--secret=gate_token", "--project=acme-prod",
    ],
    "gcloud:123456789012/t/7": [
        "gcloud", "secrets", "versions", "access", "7", "--secret=t", "--project=123456789012",
    ],
    "keyring:vxenv/me@acme": KEYRING,
    "op://Private/Acme Gate/credential": ["op", "read", "op://Private/Acme Gate/credential"],
    "op://Private/Acme/API/key": ["op", "read", "op://Private/Acme/API/key"],
    "pass:acme/gate.token": ["pass", "show", "acme/gate.token"],
}  # fmt: skip
WRONG = [
    '"gcloud:acme-prod"', '"gcloud:-x/y"', '"gcloud:acme-prod/--help"', '"gcloud:acme-prod/x/y"', '"gcloud:a/b;id"',
    '"pass:-c"', '"pass:../x"', '"pass:/etc/x"', '"pass:a b"', '"pass:a\\nb"', '"pass:"', '"pass:$(id)"', '"op://a/b"',
    '"op://a/b/c/d/e"', '"op://a/-b/c"', '"keyring:a"', '"keyring:-x/y"', '"keyring:a/b/c"', '"env:X"', '"file:/x"',
    '"command:id"', '"pass:ä"', "5", '["pass:x"]', "true",
]  # fmt: skip


def profile_text(reference: str, name: str = "GATE_TOKEN") -> str:
    """Return a profile that refers to a secret."""
    return f'[vertex]\nregion = "eu"\n[env]\n{name} = {{ secret = "{reference}" }} # mine\nOTHER = "1"\n'


@pytest.fixture
def program(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Return a function that puts a program on PATH that records its arguments, then runs a script; and their path."""
    monkeypatch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")

    def put(name: str, script: str) -> Path:
        path = home / "bin" / name
        path.parent.mkdir(exist_ok=True)
        words = home / "words"
        place = shlex.quote(str(words))
        path.write_text(f'#!/bin/sh\nfor word in "$0" "$@"; do printf "%s\\n" "$word" >>{place}; done\n{script}\n')
        path.chmod(0o755)
        return words

    return put


def given(run: Run, *names: str) -> list[str]:
    """Return the environment of a program that is started with the profile."""
    ran = run("exec", "p", "--", sys.executable, "-c", PRINTER, *names)
    assert 0 == ran.code, ran
    return ran.stdout.splitlines()


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_program_is_run_with_these_words(
    reference: str, run: Run, profile: Profile, program: Callable[[str, str], Path]
) -> None:
    """Each store's own program is run, without a shell; its output without one final newline is the value."""
    profile("p", profile_text(reference))
    expected = REFERENCES[reference]
    words = program(expected[0], f"echo '{SECRET}'")

    assert [repr(SECRET), "'1'", "'eu'"] == given(run, "GATE_TOKEN", "OTHER", "CLOUD_ML_REGION")
    assert expected == [os.path.basename(words.read_text().split("\n")[0]), *words.read_text().split("\n")[1:-1]]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("printf 'a b'", "a b"),
        ("printf 'a\\n\\n'", "a\n"),
        ("printf ' $(id)\\t\\n'", " $(id)\t"),
        ("printf 'x\\r\\n'", "x"),
        ("printf '\\303\\244'", "ä"),
        ("head -c 65536 /dev/zero | tr '\\0' x", "x" * 65536),
        ("echo y; yes noise | head -c 300000 >&2", "y"),
    ],
)
def test_the_value_is_what_is_printed(
    script: str, expected: str, run: Run, profile: Profile, program: Callable[[str, str], Path]
) -> None:
    """The value is the whole output without one final newline."""
    profile("p", profile_text("gcloud:acme-prod/x"))
    program("gcloud", script)

    assert [repr(expected)] == given(run, "GATE_TOKEN")


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("exit 3", "gcloud exited with 3"),
        ("echo 'no\033[31mred' >&2; exit 1", "gcloud exited with 1: no\\x1b[31mred"),
        (f"echo {SECRET}; exit 1", "gcloud exited with 1"),
        ("echo sk-ant-api03-SEENSEENSEEN >&2; exit 1", "gcloud exited with 1: (hidden)"),
        (":", "the secret is empty"),
        ("echo", "the secret is empty"),
        ("printf 'a\\0b'", "the secret contains a NUL character"),
        ("head -c 65537 /dev/zero | tr '\\0' x", "the secret is over 64 KiB"),
        (None, "gcloud: No such file or directory"),
    ],
)
def test_what_fails_starts_nothing(
    script: str | None, what: str, profile: Profile, home: Path, program: Callable[[str, str], Path]
) -> None:
    """An unreadable secret is an error with its reference and the command to check it; no program starts."""
    profile("p", profile_text("gcloud:acme-prod/x"))
    program("gcloud", script or "")
    env = {"PATH": str(home)} if script is None else {}
    said = error(called("exec", "p", "--", "touch", str(home / "started"), env=env), 1)

    first = f"vxenv: ~/.config/vxenv/profiles/p.toml:4: cannot read GATE_TOKEN (secret: gcloud:acme-prod/x): {what}"
    hint = "hint: gcloud secrets versions access latest --secret=x --project=acme-prod >/dev/null"
    assert ([first, hint], False, False) == (said.splitlines(), (home / "started").exists(), "SEEN" in said)


def test_a_program_that_hangs(
    profile: Profile, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that does not answer is stopped after a timeout."""
    profile("p", profile_text("pass:x"))
    program("pass", "exec sleep 600")
    monkeypatch.setattr(secret_lookup, "TIMEOUT", 0.2)

    with pytest.raises(VxenvError, match="pass took more than 0 seconds"):
        secret_lookup.read_secrets(resolve_stack(["p"], Store()), dict(os.environ))


@pytest.fixture
def store(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Create a real store of the program pass, with its own key."""
    if not (shutil.which("pass") and shutil.which("gpg")):
        if os.environ.get("CI"):
            pytest.fail("no pass: sh tests/install-programs.sh all")
        pytest.skip("no pass")
    profile("p", profile_text("pass:acme/gate token".replace(" ", "-")))
    # A short path, because gpg's agent has a socket there.
    with tempfile.TemporaryDirectory(prefix="g") as folder:
        monkeypatch.setenv("GNUPGHOME", folder)
        monkeypatch.setenv("PASSWORD_STORE_DIR", f"{folder}/store")
        Path(folder).chmod(0o700)
        key = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "me@acme.example", "default"]
        subprocess.run([*key, "default", "never"], check=True, capture_output=True)
        subprocess.run(["pass", "init", "me@acme.example"], check=True, capture_output=True)
        entry = f"{SECRET}\nurl: https://acme.example\n".encode()
        subprocess.run(["pass", "insert", "-m", "acme/gate-token"], input=entry, check=True, capture_output=True)
        yield
        subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)


@pytest.mark.long
@pytest.mark.usefixtures("store")
def test_a_real_store(run: Run) -> None:
    """The first line of an entry of pass is the value, by its convention."""
    assert [repr(SECRET)] == given(run, "GATE_TOKEN")


@pytest.mark.long
@pytest.mark.usefixtures("store")
def test_a_real_store_without_the_entry(run: Run, profile: Profile) -> None:
    """The error of pass about a missing entry is shown."""
    profile("p", profile_text("pass:acme/none"))
    said = run("exec", "p", "--", "true")

    assert (1, True) == (said.code, "acme/none is not in the password store" in said.stderr)


@pytest.mark.parametrize("value", WRONG)
def test_what_names_no_secret(value: str, profile: Profile) -> None:
    """A malformed reference is an error of the profile, with its line."""
    path = profile("p", f"[env]\nGATE_TOKEN = {{ secret = {value} }}\n")
    with pytest.raises(VxenvError, match=r"p\.toml:2: env\.GATE_TOKEN: (invalid secret reference|must be)"):
        parse_document(path.read_bytes(), "p", str(path))


@pytest.mark.parametrize(
    "text",
    [
        'X = { command = ["id"] }',
        'X = { secret = "pass:x", more = 1 }',
        "X = { }",
        'CLOUD_ML_REGION = { secret = "pass:x" }',
        'GOOGLE_APPLICATION_CREDENTIALS = { secret = "pass:x" }',
    ],
)
def test_what_can_be_no_reference(text: str, profile: Profile) -> None:
    """A table may hold only a reference, and variables needed by other commands cannot be references."""
    path = profile("p", f"[env]\n{text}\n")
    with pytest.raises(VxenvError, match=r"p\.toml:2: (env\.\w+: |\w+ )(must be|cannot be a secret: )"):
        parse_document(path.read_bytes(), "p", str(path))


def test_no_table_holds_one_but_env(profile: Profile) -> None:
    """Typed keys are not secrets, and accept no reference."""
    path = profile("p", '[vertex]\nproject = { secret = "pass:x" }\n')
    with pytest.raises(VxenvError, match=r"p\.toml:2"):
        parse_document(path.read_bytes(), "p", str(path))


@pytest.mark.parametrize("reference", REFERENCES)
def test_no_word_can_be_an_option(reference: str) -> None:
    """No reference can add an option to a store's program."""
    words = find_store(reference)[1]
    ours = ("--secret=", "--project=", "-w", "-s", "-a")

    assert [] == [word for word in words if word.startswith("-") and not word.startswith(ours)]


def test_elsewhere_it_is_unset(run: Run, profile: Profile, program: Callable[[str, str], Path]) -> None:
    """Other commands show the reference, and run nothing."""
    profile("p", profile_text("pass:acme/x"))
    profile("q", profile_text("pass:acme/y"))
    words = program("pass", f"echo {SECRET}")
    shown = "(secret: pass:acme/x)"
    rows = {row["name"]: row for row in json.loads(run("show", "p", "--json").stdout)["variables"]}
    active = {"VXENV_PROFILE": "p", "VXENV_REASON": "use"}
    why = json.loads(run("why", "GATE_TOKEN", "--json", env=active).stdout)["chain"]
    difference = run("diff", "p", "q")

    assert (None, "pass:acme/x") == (rows["GATE_TOKEN"]["value"], rows["GATE_TOKEN"]["secret"])
    assert [True, True, True] == [
        shown in text
        for text in (run("show", "p").stdout, difference.stdout, run("why", "GATE_TOKEN", env=active).stdout)
    ]
    assert ("(secret: pass:acme/y)" in difference.stdout, "OTHER" in difference.stdout) == (True, False)
    assert [("p", None, "pass:acme/x")] == [
        (one["who"], one["value"], one["secret"]) for one in why if "secret" in one
    ]
    assert [0, 0, 0] == [run(*words).code for words in (["status"], ["lint", "p"], ["list"])]
    assert not words.exists()


def test_the_hook_unsets_it(
    profile: Profile, home: Path, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan unsets the variable, because no other value may be used as the secret, and names its source."""
    profile("p", profile_text("pass:acme/x"))
    words = program("pass", f"echo {SECRET}")
    monkeypatch.setenv("GATE_TOKEN", "from the rc file")
    hook = [sys.executable, "-P", "-m", "vxenv", "hook", "bash", "1", "use:p", "name", str(home)]
    plan = subprocess.run(hook, check=True, capture_output=True, text=True, env={**os.environ, "__VXENV_HOOK": "bash"})

    assert "note: only `vxenv exec p -- COMMAND` sets GATE_TOKEN" in plan.stdout
    assert (SECRET in plan.stdout, words.exists()) == (False, False)


def test_a_directory_file_cannot_refer(work: Path, home: Path, profile: Profile) -> None:
    """A reference in a directory file is rejected with its line."""
    profile("p", "")
    (work / ".vxenv.toml").write_text('profile = "p"\n[env]\nGATE_TOKEN = { secret = "pass:bank/pin" }\n')
    said = refused(home, 1, "allow")

    assert "~/code/.vxenv.toml:3: a directory file cannot set GATE_TOKEN to a secret" in said


def test_set_takes_it(run: Run, profile: Profile) -> None:
    """`set` replaces a value by a reference and vice versa; no other byte changes."""
    path = profile("p", '# top\n[env]\nGATE_TOKEN = "SEEN"  # mine\nOTHER = "1"\n')
    dry = called("set", "-n", "p", 'env.GATE_TOKEN:={ secret = "pass:acme/x" }')
    there = called("set", "p", 'env.GATE_TOKEN:={ secret = "pass:acme/x" }')
    middle = path.read_text()
    listed = called("undo", "--list").stdout
    other = called("set", "p", 'env.GATE_TOKEN:={ secret = "op://a/b/c" }')
    back = called("set", "p", "env.GATE_TOKEN=SEEN")

    assert '# top\n[env]\nGATE_TOKEN = {secret = "pass:acme/x"}  # mine\nOTHER = "1"\n' == middle
    assert '# top\n[env]\nGATE_TOKEN = "SEEN"  # mine\nOTHER = "1"\n' == path.read_text()
    assert "p: env.GATE_TOKEN  (hidden) → (secret: pass:acme/x)" == there.stderr.splitlines()[0]
    assert "p: env.GATE_TOKEN  (secret: pass:acme/x) → (secret: op://a/b/c)" == other.stderr.splitlines()[0]
    assert ['-GATE_TOKEN = "(hidden)"', '+GATE_TOKEN = {secret = "pass:acme/x"}  # mine'] == [
        line for line in dry.stdout.splitlines() if "GATE_TOKEN" in line
    ]
    assert (False, True) == ("SEEN" in dry.stdout + listed + there.stderr + back.stderr, "pass:acme/x" in listed)
    assert 0 == called("unset", "p", "env.GATE_TOKEN").code
    assert '# top\n[env]\nOTHER = "1"\n' == path.read_text()
    assert run


def test_set_refuses_others(home: Path, profile: Profile) -> None:
    """An invalid reference is rejected, and nothing changes."""
    profile("p", "[env]\n")

    assert "env.X: invalid secret reference" in refused(home, 2, "set", "p", 'env.X:={ secret = "file:/etc/passwd" }')
    assert "env.X must be a string, or false to unset it" in refused(
        home, 2, "set", "p", 'env.X:={ command = ["id"] }'
    )


def test_lint_recommends_it(profile: Profile) -> None:
    """The hint of secret-in-profile is a command that resolves the finding."""
    path = profile("p", '[vertex]\nproject = "acme-prod"\nregion = "eu"\n[env]\nGATE_TOKEN = "x"\n')
    path.chmod(0o600)
    findings = json.loads(called("lint", "p", "--json").stdout)["findings"]
    finding = next(one for one in findings if one["rule"] == "secret-in-profile")
    program, *words = shlex.split(finding["hint"])

    assert ("vxenv", "secret-in-profile", 0) == (program, finding["rule"], called(*words).code)
    assert 'GATE_TOKEN = {secret = "keyring:vxenv/GATE_TOKEN"}' in path.read_text()
    assert "secret-in-profile" not in called("lint", "p", "--json").stdout


@pytest.mark.parametrize("form", ["sh", "fish", "dotenv", "docker", "json", "claude-settings"])
def test_export_leaves_it_out(form: str, run: Run, profile: Profile, program: Callable[[str, str], Path]) -> None:
    """Every export format omits the secret and its variable, and reports that."""
    profile("p", profile_text("pass:acme/x"))
    words = program("pass", f"echo {SECRET}")
    ran = run("export", "p", "--format", form)

    assert (False, True) == ("GATE_TOKEN" in ran.stdout, "OTHER" in ran.stdout)
    assert "note: GATE_TOKEN is omitted: (secret: pass:acme/x)" in ran.stderr.splitlines()
    assert not words.exists()


@pytest.mark.parametrize("words", [["toml"], ["toml", "--flatten"], ["bundle"], ["bundle", "--flatten"]])
def test_a_profile_that_is_passed_on(words: list[str], home: Path, profile: Profile) -> None:
    """An exported bundle has the reference, and import shows it."""
    path = profile("p", profile_text("pass:acme/x"))
    text = called("export", "p", "--format", *words).stdout
    path.unlink()
    (home / "sent.toml").write_text(text)
    name = ["--as", "p"] if words[0] == "toml" else []
    ran = called("import", str(home / "sent.toml"), *name)

    assert (0, True) == (ran.code, "  + GATE_TOKEN  (secret: pass:acme/x)" in ran.stderr.splitlines()), ran
    assert {"GATE_TOKEN": "pass:acme/x"} == resolve_stack(["p"], Store()).list_references()


def test_the_last_of_a_stack_wins(run: Run, profile: Profile, program: Callable[[str, str], Path]) -> None:
    """A value or `false` overrides a reference in a lower layer, and a reference overrides a value."""
    program("pass", f"echo {SECRET}")
    profile("base", profile_text("pass:acme/x"))
    profile("p", 'extends = "base"\n[env]\nGATE_TOKEN = "mine"\n')

    assert ["'mine'"] == given(run, "GATE_TOKEN")
    profile("p", 'extends = "base"\n[env]\nGATE_TOKEN = false\n')
    assert ["None"] == given(run, "GATE_TOKEN")
    profile("base", '[env]\nGATE_TOKEN = "plain"\n')
    profile("p", 'extends = "base"\n[env]\nGATE_TOKEN = { secret = "pass:acme/x" }\n')
    assert [repr(SECRET)] == given(run, "GATE_TOKEN")


def test_the_profile_counts_for_the_program(run: Run, profile: Profile, program: Callable[[str, str], Path]) -> None:
    """The store's program runs with the profile's variables, such as gcloud's configuration, not another's."""
    text = profile_text("gcloud:acme-prod/x") + '[google]\nconfiguration = "acme"\n'
    profile("p", text)
    program("gcloud", 'echo "$CLOUDSDK_ACTIVE_CONFIG_NAME-$GATE_TOKEN"')

    assert ["'acme-'"] == given(run, "GATE_TOKEN")


def test_undo_takes_it_back(run: Run, profile: Profile, program: Callable[[str, str], Path]) -> None:
    """Within the program another exec starts from the original environment."""
    program("pass", f"echo {SECRET}")
    profile("p", profile_text("pass:acme/x"))
    profile("base", "")
    inner = [sys.executable, "-P", "-m", "vxenv", "exec", "base", "--", sys.executable, "-c", PRINTER, "GATE_TOKEN"]

    assert "'before'\n" == run("exec", "p", "--", *inner, env={"GATE_TOKEN": "before"}).stdout


def test_claude_is_given_it_in_a_file(
    run: Run, profile: Profile, home: Path, program: Callable[[str, str], Path]
) -> None:
    """The settings file passed to Claude Code holds the secret; its arguments and messages do not."""
    profile("p", profile_text("pass:acme/x", "INNOCENT"))
    managed = home / ".claude" / "settings.json"
    managed.parent.mkdir()
    managed.write_text('{"env": {"INNOCENT": "other"}}')
    program("pass", f"echo {SECRET}")
    script = 'while [ "$1" != --settings ]; do shift; done; cp "$2" "$HOME/given"; ps -ww -o args= -p $$'
    words = program("claude", script)
    ran = run("exec", "p", "--", "claude", "-p")

    assert SECRET == json.loads((home / "given").read_text())["env"]["INNOCENT"]
    assert [] == [text for text in (ran.stdout, ran.stderr, words.read_text()) if "SEEN" in text]
