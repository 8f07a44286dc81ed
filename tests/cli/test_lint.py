"""Test lint as a command: its targets, output, fixes, and hostile values."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.test_lint_rules import DAY, PINS, PLACED, WHO, WHOLE, at, models
from commandline import called, tree
from vxenv.checks.lint import request, targets
from vxenv.checks.lint.rules import EXPLANATIONS
from vxenv.cli.commands import lint
from vxenv.profiles import document, patterns, store

Profile = Callable[[str, str | bytes], Path]

BAD = at("us-east5", main="claude-opus-5-5", haiku="claude-haiku-4-5-20251001")


def linted(*words: str, env: dict[str, str] | None = None) -> tuple[int, list[str], list[str]]:
    """Return status, lines on stdout and lines on stderr of ``vxenv lint``."""
    ran = called("lint", "--client", "2.1.330", *words, env={**DAY, **(env or {})})
    return ran.code, ran.stdout.splitlines(), ran.stderr.splitlines()


def findings(*words: str) -> list[dict[str, Any]]:
    """Return the findings of ``vxenv lint --json``."""
    found: list[dict[str, Any]] = json.loads("\n".join(linted("--json", *words)[1]))["findings"]
    return found


def rules(*words: str) -> list[str]:
    """Return the names of the rules with findings."""
    return [one["rule"] for one in findings(*words)]


PLACE = "~/.config/vxenv/profiles/bad.toml"
MAIN = "claude-opus-5-5 is not served in us-east5 (main)"
WAYS = [
    "vxenv set bad regions.claude-opus-5-5=us",
    "vxenv set bad models.main=claude-opus-4-6",
]
SPELLED = "claude-haiku-4-5-20251001 is spelled claude-haiku-4-5@20251001 on Vertex"
SPELL = "vxenv set bad models.haiku=claude-haiku-4-5@20251001"
SILENT = "# vxenv: ignore unpinned, retiring-model\n\n"


@pytest.fixture
def bad(profile: Profile) -> Path:
    """Return a profile with an error and a fixable warning."""
    return profile("bad", SILENT + BAD)


def test_lint_text(bad: Path) -> None:  # noqa: ARG001 - a fixture for what it does
    """The text output has a line for each finding and each of its hints; the count goes to stderr."""
    assert (
        1,
        [
            f"{PLACE}:7: error: {MAIN} [not-served]",
            *(f"  hint: {way}" for way in WAYS),
            f"{PLACE}:8: warning: {SPELLED} [model-id]",
            f"  hint: {SPELL}",
        ],
        ["1 error, 1 warning; 1 fixable: vxenv lint --fix bad"],
    ) == linted("bad")


def test_lint_json(bad: Path) -> None:
    """The JSON output is one document with a version."""
    first = {"rule": "not-served", "severity": "error", "message": MAIN, "file": str(bad), "line": 7, "hint": WAYS[0],
             "hints": WAYS, "fixable": False}  # fmt: skip
    second = {"rule": "model-id", "severity": "warning", "message": SPELLED, "file": str(bad), "line": 8,
              "hint": SPELL, "hints": [SPELL], "fixable": True}  # fmt: skip
    code, out, said = linted("--json", "bad")

    assert (1, {"version": 1, "findings": [first, second]}, []) == (code, json.loads("\n".join(out)), said)
    assert out == linted("--format", "json", "bad")[1]


def test_sarif(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SARIF has a run with the rules that have findings, explained, and results with URIs."""
    monkeypatch.chdir(bad.parent)
    code, out, _ = linted("--format", "sarif", "bad")
    log = json.loads("\n".join(out))
    (one,) = log["runs"]
    first = one["results"][0]

    assert (1, "2.1.0", "vxenv") == (code, log["version"], one["tool"]["driver"]["name"])
    assert [(name, {"text": EXPLANATIONS[name]}) for name in ("model-id", "not-served")] == [
        (rule["id"], rule["fullDescription"]) for rule in one["tool"]["driver"]["rules"]
    ]
    assert ("not-served", 1, "error", "\n".join([MAIN, *WAYS])) == (
        first["ruleId"],
        first["ruleIndex"],
        first["level"],
        first["message"]["text"],
    )
    assert {"artifactLocation": {"uri": "bad.toml"}, "region": {"startLine": 7}} == first["locations"][0][
        "physicalLocation"
    ]
    monkeypatch.chdir("/")
    away = json.loads("\n".join(linted("--format", "sarif", "bad")[1]))["runs"][0]["results"][0]["locations"][0]
    assert (
        away["physicalLocation"]["artifactLocation"]["uri"]
        .replace("%20", " ")
        .replace("%27", "'")
        .endswith(str(bad)[1:])
    )


