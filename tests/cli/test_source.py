"""Test the command source with real git repositories: add, update, pin, remove, and the questions before changes."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from commandline import Ran, Tree, called, tree
from sources.repositories import Repository
from terminals import end, press
from vxenv.activation import trust
from vxenv.files import journal

BASE = '[vertex]\nproject = "acme-base"\nregion = "global"\n'
PROD = 'description = "Production"\nextends = "base"\n[models]\nopus = "claude-opus-5"\n'
FILES = {"profiles/base.toml": BASE, "profiles/prod.toml": PROD}
Profile = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def _no_git_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of git of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def team(home: Path) -> Repository:
    """Provide the repository of a team with two profiles."""
    made = Repository(home / "team.git")
    made.commit(FILES)
    return made


@pytest.fixture
def acme(team: Repository) -> Repository:
    """Provide the repository, already added as source acme."""
    assert 0 == add(team).code
    return team


def add(team: Repository, *words: str) -> Ran:
    """Add the repository as source acme without a question."""
    return called("source", "add", "acme", team.url, "--yes", *words)


def update(*words: str) -> Ran:
    """Update source acme."""
    return called("source", "update", "acme", *words)


def short(commit: str) -> str:
    """Return a commit as messages show it."""
    return commit[:7]


def without_times(found: Tree) -> Tree:
    """Return the files without the times of checks and the history."""
    return {path: file for path, file in found.items() if not path.endswith("/checked") and "/history/" not in path}


def lines(ran: Ran) -> list[str]:
    """Return the lines of a review after the first."""
    return ran.stderr.splitlines()[1:]


def snapshot(home: Path, folder: str = "profiles") -> list[str]:
    """Return the names of the files of source acme in a folder."""
    place = home / ".local" / "state" / "vxenv" / "sources" / "acme" / folder
    return sorted(path.name for path in place.glob("*"))


@pytest.fixture
def ask() -> Iterator[Callable[..., Any]]:
    """Provide a function that runs a command behind a terminal."""
    children: list[Any] = []

    def start(*words: str) -> Any:
        child = pexpect.spawn(
            sys.executable,
            ["-P", "-m", "vxenv", *words],
            env={**os.environ, "TERM": "dumb"},
            encoding="utf-8",
            timeout=60,
            dimensions=(50, 200),
        )
        children.append(child)
        return child

    yield start
    for child in children:
        end(child)


def finish(child: Any) -> tuple[int, str]:
    """Wait for the end of a program and return its exit code and its last output."""
    child.expect(pexpect.EOF)
    child.wait()
    return int(child.exitstatus), str(child.before)


def test_add(team: Repository, home: Path) -> None:
    """Adding a source shows its profiles and writes them byte for byte."""
    commit = team.commit(FILES | {"README.md": "# Profiles\n"})
    ran = add(team)

    assert (
        0,
        [
            "added: 2 profiles",
            "  + acme/base  acme-base · global",
            "  + acme/prod  acme-base · global · claude-opus-5",
            f"acme: {short(commit)}  2 profiles  (undo: vxenv undo)",
        ],
    ) == (ran.code, [line for line in lines(ran) if "warning:" not in line])
    assert ["base.toml", "prod.toml"] == snapshot(home)
    assert PROD == (home / ".local/state/vxenv/sources/acme/profiles/prod.toml").read_text()
    assert 0 == called("show", "acme/prod").code


def test_add_without_a_terminal(team: Repository, home: Path) -> None:
    """Without a terminal, adding needs --yes, and changes nothing without it."""
    before = tree(home)
    ran = called("source", "add", "acme", team.url)

    assert (3, f'hint: vxenv source add --yes acme "{team.url}"') == (ran.code, ran.stderr.splitlines()[-1])
    assert before == tree(home)


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (("add", "a/b", "https://example.com/x.git"), 2, 'invalid source name "a/b"'),
        (("add", "acme", "http://example.com/x.git"), 2, "uses plain HTTP"),
        (("add", "acme", "ext::sh -c id"), 2, "invalid address"),
        (("add", "acme", "--upload-pack=id"), 2, "unknown option"),
        (("add", "acme", "https://example.com/x.git", "--auto"), 2, "--auto requires --require-signed"),
        (("add", "acme", "https://example.com/x.git", "--require-signed", "nowhere"), 2, "nowhere does not exist"),
        (("add", "acme", "gs://b/o.toml", "--ref", "main"), 2, "--ref and --path are for git"),
        (("show", "acme"), 2, 'no source "acme"'),
        (("update", "acme"), 2, 'no source "acme"'),
        (("update",), 2, "no sources"),
        (("pin", "acme"), 2, 'no source "acme"'),
        (("remove", "acme"), 2, 'no source "acme"'),
    ],
)
def test_refused_words(words: tuple[str, ...], code: int, what: str, home: Path) -> None:
    """Invalid words are refused with a hint, and change nothing."""
    before = tree(home)
    ran = called("source", *words)

    assert (code, True, True) == (ran.code, what in ran.stderr, "hint: " in ran.stderr), ran.stderr
    assert before == tree(home)


def test_add_twice(acme: Repository) -> None:
    """A name that is taken is refused with the command that updates the source."""
    ran = add(acme)

    assert (3, 'vxenv: source "acme" already exists\nhint: vxenv source update acme\n') == (ran.code, ran.stderr)


def test_update_shows_variables(acme: Repository, home: Path) -> None:
    """An update shows the variables that change, serious ones first, in all profiles that inherit them."""
    old = acme.git("rev-parse", "main")
    new = acme.commit(
        {
            "profiles/base.toml": BASE.replace("acme-base", "acme-new").replace("global", "eu"),
            "profiles/prod.toml": PROD,
            "profiles/opus.toml": '[models]\nmain = "claude-opus-5"\n',
        }
    )
    ran = update("--yes")

    assert [
        "changed: acme/base, acme/prod",
        "  ~ ANTHROPIC_VERTEX_PROJECT_ID  acme-base → acme-new  (profiles/base.toml:2)",
        "  ~ CLOUD_ML_REGION  global → eu  (profiles/base.toml:3)",
        "added: 1 profile",
        "  + acme/opus  claude-opus-5",
        f"acme: {short(old)}..{short(new)}  1 changed, 1 added  (undo: vxenv undo)",
    ] == [line for line in lines(ran) if "warning:" not in line]
    assert ["base.toml", "opus.toml", "prod.toml"] == snapshot(home)


def test_update_without_news(acme: Repository, home: Path) -> None:
    """Without a new version nothing changes, except for the time of the check."""
    before = without_times(tree(home))
    ran = update()

    assert (0, f"acme: already up to date ({short(acme.git('rev-parse', 'main'))})\n") == (ran.code, ran.stderr)
    assert before == without_times(tree(home))


def test_check(acme: Repository, home: Path) -> None:
    """With --check an update exits with 1 and changes nothing; without news it exits with 0."""
    acme.commit(FILES | {"profiles/new.toml": BASE})
    before = without_times(tree(home))
    ran = update("--check")

    assert (1, True) == (ran.code, ran.stderr.endswith("1 added  (apply: vxenv source update acme)\n"))
    assert before == without_times(tree(home))
    assert [0, 0] == [update("--yes").code, update("--check").code]


def test_update_without_a_terminal(acme: Repository, home: Path) -> None:
    """Without a terminal an update shows its changes and is refused without --yes."""
    acme.commit({"profiles/base.toml": BASE})
    before = tree(home)
    ran = update()

    assert (3, ["vxenv: not a terminal; use --yes to confirm", "hint: vxenv source update --yes acme"]) == (
        ran.code,
        ran.stderr.splitlines()[-2:],
    )
    assert before == tree(home)


def test_values_that_require_confirmation(acme: Repository) -> None:
    """Network, identity and unknown variables are shown unmasked with their effect; control characters are escaped."""
    acme.commit(
        FILES
        | {
            "profiles/prod.toml": PROD
            + '[env]\nHTTPS_PROXY = "http://me:secret@proxy:3128"\nODD = "a\\u001b[31mb"\n'
            + '[google]\ncredentials = "/acme.json"\n'
        }
    )
    ran = update("--check")

    assert [
        "changed: acme/prod",
        "  ! identity  GOOGLE_APPLICATION_CREDENTIALS  uses the credentials in /acme.json  (profiles/prod.toml:9)",
        "  ! network   HTTPS_PROXY  sends requests through http://me:secret@proxy:3128  (profiles/prod.toml:6)",
        "  ! unknown   ODD  a\\x1b[31mb  not in the catalogue; effect unknown  (profiles/prod.toml:7)",
    ] == lines(ran)[:4]


def test_removed_renamed_and_text_only(acme: Repository, home: Path) -> None:
    """Removed, renamed and merely reworded profiles are told apart, and removed ones stay as their last version."""
    acme.commit({"profiles/base.toml": BASE + "# a comment\n", "profiles/live.toml": PROD, "profiles/odd.toml": ""})
    first = update("--yes")
    acme.commit({"profiles/base.toml": BASE, "profiles/live.toml": PROD})
    second = update("--yes")

    assert [
        "changed: acme/base: no variables",
        "added: 1 profile",
        "  + acme/odd",
        "renamed: acme/prod → acme/live",
    ] == [line.rstrip() for line in lines(first) if ": warning:" not in line][:4]
    assert ["changed: acme/base: no variables", "removed: acme/odd"] == lines(second)[:2]
    assert (["odd.toml", "prod.toml"], ["base.toml", "live.toml"]) == (snapshot(home, "removed"), snapshot(home))
    assert PROD == (home / ".local/state/vxenv/sources/acme/removed/prod.toml").read_text()


def test_a_profile_that_comes_back(acme: Repository, home: Path) -> None:
    """The last version of a removed profile goes when the name comes back."""
    acme.commit({"profiles/base.toml": BASE})
    update("--yes")
    assert ["prod.toml"] == snapshot(home, "removed")
    acme.commit(FILES)
    update("--yes")

    assert ([], ["base.toml", "prod.toml"]) == (snapshot(home, "removed"), snapshot(home))


def test_stacks_in_use(acme: Repository, home: Path, profile: Profile) -> None:
    """An update shows what the default, this shell, directory files and the user's own profiles would become."""
    profile("mine", 'extends = "acme/base"\n[vertex]\nregion = "us"\n')
    client = home / "client"
    client.mkdir()
    file = client / ".vxenv.toml"
    file.write_text('profile = "acme/prod"\n[vertex]\nregion = "eu"\n')
    trust.allow(str(file), file.read_bytes())
    assert 0 == called("default", "acme/prod").code
    acme.commit({"profiles/base.toml": BASE.replace("acme-base", "acme-new").replace("global", "eu")})
    ran = called(
        "source", "update", "acme", "--check", env={"VXENV_REASON": "use", "VXENV_PROFILE": "mine", "__VXENV_PIN": ""}
    )

    assert [
        "changed: acme/base",
        "  ~ ANTHROPIC_VERTEX_PROJECT_ID  acme-base → acme-new  (profiles/base.toml:2)",
        "  ~ CLOUD_ML_REGION  global → eu  (profiles/base.toml:3)",
        "changed: mine",
        "  ~ ANTHROPIC_VERTEX_PROJECT_ID  acme-base → acme-new  (profiles/base.toml:2)",
        "removed: acme/prod",
        'default ("acme/prod"): acme/prod is removed from source "acme"; its last version stays in use',
        'default ("acme/prod"): changes like acme/base',
        'this shell ("mine"): changes like mine',
        '~/client/.vxenv.toml ("acme/prod"): acme/prod is removed from source "acme"; its last version stays in use',
        '~/client/.vxenv.toml ("acme/prod"): changes like mine',
    ] == [line for line in lines(ran) if ": warning:" not in line][:-1]


