"""Test `lint --source`, the check of a source before it is published."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from commandline import called

GOOD: Mapping[str, str] = {
    "source.toml": 'name = "acme"\nrequired = ["vertex.project", "google.quota_project"]\n',
    "profiles/base.toml": '[models]\nopus = "claude-opus-5"\nsonnet = "claude-sonnet-5"\n'
    'haiku = "claude-haiku-4-5@20251001"\n',
    "profiles/prod.toml": 'extends = "base"\n[vertex]\nregion = "global"\n',
}
BUNDLE = """\
# The profiles of a team.
[source]
description = "Our profiles"

[profiles."base"]
[profiles."base".models]
opus = "claude-opus-5-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"

[profiles."prod"]
extends = "base"

[profiles."prod".vertex]
project = "acme-prod"
region = "{region}"
"""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lint for a fixed day and version of Claude Code."""
    monkeypatch.setenv("VXENV_TODAY", "2026-11-22")


def write(home: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a source, and return its directory."""
    for name, text in files.items():
        path = home / "team" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return home / "team"


def lint(place: Path, *words: str) -> tuple[int, list[str]]:
    """Return the exit code and the findings, without hints, of a source."""
    ran = called("lint", "--source", str(place), *words)
    return ran.code, [line for line in ran.stdout.splitlines() if not line.startswith("  ")]


def test_a_valid_source(home: Path) -> None:
    """A valid source has no findings; keys that users set do not count as missing."""
    ran = called("lint", "--source", str(write(home, GOOD)), "--strict")

    assert (0, "", "no problems found (2 profiles checked)\n") == (ran.code, ran.stdout, ran.stderr)


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("profiles/prod.toml", "extends = 'base'\n[vertex]\nregion =\n", "profiles/prod.toml:3: error: "),
        (
            "profiles/prod.toml",
            'extends = "base"\n[env]\nLD_PRELOAD = "x"\n',
            "profiles/prod.toml:3: error: a source cannot set LD_PRELOAD: it loads libraries into every program",
        ),
        (
            "profiles/prod.toml",
            '[env]\nTOKEN = { secret = "pass:acme" }\n',
            "profiles/prod.toml:2: error: a source cannot set TOKEN to a secret [invalid]",
        ),
        (
            "profiles/prod.toml",
            '\nextends = ["base", "mine"]\n',
            'profiles/prod.toml:2: error: no profile "mine" in this source (acme/prod → mine) [invalid]',
        ),
        (
            "profiles/prod.toml",
            'extends = "other/base"\n',
            'profiles/prod.toml:1: error: no profile "other/base" in this source (acme/prod → other/base) [invalid]',
        ),
        (
            "profiles/prod.toml",
            'extends = "prod"\n',
            "profiles/prod.toml:1: error: profiles extend each other in a cycle: acme/prod → acme/prod [invalid]",
        ),
        (
            "profiles/prod.toml",
            '[google]\ncredentials = "base.toml"\n',
            "profiles/prod.toml:2: error: a source cannot set ",
        ),
        (
            "profiles/prod.toml",
            '[vertex]\nproject = "acme-prod"\nregion = "europe-west1"\n[models]\nmain = "claude-opus-5"\n',
            "profiles/prod.toml:5: error: claude-opus-5 is not served in europe-west1 (main) [not-served]",
        ),
        ("source.toml", '\nrequire = ["vertex.project"]\n', "source.toml:2: error: unknown key require; "),
        ("source.toml", 'minimum_vxenv = "99.1"\n', "source.toml:1: error: requires vxenv 99.1 or later; this is "),
        ("policy.toml", "\n[allow\n", "policy.toml:2: error: "),
        ("policy.toml", 'protect = "prod"\n', "policy.toml:1: error: unknown key protect; "),
        ("catalogue.toml", "\n[model]\n", "catalogue.toml:2: error: unknown key model; "),
        ("profiles/-x.toml", "", "profiles/-x.toml:1: error: has an invalid profile name [invalid]"),
        ("profiles/x.toml", "#" * 70000, "profiles/x.toml:1: error: is over 64 KiB [invalid]"),
    ],
)
def test_errors(home: Path, file: str, text: str, what: str) -> None:
    """Each restriction of sources is an error, at the file and the line, reported once."""
    code, lines = lint(write(home, {**GOOD, file: text}))

    errors = [line for line in lines if line.startswith(f"~/team/{what.partition(':')[0]}") and ": error: " in line]
    assert (1, 1, True) == (code, len(errors), errors[0].startswith(f"~/team/{what}")), lines


def test_the_policy_of_the_source(home: Path) -> None:
    """A breach of the source's policy is an error at its line; profiles that others extend may be incomplete."""
    files = {**GOOD, "policy.toml": '# Clients\n[allow]\nlocations = ["global"]\n'}
    place = write(home, files)
    good = lint(place)
    write(home, {"profiles/eu.toml": 'extends = "base"\n[vertex]\nregion = "eu"\n'})
    code, lines = lint(place)

    what = 'location "eu" is not allowed: profiles/eu.toml:3 sets vertex.region'
    assert (0, []) == good
    assert (1, [f"~/team/policy.toml:3: error: {what} [policy]"]) == (code, [one for one in lines if "error:" in one])


def test_links(home: Path) -> None:
    """A symlink among the profiles is an error, and is not followed."""
    place = write(home, GOOD)
    (place / "profiles" / "evil.toml").symlink_to(place / "profiles" / "prod.toml")

    assert (1, ["~/team/profiles/evil.toml:1: error: is a symlink [invalid]"]) == lint(place)


def test_files_that_are_not_read(home: Path) -> None:
    """Files that resemble profiles and are not read are warnings; all others are ignored."""
    place = write(home, {**GOOD, "profiles/eu/prod.toml": "", "profiles/US.TOML": "", "profiles/notes.md": ""})

    assert (
        0,
        [
            "~/team/profiles/US.TOML:1: warning: is ignored; a source has only profiles/NAME.toml [ignored-file]",
            "~/team/profiles/eu:1: warning: is ignored; a source has only profiles/NAME.toml [ignored-file]",
        ],
    ) == lint(place)
    assert 1 == lint(place, "--strict")[0]


def test_this_machine_does_not_count(home: Path) -> None:
    """Profiles, catalogue, values and accepted versions of this machine do not change the result."""
    config, state = home / ".config/vxenv", home / ".local/state/vxenv/sources/acme"
    for path, text in {
        config / "profiles/mine.toml": "[vertex]\nregion = 'eu'\n",
        config / "sources/acme.toml": "[vertex]\nproject = 'Invalid'\n",
        config / "catalogue.toml": "locations = ['moon1']\n",
        state / "record.toml": 'url = "https://example.com/x.git"\nkind = "git"\n',
        state / "profiles/mine.toml": "x",
        state / "profiles/prod.toml": "x",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    place = write(home, GOOD)
    assert (0, []) == lint(place)
    write(home, {"profiles/prod.toml": 'extends = "mine"\n'})

    assert 'error: no profile "mine" in this source' in lint(place)[1][-1]


def test_credentials_of_users(home: Path) -> None:
    """A path of credentials need not exist where the source is checked."""
    files = {**GOOD, "profiles/prod.toml": f'{GOOD["profiles/prod.toml"]}[google]\ncredentials = "~/acme.json"\n'}

    assert (0, []) == lint(write(home, files))


def test_the_catalogue_of_the_source(home: Path) -> None:
    """Locations in the catalogue of the source are known."""
    files = {**GOOD, "profiles/prod.toml": f'{GOOD["profiles/prod.toml"]}[regions]\n"claude-opus-5" = "mars-west1"\n'}
    place = write(home, files)
    before = lint(place)[1]
    write(home, {"catalogue.toml": 'locations = ["mars-west1"]\n'})

    assert [True, False] == ['unknown location "mars-west1"' in "".join(lines) for lines in (before, lint(place)[1])]


def test_annotations(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout, annotations have the paths of the repository, and errors exit with 1."""
    monkeypatch.chdir(
        write(home, {**GOOD, "profiles/a%0A.toml": "", "profiles/prod.toml": 'extends = "x\\u001b[1m"\n'})
    )
    first = called("lint", "--source", ".", "--format", "github")
    (home / "team/profiles/a%0A.toml").unlink()
    second = called("lint", "--source", ".", "--format", "github")

    assert [1, 1] == [first.code, second.code]
    assert "::error file=profiles/a%250A.toml,line=1,title=invalid::has an invalid profile name" in first.stdout
    assert "::error file=profiles/prod.toml,line=1,title=invalid::extends: invalid profile name" in second.stdout
    assert "\x1b" not in first.stdout + second.stdout


def test_json(home: Path) -> None:
    """JSON has the absolute path and the line."""
    place = write(home, {**GOOD, "profiles/x.toml": "\n[odd]\n"})
    (row,) = json.loads(called("lint", "--source", str(place), "--json").stdout)["findings"]

    assert ("invalid", "error", str(place / "profiles/x.toml"), 2, False) == tuple(
        row[name] for name in ("rule", "severity", "file", "line", "fixable")
    )


def test_a_bundle(home: Path) -> None:
    """Findings in a bundle have its lines."""
    bundle = home / "acme.toml"
    bundle.write_text(BUNDLE.format(region="global"))
    good = lint(bundle)
    bundle.write_text(BUNDLE.format(region="europe-west1"))
    moved = lint(bundle)
    bundle.write_text(BUNDLE.format(region="x/y"))
    invalid = lint(bundle)
    bundle.write_text(BUNDLE.replace("description", "descripton"))
    manifest = lint(bundle)
    bundle.write_text("x = 1\n")
    other = lint(bundle)

    assert (0, []) == good
    assert (1, "~/acme.toml:7: error: claude-opus-5-5 is not served in europe-west1") == (moved[0], moved[1][0][:67])
    assert (1, "~/acme.toml:16: error: vertex.region: ") == (invalid[0], invalid[1][0][:38])
    assert (1, "~/acme.toml:3: error: unknown key descripton") == (manifest[0], manifest[1][0][:44])
    assert (1, ["~/acme.toml:1: error: is not a bundle: it has no tables [profiles.NAME] [invalid]"]) == other


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--source", "nowhere"), "vxenv: cannot read ~/nowhere: No such file or directory"),
        (("--source", "empty"), "vxenv: ~/empty has no profiles/NAME.toml"),
        (("--source", "empty", "--fix"), "vxenv: --source cannot be combined with NAME, --all and --fix"),
        (("--source", "empty", "prod"), "vxenv: --source cannot be combined with NAME, --all and --fix"),
    ],
)
def test_usage(home: Path, words: tuple[str, ...], what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path without a source, and options that do not apply, are usage errors."""
    (home / "empty").mkdir()
    monkeypatch.chdir(home)
    ran = called("lint", *words)

    assert (2, what) == (ran.code, ran.stderr.splitlines()[0])


def test_a_large_source(home: Path) -> None:
    """A parent's error is reported once, not for each of its children."""
    files = {f"profiles/p{number}.toml": 'extends = "base"\n' for number in range(100)}
    code, lines = lint(write(home, {**files, "profiles/base.toml": "x = 1\n"}))

    assert (1, 1) == (code, len(lines))
    assert os.path.basename(lines[0].partition(":")[0]) == "base.toml"