def test_github(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Annotations are one line each, with the file as named in the repository."""
    monkeypatch.chdir(bad.parent)
    hints = "".join(f"; hint: {way}" for way in WAYS)

    assert (
        1,
        [
            f"::error file=bad.toml,line=7,title=not-served::{MAIN}{hints}",
            f"::warning file=bad.toml,line=8,title=model-id::{SPELLED}; hint: {SPELL}",
        ],
        [],
    ) == linted("--format", "github", "bad")


@pytest.mark.parametrize(
    ("text", "plain", "strict"),
    [
        (WHOLE, 0, 0),
        (models(main="claude-opus-9"), 0, 0),
        (models(sonnet="claude-sonnet-4-5@20250929"), 0, 1),
        (models(main="claude-opus-4@20250514"), 1, 1),
    ],
    ids=["nothing", "note", "warning", "error"],
)
def test_exit_codes(text: str, plain: int, strict: int, profile: Profile) -> None:
    """Errors exit with 1, warnings only with --strict, notes never."""
    profile("p", text)

    assert (plain, strict) == (linted("p")[0], linted("--strict", "p")[0])


def test_what_is_looked_at(profile: Profile, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without arguments the active stack or the directory file is checked; otherwise all profiles."""
    profile("place", f'{WHO}region = "us-east5"\n')
    profile("opus", PINS)

    assert [] == [one for one in rules("opus") if one == "not-served"]
    assert ["not-served"] * 2 == [one for one in rules("place+opus") if one == "not-served"]
    monkeypatch.setenv("VXENV_PROFILE", "opus")
    assert [] == rules()
    monkeypatch.setenv("VXENV_PROFILE", "place+opus")
    assert ["not-served"] * 2 == [one for one in rules() if one == "not-served"]
    (work / ".vxenv.toml").write_text('profile = "opus"\n[vertex]\nproject = "acme-prod"\nregion = "us-east-5"\n')
    monkeypatch.setenv("VXENV_REASON", str(work / ".vxenv.toml"))
    assert ["unknown-location"] == [one for one in rules() if one == "unknown-location"]
    monkeypatch.delenv("VXENV_REASON")
    monkeypatch.delenv("VXENV_PROFILE")
    assert rules("--all") == rules()
    assert rules("pla*") == rules("place")


def test_stack_hints_name_profiles(profile: Profile) -> None:
    """Hints for findings in a stack name its profiles."""
    profile("place", f'{WHO}region = "us-east5"\n')
    profile("opus", PINS)
    hints = [hint for one in findings("place+opus") if one["rule"] == "not-served" for hint in one["hints"]]

    assert [] == [hint for hint in hints if hint.startswith("vxenv set place ")]  # haiku is served at this location
    assert "vxenv set opus regions.claude-opus-5-5=us" in hints
    assert [] == [hint for hint in hints if "+" in hint]


def test_parents_once(profile: Profile) -> None:
    """A finding in a base profile is reported once, for the base, however many profiles extend it."""
    base = profile("base", f'{PLACED}[models]\nsonnet = "claude-sonnet-4-5@20250929"\n')
    for name in ("one", "two"):
        profile(name, 'extends = "base"\n')
    found = [one for one in findings("--all") if one["rule"] == "retiring-model"]

    assert [(str(base), 5, "vxenv upgrade base")] == [(one["file"], one["line"], one["hint"]) for one in found]


def test_paths(profile: Profile, work: Path, home: Path) -> None:
    """A path may name any file, a directory with a directory file, or a profile's own file."""
    stored = profile("p", models(main="claude-opus-4@20250514"))
    (work / "other.toml").write_text(models(main="claude-opus-4@20250514"))
    (work / ".vxenv.toml").write_text('profile = "p"\n[models]\nmain = "claude-sonnet-4@20250514"\n')

    assert rules("p") == rules(str(stored)) == ["retired-model"]
    assert ["vxenv upgrade p"] == findings(str(stored))[0]["hints"]
    assert ["true ~/code/other.toml"] == findings("other.toml")[0]["hints"]
    assert [(str(work / ".vxenv.toml"), 3)] == [(one["file"], one["line"]) for one in findings(".")]
    assert findings(".") == findings("./.vxenv.toml") == findings(str(work))
    assert ["cannot read ~/code/nothing.toml: No such file or directory"] == [
        line.removeprefix("vxenv: ") for line in linted("nothing.toml")[2] if line.startswith("vxenv:")
    ]
    assert (2, []) == linted("./nothing.toml")[:2]
    assert home.is_dir()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[vertex\n", 1, "invalid TOML: expected ']' at the end of a table declaration"),
        ('[vertex]\nproject = "No Such"\n', 2, 'vertex.project: invalid project ID "No Such"'),
        ('[vertex]\nregoin = "us"\n', 2, "unknown key vertex.regoin"),
        ('\nextends = "nobody"\n', 2, 'no profile "nobody" (broken → nobody)'),
        (b"a = 1\n\xff\n", 2, "is not UTF-8"),
        (b"# " + b"x" * 70000, 1, "is over 64 KiB"),
    ],
    ids=["toml", "project", "key", "parent", "bytes", "huge"],
)
def test_broken(text: str | bytes, line: int, what: str, profile: Profile) -> None:
    """An unusable file is an error with its line, and the others are still checked."""
    path = profile("broken", text)
    profile("p", models(main="claude-opus-4@20250514"))
    found = findings("--all")

    assert {("invalid", "error", str(path), line)} == {
        (one["rule"], one["severity"], one["file"], one["line"]) for one in found if one["rule"] != "retired-model"
    }
    assert what in found[0]["message"]
    assert "retired-model" == found[-1]["rule"]
    assert 1 == linted("broken")[0]