def test_undo(acme: Repository, home: Path) -> None:
    """Undo goes back to the version before an update, and then to no source; redo comes again."""
    before = without_times(tree(home))
    acme.commit({"profiles/base.toml": BASE.replace("global", "eu"), "source.toml": 'description = "x"\n'})
    update("--yes")
    after = without_times(tree(home))

    assert (0, before) == (called("undo").code, without_times(tree(home)))
    assert (0, after) == (called("undo", "--redo").code, without_times(tree(home)))
    assert (0, {}) == (called("undo", "2").code, without_times(tree(home)))
    assert ["source add acme"] == [entry.what for entry in journal.list_undone()][:1]


def test_rollback_and_rewrite(acme: Repository, home: Path) -> None:
    """An older version and a rewritten history are refused without an option of their own, also with --yes."""
    old = acme.git("rev-parse", "main")
    new = acme.commit(FILES | {"profiles/new.toml": BASE})
    update("--yes")
    acme.git("update-ref", "refs/heads/main", old)
    back = update("--yes")
    stranger = acme.commit({"profiles/base.toml": BASE}, branch="other")
    acme.git("update-ref", "refs/heads/main", stranger)
    foreign = update("--yes", "--allow-rollback")

    assert 3 == back.code
    assert f"vxenv: acme: {short(old)} is older than the accepted version {short(new)}" == back.stderr.splitlines()[0]
    assert "hint: vxenv source update acme --allow-rollback" == back.stderr.splitlines()[1]
    assert (3, "hint: vxenv source update acme --allow-rewrite") == (foreign.code, foreign.stderr.splitlines()[-1])
    assert ["base.toml", "new.toml", "prod.toml"] == snapshot(home)
    assert 0 == update("--yes", "--allow-rewrite").code
    assert ["base.toml"] == snapshot(home)


def test_pin(acme: Repository, home: Path) -> None:
    """A pinned source is skipped by updates until it follows its branch again."""
    old = acme.git("rev-parse", "main")
    acme.commit(FILES | {"profiles/new.toml": BASE})
    pinned = called("source", "pin", "acme")
    skipped = update("--yes")
    followed = called("source", "pin", "acme", "--unset")

    assert f"acme: pinned to {short(old)}\n" == pinned.stderr
    assert f"acme: pinned to {short(old)}  (follow again: vxenv source pin acme --unset)\n" == skipped.stderr
    assert "acme: follows its default branch\n" == followed.stderr
    assert 0 == update("--yes").code
    assert ["base.toml", "new.toml", "prod.toml"] == snapshot(home)
    back = called("source", "pin", "acme", old, "--yes")
    assert (0, ["base.toml", "prod.toml"]) == (back.code, snapshot(home))
    assert (True, True) == ("is older than" in back.stderr, "--unset" in update("--yes").stderr)


@pytest.mark.usefixtures("acme")
def test_remove(home: Path, profile: Profile) -> None:
    """A source in use is removed only after confirmation, and undo restores it."""
    profile("mine", 'extends = "acme/base"\n')
    called("default", "acme/prod")
    before = tree(home)
    refused = called("source", "remove", "acme")
    assert before == tree(home)
    removed = called("source", "remove", "acme", "--yes")

    assert (
        3,
        [
            '"mine" extends "acme/base"',
            '"acme/prod" is the default',
            'vxenv: source "acme" is in use; use --yes to confirm',
            "hint: vxenv source remove acme --yes",
        ],
    ) == (refused.code, refused.stderr.splitlines())
    assert "removed: acme  (undo: vxenv undo)\n" == removed.stderr
    assert not (home / ".local/state/vxenv/sources/acme").exists()
    assert 0 == called("undo").code
    assert without_times(before) == without_times(tree(home))