def test_directory_file_names_nobody(work: Path) -> None:
    """A directory file that selects a missing profile is an error on that line."""
    (work / ".vxenv.toml").write_text('description = "x"\nprofile = "nobody"\n')

    assert [("invalid", 2)] == [(one["rule"], one["line"]) for one in findings(".")]


def test_words_that_name_nothing(profile: Profile) -> None:
    """An unknown name, rule or version is a usage error with a hint, and nothing on stdout."""
    profile("p", WHOLE)
    ran = [called("lint", *words, env=dict(DAY)) for words in
           (["nobody"], ["--explain", "retired"], ["p", "--client", "x"], ["no*body"])]  # fmt: skip

    assert [(2, "")] * 4 == [(one.code, one.stdout) for one in ran]
    assert "hint: vxenv lint --explain retired-model\n" in ran[1].stderr
    assert [True] * 4 == ["hint:" in one.stderr for one in ran]


def test_explain() -> None:
    """Each rule has an explanation of one paragraph; `all` lists them."""
    listed = linted("--explain", "all")[1]

    assert list(EXPLANATIONS) == listed[::2]
    assert [f"  {text}" for text in EXPLANATIONS.values()] == listed[1::2]
    assert (0, [EXPLANATIONS["not-served"]], []) == linted("--explain", "not-served")
    assert [] == [name for name, text in EXPLANATIONS.items() if len(text) < 60 or not text.endswith(".")]


HOSTILE = "%0A::error file=x::you\r\n::error::lost\x1b[31m"