def test_required_values(team: Repository, home: Path, ask: Callable[..., Any]) -> None:
    """Required keys are asked once after the question, kept outside of the source, and apply to its profiles."""
    team.commit(FILES | {"source.toml": 'required = ["google.quota_project", "vertex.base_url"]\n'})
    absent = add(team)
    assert (2, 'vxenv: source "acme" requires values for google.quota_project, vertex.base_url') == (
        absent.code,
        absent.stderr.splitlines()[0],
    )
    child = ask("source", "add", "acme", team.url, "--set", "google.quota_project=my-project")
    child.expect_exact("Add this source? [y/N]: ")
    child.sendline("y")
    child.expect(r"vertex\.base_url \(.*\): ")
    child.sendline("no url")
    child.expect("vertex.base_url: ")
    child.expect(r"vertex\.base_url \(.*\): ")
    child.sendline("https://gateway.example")
    assert 0 == finish(child)[0]

    values = home / ".config" / "vxenv" / "sources" / "acme.toml"
    assert (True, True) == ('"my-project"' in values.read_text(), '"https://gateway.example"' in values.read_text())
    shown = json.loads(called("show", "acme/prod", "--json").stdout)["variables"]
    assert "https://gateway.example" in [row["value"] for row in shown]
    team.commit(FILES | {"source.toml": 'required = ["google.quota_project"]\n'})
    assert 0 == update("--yes").code
    needless = update("--yes", "--set", "vertex.project=my-project")
    assert (2, True) == (needless.code, 'source "acme" does not require vertex.project' in needless.stderr)
    assert 0 == update("--yes", "--set", "google.quota_project=other-project").code
    assert '"other-project"' in values.read_text()