def test_hostile_values(profile: Profile, work: Path) -> None:
    """Values reach terminals and annotations only as plain text."""
    line = json.dumps(HOSTILE)
    profile("p", f"{PLACED}{PINS}[env]\nDISABLE_PROMPT_CACHING = {line}\nANTHROPIC_MODEL = {line}\n")
    (work / "%0A::error, x.toml").write_text(models(main="claude-opus-4@20250514"))
    for form in ("text", "github", "json", "sarif"):
        code, out, said = linted("--format", form, "p", "./%0A::error, x.toml")
        assert 1 == code
        assert [] == [one for one in (*out, *said) if not one.isprintable()]
        assert [] == [one for one in out if one.startswith("::error::") or "::lost" in one.partition("::")[0]]
    github = linted("--format", "github", "p", "./%0A::error, x.toml")[1]
    assert [True] * len(github) == [one.startswith(("::error file=", "::warning file=", "::notice file="))
                                    for one in github]  # fmt: skip
    assert 1 == sum("file=%250A%3A%3Aerror%2C x.toml,line=6" in one for one in github)
    assert [] == [one for one in github if "%0A" in one]


def test_fix(bad: Path) -> None:
    """--fix shows the difference, keeps every other byte, can be undone, and changes nothing the second time."""
    old = bad.read_bytes().replace(b"\n[models]", b" # here\n\n[models]  # all of them")
    bad.write_bytes(old)
    code, out, said = linted("--fix", "--yes", "bad")

    assert (1, old.replace(b"5-20251001", b"5@20251001")) == (code, bad.read_bytes())
    assert '+haiku = "claude-haiku-4-5@20251001"' in out
    assert "written  (undo: vxenv undo)" in said
    assert "no safe fixes available" in linted("--fix", "--yes", "bad")[2]
    assert (0, old) == (called("undo").code, bad.read_bytes())


def test_fix_asks(bad: Path, home: Path) -> None:
    """Without "yes" nothing is written."""
    before = tree(home), bad.read_bytes()
    code, _, said = linted("--fix", "bad")

    assert (3, "hint: vxenv lint --yes --client 2.1.330 --fix bad") == (code, said[-1])
    assert before == (tree(home), bad.read_bytes())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'{WHO}region = "us-east-5" # by hand\n', f'{WHO}region = "us-east5" # by hand\n'),
        (f'{WHO}region = "europe"\n', f'{WHO}region = "europe"\n'),
        (
            f'{PLACED}base_url = "https://aiplatform.googleapis.com/"\n',
            f'{PLACED}base_url = "https://aiplatform.googleapis.com/v1"\n',
        ),
        (f'{PLACED}base_url = "https://gateway"\n', f'{PLACED}base_url = "https://gateway"\n'),
        (models(main="claude-opus-5-5[1m]"), models(main="claude-opus-5-5")),
        (models(main="claude-haiku-4-5-20251001[1m]"), models(main="claude-haiku-4-5@20251001[1m]")),
        (models(main="claude-haiku-4-5-latest"), models(main="claude-haiku-4-5-latest")),
        (
            models(small_fast="claude-haiku-4-5@20251001"),
            models(small_fast="claude-haiku-4-5@20251001").replace('small_fast = "claude-haiku-4-5@20251001"\n', ""),
        ),
        (models(small_fast="claude-haiku-5-5"), models(small_fast="claude-haiku-5-5")),
        (
            f'{PLACED}[env]\nA = "1"\nVERTEX_REGION_CLAUDE_OPUS_4_6 = "us-east5"\n',
            f'{PLACED}[env]\nA = "1"\n\n[regions]\nclaude-opus-4-6 = "us-east5"\n',
        ),
        (f'{PLACED}[env]\nDISABLE_TELEMETRY = "0"\n', f'{PLACED}[env]\nDISABLE_TELEMETRY = "0"\n'),
        (f'{PLACED}[env]\nCLAUDE_CODE_USE_BEDROCK = "1"\n', f'{PLACED}[env]\nCLAUDE_CODE_USE_BEDROCK = "1"\n'),
    ],
)  # fmt: skip
def test_fixes_keep_what_is_meant(old: str, new: str, profile: Profile) -> None:
    """A fix keeps the meaning; uncertain cases are not fixed."""
    path = profile("p", old)
    linted("--fix", "--yes", "p")

    assert new == path.read_text()