def test_a_required_label(team: Repository, home: Path, ask: Callable[..., Any]) -> None:
    """A source can require a label, whose value is asked for and applies to its profiles."""
    team.commit(FILES | {"source.toml": 'required = ["labels.team"]\n'})
    child = ask("source", "add", "acme", team.url)
    child.expect_exact("Add this source? [y/N]: ")
    child.sendline("y")
    child.expect_exact("labels.team (label of requests, for Cloud Billing): ")
    child.sendline("Pay Ments")
    child.expect_exact('invalid label value "Pay Ments"; write "pay-ments"')
    child.expect_exact("labels.team (label of requests, for Cloud Billing): ")
    child.sendline("payments")
    assert 0 == finish(child)[0]

    assert '[labels]\nteam = "payments"\n' in (home / ".config" / "vxenv" / "sources" / "acme.toml").read_text()
    assert '{"labels":{"team":"payments"}}' in called("show", "acme/prod").stdout
    shown = json.loads(called("source", "show", "acme", "--json").stdout)
    assert [{"key": "labels.team", "value": "payments"}] == shown["required"]
    assert "missing-value" not in called("lint", "acme/prod").stdout


def test_labels_of_a_source_are_no_question_of_their_own(acme: Repository) -> None:
    """An update with a new label shows it with its line, without asking about the variable."""
    acme.commit({"profiles/base.toml": BASE + '[labels]\nteam = "core"\n'})
    ran = called("source", "update", "acme", "--check")

    assert '+ CLAUDE_CODE_EXTRA_BODY  {"labels":{"team":"core"}}' in ran.stderr + ran.stdout
    assert "profiles/base.toml:" in ran.stderr + ran.stdout
    assert "requires confirmation" not in ran.stderr + ran.stdout


def test_declined(acme: Repository, home: Path, ask: Callable[..., Any]) -> None:
    """A no, Enter and Ctrl-C at the question change nothing."""
    acme.commit({"profiles/base.toml": BASE})
    before = tree(home)
    for answer, code in (("n", 3), ("", 3)):
        child = ask("source", "update", "acme")
        child.expect(r"Update acme to [0-9a-f]{7}\? \[y/N\]: ")
        child.sendline(answer)
        assert code == finish(child)[0]
    child = ask("source", "update", "acme")
    child.expect(r"Update acme to [0-9a-f]{7}\? \[y/N\]: ")
    press(child, "\x03")
    finish(child)

    assert before == tree(home)


def test_bytes_that_were_shown(acme: Repository, home: Path, ask: Callable[..., Any]) -> None:
    """A commit or a cache that changes during the question does not change what is written."""
    shown = acme.commit({"profiles/base.toml": BASE.replace("global", "eu")})
    child = ask("source", "update", "acme")
    child.expect(r"Update acme to [0-9a-f]{7}\? \[y/N\]: ")
    acme.commit({"profiles/base.toml": BASE.replace("global", "us")})
    for path in (home / ".cache" / "vxenv" / "sources" / "acme.git").rglob("*"):
        if path.is_file():
            path.unlink()
    child.sendline("y")
    assert 0 == finish(child)[0]

    assert BASE.replace("global", "eu") == (home / ".local/state/vxenv/sources/acme/profiles/base.toml").read_text()
    assert shown == json.loads(called("source", "show", "acme", "--json").stdout)["version"]


def test_two_updates(acme: Repository, ask: Callable[..., Any]) -> None:
    """Of two updates that were shown the same change, the second fails and changes nothing."""
    acme.commit({"profiles/base.toml": BASE.replace("global", "eu")})
    children = [ask("source", "update", "acme") for _ in range(2)]
    for child in children:
        child.expect(r"Update acme to [0-9a-f]{7}\? \[y/N\]: ")
    for child in children:
        child.sendline("y")
    codes = [finish(child) for child in children]

    assert [0, 1] == sorted(code for code, _ in codes)
    assert "was changed by another process; try again" in max(codes)[1]


def test_failed_fetch(acme: Repository, home: Path) -> None:
    """A fetch that fails changes nothing, and profiles go on working."""
    before = tree(home)
    acme.path.rename(acme.path.with_name("away.git"))
    ran = update("--yes")

    assert (1, True) == (ran.code, "hint: " in ran.stderr)
    assert before == tree(home)
    assert 0 == called("show", "acme/prod").code


def test_several_sources(acme: Repository, home: Path) -> None:
    """A source that fails does not keep the others from being updated."""
    other = Repository(home / "other.git")
    other.commit({"profiles/a.toml": BASE})
    called("source", "add", "zeta", other.url, "--yes")
    acme.path.rename(acme.path.with_name("away.git"))
    other.commit({"profiles/a.toml": BASE, "profiles/b.toml": BASE})
    ran = called("source", "update", "--yes")

    assert (1, True) == (ran.code, "1 added" in ran.stderr)