def test_fix_is_for_people(bad: Path) -> None:
    """--fix shows a difference, and cannot be combined with JSON."""
    before = bad.read_bytes()

    assert (2, [], before) == (*linted("--fix", "--json", "--yes", "bad")[:2], bad.read_bytes())


def test_long_and_secret_values(profile: Profile) -> None:
    """Only the start of a huge value is shown, and a password is in no hint."""
    profile("p", f'{PLACED}base_url = "https://me:hunter2@aiplatform.googleapis.com"\n{PINS}[env]\n'
                 f'DISABLE_PROMPT_CACHING = "{"x" * 50_000}"\n')  # fmt: skip
    out = linted("p")[1]

    assert ([], True) == ([line for line in out if len(line) > 500], "  hint: vxenv edit p" in out)
    assert "hunter2" not in "".join(out)


def test_fix_leaves_files_alone(work: Path) -> None:
    """--fix skips files that are not profiles: a changed directory file would need to be allowed again."""
    (work / ".vxenv.toml").write_text(f'{WHO}region = "us-east-5"\n')
    linted("--fix", "--yes", ".")

    assert f'{WHO}region = "us-east-5"\n' == (work / ".vxenv.toml").read_text()


def test_many_profiles(profile: Profile) -> None:
    """--all checks each of many profiles once, and reads their relations once."""
    profile("base", WHOLE)
    for number in range(60):
        profile(f"p{number}", 'extends = "base"\n[models]\nmain = "claude-opus-4@20250514"\n')

    assert ["retired-model"] * 60 == rules("--all")


def test_each_profile_is_read_once(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A base of many profiles is parsed once, and the directory is listed only a few times."""
    profile("base", "[vertex]\nproject = 'acme-prod'\nregion = 'global'\n")
    parsed: list[str] = []
    listed: list[int] = []
    parse, names = document.parse_document, store.list_profile_names

    def parse_and_tell(data: bytes, name: str, path: str) -> document.Document:
        parsed.append(name)
        return parse(data, name, path)

    def names_and_tell() -> list[str]:
        listed.append(1)
        return names()

    monkeypatch.setattr(store, "parse_document", parse_and_tell)
    for module in (lint, patterns, targets, request):
        monkeypatch.setattr(module, "list_profile_names", names_and_tell)
    counts = []
    for count in (3, 30):
        for number in range(count):
            profile(f"p{number}", "extends = 'base'\n[vertex]\nregion = 'eu'\n")
        parsed.clear()
        listed.clear()
        with contextlib.suppress(SystemExit):
            lint.lint.main(["--all"], standalone_mode=False)
        counts.append((sorted(parsed) == ["base", *sorted(f"p{number}" for number in range(count))], len(listed)))

    assert [(True, counts[0][1])] * 2 == counts


def test_no_profiles() -> None:
    """Without profiles lint finds nothing."""
    assert (0, [], ["no profiles yet"]) == linted()
    assert [] == findings()


def test_days_that_are_none(profile: Profile) -> None:
    """VXENV_TODAY must be a date, and lint uses it."""
    profile("p", models(sonnet="claude-sonnet-4-5@20250929"))

    assert (2, [], ['vxenv: VXENV_TODAY: invalid date "soon"', "hint: unset VXENV_TODAY"]) == linted(
        "p", env={"VXENV_TODAY": "soon"}
    )
    assert 1 == linted("p", env={"VXENV_TODAY": "2027-01-01"})[0]
    assert os.environ.get("VXENV_TODAY") is None


def test_a_catalogue_of_ones_own(profile: Profile, config: Path) -> None:
    """Entries of the user's own catalogue cause no finding; a broken catalogue is reported."""
    profile("p", models(main="claude-opus-9"))
    (config / "catalogue.toml").write_text(
        '[models.claude-opus-9]\nfamily = "opus"\nstatus = "served"\nlocations = ["global"]\n'
    )

    assert [] == rules("p")
    (config / "catalogue.toml").write_text("[models\n")
    code, out, said = linted("p")
    assert (1, [], True) == (code, out, said[0].startswith("vxenv: ~/.config/vxenv/catalogue.toml:1: "))