def test_minimum_version(team: Repository, home: Path) -> None:
    """A source for a newer vxenv is refused."""
    team.commit(FILES | {"source.toml": 'minimum_vxenv = "99.1"\n'})
    ran = add(team)

    assert (3, True) == (ran.code, 'source "acme" requires vxenv 99.1 or later' in ran.stderr)
    assert [] == snapshot(home)


def test_invalid_profiles(acme: Repository, home: Path) -> None:
    """A version with an invalid or refused profile is refused with the line."""
    before = tree(home)
    acme.commit(FILES | {"profiles/bad.toml": '[env]\nLD_PRELOAD = "/tmp/x.so"\n', "profiles/odd.toml": "[nothing]\n"})
    ran = update("--yes")

    assert (1, True, True) == (
        ran.code,
        'source "acme" has 2 invalid profiles: profiles/bad.toml:2: a source cannot set LD_PRELOAD' in ran.stderr,
        "profiles/odd.toml:1: unknown key nothing" in ran.stderr,
    )
    assert before == tree(home)


def test_list_and_show(acme: Repository) -> None:
    """List and show print the version, the options and the profiles, also as JSON."""
    commit = acme.git("rev-parse", "main")
    row = called("source", "list").stdout
    listed = json.loads(called("source", "list", "--json").stdout)["sources"][0]
    shown = json.loads(called("source", "show", "acme", "--json").stdout)

    assert (True, True) == (row.startswith(f"acme  {short(commit)}  2 profiles  checked "), acme.url in row)
    assert ("acme", commit, ["acme/base", "acme/prod"]) == (listed["name"], listed["version"], listed["profiles"])
    assert (commit, [], acme.url) == (shown["version"], shown["removed"], shown["url"])
    assert f"version  {commit}" in called("source", "show", "acme").stdout


@pytest.mark.usefixtures("acme")
def test_reminder(home: Path) -> None:
    """With source_reminder, list, source list and doctor mention a source that was last checked long ago."""
    called("config", "set", "source_reminder", "7d")
    quiet = called("source", "list").stderr
    (home / ".local/state/vxenv/sources/acme/checked").write_text("1700000000\n")
    found = [called(*words) for words in (("source", "list"), ("list",), ("doctor",))]

    assert "" == quiet
    assert [True, True, True] == ["last checked" in ran.stdout + ran.stderr for ran in found]
    assert 2 == called("config", "set", "source_reminder", "soon").code


def test_three_homes(team: Repository, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three colleagues on one source, each keeps the version that he accepted, also without the repository."""
    homes = [home.with_name(name) for name in ("ann", "bob", "eve")]
    for place in homes:
        place.mkdir()
        monkeypatch.setenv("HOME", str(place))
        assert 0 == add(team).code
    news = team.commit(FILES | {"profiles/base.toml": BASE.replace("acme-base", "acme-new")})

    def visit(place: Path, *words: str) -> int:
        monkeypatch.setenv("HOME", str(place))
        return called("source", *words).code

    ann, bob, eve = homes
    assert [0, 3, 0, 0] == [
        visit(ann, "update", "--yes"),
        visit(bob, "update"),
        visit(eve, "pin", "acme"),
        visit(eve, "update", "--yes"),
    ]
    team.path.rename(home / "offline.git")
    projects = []
    for place in homes:
        monkeypatch.setenv("HOME", str(place))
        rows = json.loads(called("show", "acme/prod", "--json").stdout)["variables"]
        projects += [row["value"] for row in rows if row["name"] == "ANTHROPIC_VERTEX_PROJECT_ID"]
        assert 1 == called("source", "update", "--yes").code or place == eve

    assert ["acme-new", "acme-base", "acme-base"] == projects
    monkeypatch.setenv("HOME", str(ann))
    assert 0 == called("undo").code
    assert news != json.loads(called("source", "show", "acme", "--json").stdout)["version"]


def test_required_keys_are_not_reported(team: Repository, ask: Callable[..., Any]) -> None:
    """The review of a new source does not warn about a key that the user is asked for next."""
    prod = '[vertex]\nregion = "eu"\n[models]\nopus = "claude-opus-5"\n'
    reviews = []
    for manifest in ("", 'required = ["vertex.project"]\n'):
        team.commit({"profiles/prod.toml": prod, "source.toml": manifest})
        child = ask("source", "add", "acme", team.url)
        child.expect(r"Add this source\? \[y/N\]: ")
        reviews.append("warning: no project" in child.before)
        child.sendline("n")
        finish(child)
    assert [True, False] == reviews


def test_policy_and_unchanged_profiles(acme: Repository) -> None:
    """A new policy is compared with all profiles of the source; one that others extend may lack a location."""
    files = {
        "profiles/base.toml": '[vertex]\nproject = "acme-base"\n',
        "profiles/us.toml": 'extends = "base"\n[vertex]\nregion = "us"\n',
    }
    acme.commit(files)
    update("--yes")
    acme.commit(files | {"policy.toml": '[allow]\nlocations = ["eu"]\n'})
    errors = [line for line in lines(update("--check")) if ": error: " in line]

    breach = 'policy.toml:2: error: location "us" is not allowed: '
    assert [breach] == [line[: len(breach)] for line in errors]


def test_hint_for_an_incomplete_profile(acme: Repository) -> None:
    """The hint shows the profile of a source that lacks what its policy requires, since lint does not report bases."""
    files = {"profiles/base.toml": '[vertex]\nproject = "acme-base"\n', "policy.toml": '[allow]\nlocations = ["eu"]\n'}
    acme.commit(files | {"profiles/prod.toml": 'extends = "base"\n[vertex]\nregion = "eu"\n'})
    update("--yes")
    assert (3, "hint: vxenv show acme/base") == (
        (ran := called("exec", "acme/base", "--", "true")).code,
        lines(ran)[-1],
    )


def test_policy(acme: Repository) -> None:
    """A new policy is shown, with the stacks in use that it would refuse; an invalid one is refused."""
    called("default", "acme/prod")
    acme.commit(FILES | {"policy.toml": '[allow]\nlocations = ["eu"]\n'})
    ran = update("--check")
    acme.commit(FILES | {"policy.toml": "zzz = 1\n"})
    invalid = update("--yes")

    refused = 'warning: default ("acme/prod") would be refused: policy.toml:2: '
    assert ["added: policy.toml", "  +[allow]", '  +locations = ["eu"]'] == [lines(ran)[at] for at in (0, 2, 3)]
    assert refused == lines(ran)[4][: len(refused)]
    assert (1, 'vxenv: source "acme": policy.toml:1: unknown key zzz') == (
        invalid.code,
        invalid.stderr.partition(";")[0],
    )


def test_catalogue(acme: Repository, home: Path) -> None:
    """The facts of a catalogue that change are shown, and an invalid one is refused as a whole with its line."""
    rows = '[models.claude-opus-6]\nstatus = "served"\nretires = 2027-01-01\n'
    acme.commit(FILES | {"catalogue.toml": rows})
    added = update("--yes")
    acme.commit(FILES | {"catalogue.toml": rows.replace("01-01", "02-01").replace("status", "#")})
    changed = update("--check")
    before = tree(home)
    acme.commit(FILES | {"catalogue.toml": f'{rows}region_variable = "VERTEX_REGION_CLAUDE_HAIKU_4_5"\n'})
    refused = update("--yes")

    assert [
        "added: catalogue.toml",
        "  + models.claude-opus-6.retires  2027-01-01",
        "  + models.claude-opus-6.status  served",
    ] == lines(added)[:3]
    assert [
        "changed: catalogue.toml",
        "  ~ models.claude-opus-6.retires  2027-01-01 → 2027-02-01",
        "  - models.claude-opus-6.status  served",
    ] == lines(changed)[:3]
    assert (1, 'vxenv: source "acme": catalogue.toml:4: a source cannot set region_variable', before) == (
        refused.code,
        refused.stderr.splitlines()[0],
        tree(home),
    )
    assert "claude-opus-6" in called("models", "--json").stdout
    assert 0 == called("undo").code
    assert "claude-opus-6" not in called("models", "--json").stdout


def test_digests(acme: Repository, home: Path) -> None:
    """One file changes with each catalogue and source.toml of all sources, also when one is removed or undone."""
    place = home / ".local/state/vxenv/sources/.digests"
    seen = []
    acme.commit(FILES | {"catalogue.toml": "# a\n"})
    other = Repository(home / "other.git")
    other.commit(FILES | {"source.toml": "description = 'x'\n"})
    for words in (
        ("source", "update", "acme", "--yes"),
        ("source", "add", "other", other.url, "--yes"),
        ("source", "remove", "acme", "--yes"),
        ("undo",),
        ("source", "remove", "other", "--yes"),
        ("source", "remove", "acme", "--yes"),
    ):
        assert 0 == called(*words).code
        seen.append(place.read_bytes() if place.exists() else b"")

    assert [1, 2, 1, 2, 1, 0] == [data.count(b"\n") for data in seen]
    assert (seen[1], seen[0]) == (seen[3], seen[4])


REQUIRED = FILES | {"source.toml": 'required = ["google.project", "google.quota_project"]\n'}


def test_missing_values(team: Repository, home: Path, ask: Callable[..., Any]) -> None:
    """Missing values are reported by lint, use and doctor with the command, and update asks for them."""
    team.commit(REQUIRED)
    set_both = ("--set", "google.project=acme-prod", "--set", "google.quota_project=acme-quota")
    assert 0 == add(team, *set_both).code
    assert "missing-value" not in called("lint", "acme/prod").stdout
    values = home / ".config/vxenv/sources/acme.toml"
    values.write_text("[google]\nproject = 'acme-prod'\n")
    what = 'no value for google.quota_project, which source "acme" requires'
    hint = "vxenv source update acme --set google.quota_project=VALUE"
    linted = called("lint", "acme/prod", "acme/base")

    assert (1, [f"~/.config/vxenv/sources/acme.toml:1: error: {what} [missing-value]", f"  hint: {hint}"]) == (
        linted.code,
        linted.stdout.splitlines()[:2],
    )
    assert 1 == linted.stdout.count(what)
    assert (what in called("doctor").stdout, hint in called("doctor").stdout) == (True, True)
    refused = update("--yes")
    assert (2, 'vxenv: source "acme" requires values for google.quota_project') == (
        refused.code,
        refused.stderr.splitlines()[0],
    )
    called("source", "pin", "acme")
    child = ask("source", "update", "acme")
    child.expect(r"google\.quota_project \(.*\): ")
    child.sendline("acme-other")
    assert 0 == finish(child)[0]
    assert '"acme-other"' in values.read_text()
    assert "missing-value" not in called("lint", "acme/prod").stdout
    values.unlink()
    team.path.rename(home / "away.git")
    assert 0 == update(*set_both).code
    assert '"acme-quota"' in values.read_text()


def test_a_value_of_a_profile_is_not_missing(team: Repository, profile: Profile) -> None:
    """A required key that another profile of the stack sets is not missing."""
    team.commit(REQUIRED)
    assert 0 == add(team, "--set", "google.project=acme-prod", "--set", "google.quota_project=acme-quota").code
    called("source", "update", "acme", "--yes")
    profile("mine", '[google]\nproject = "acme-prod"\nquota_project = "acme-quota"\n')
    (Path.home() / ".config/vxenv/sources/acme.toml").unlink()

    assert [True, False] == [
        "missing-value" in called("lint", stack).stdout for stack in ("acme/prod", "acme/prod+mine")
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("profiles/base.toml", BASE.replace("acme-base", "evil")),
        ("profiles/more.toml", BASE),
        ("profiles/base.toml", None),
        ("source.toml", "x = 1\n"),
        ("catalogue.toml", "[models\n"),
    ],
)
@pytest.mark.parametrize("pinned", [False, True])
def test_files_changed_manually(acme: Repository, home: Path, file: str, text: str | None, *, pinned: bool) -> None:
    """Files that were changed manually are reported by doctor, and update restores them after showing the changes."""
    assert 0 == called("source", "pin", "acme", *([] if pinned else ["--unset"])).code
    assert 1 != called("source", "update", "acme", "--check").code
    place = home / ".local/state/vxenv/sources/acme"
    before = {path.relative_to(place): path.read_bytes() for path in place.rglob("*.toml") if path.name != "more.toml"}
    path = place / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    found = [one for one in json.loads(called("doctor", "--json").stdout)["checks"] if one["name"] == "acme"]
    checked = update("--check")
    refused = update()
    ran = update("--yes")
    after = {path.relative_to(place): path.read_bytes() for path in place.glob("*.toml")}
    after |= {path.relative_to(place): path.read_bytes() for path in (place / "profiles").glob("*.toml")}

    assert ["vxenv source update acme"] == [one["hint"] for one in found]
    assert "warning: acme: its files were changed manually" == checked.stderr.splitlines()[0]
    assert (1, 3, 0, before) == (checked.code, refused.code, ran.code, after), ran.stderr
    assert f"acme: {short(acme.git('rev-parse', 'main'))}  restored  (undo: vxenv undo)" == ran.stderr.splitlines()[-1]
    assert 0 == update("--check").code
