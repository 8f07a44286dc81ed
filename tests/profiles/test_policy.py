"""Test policies: their format, the values that they do not allow, and who must own the administrator's file."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv.errors import DocumentError, PolicyError, RefusedError
from vxenv.profiles import policy_files
from vxenv.profiles.breaches import enforce_policies, find_breaches, find_next_change, list_breaches
from vxenv.profiles.policy import parse_policy
from vxenv.profiles.policy_files import read_administrators_policy
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

WHO = '[vertex]\nproject = "acme-prod"\n'
EU = f'{WHO}region = "eu"\n'
EAST = f'{WHO}region = "us-east5"\n'
IN_EU = '[allow]\nlocations = ["eu", "europe-*"]\n'
KEYS = "message, valid_from, valid_until, protected, pinned, unset, allow"
P = "~/.config/vxenv/profiles/p.toml"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide the path of the administrator's policy, which counts whoever owns it."""
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir()
    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(path))
    monkeypatch.setattr(policy_files, "_find_distrust", lambda _: "")
    return path


def resolve(*names: str) -> Resolved:
    """Return the stack `names`, resolved anew."""
    return resolve_stack(names or ("p",), Store())


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x = ", 1, "invalid TOML: invalid value"),
        ('\nprotectd = "a"', 2, 'unknown key protectd; did you mean "protected"?'),
        ("rules = 1", 1, f"unknown key rules; expected one of: {KEYS}"),
        ("message = 1", 1, "message must be a string of at most 500 characters"),
        (f'message = "{"x" * 501}"', 1, "message must be a string of at most 500 characters"),
        ('valid_from = "2026-01-01"', 1, "valid_from must be a date such as 2027-01-31, without quotes"),
        ("valid_until = 2026-01-01T00:00:00Z", 1, "valid_until must be a date such as 2027-01-31, without quotes"),
        ("valid_from = 2026-02-01\nvalid_until = 2026-01-31", 2, "valid_until is before valid_from"),
        ("pinned = 1", 1, "pinned must be a string or a list of strings"),
        ('protected = [""]', 1, "protected must be a string or a list of strings"),
        ('pinned = "models.man"', 1, 'pinned: unknown key models.man; did you mean "models.main"?'),
        ('unset = ["HTTP_PROXI"]', 1, 'unset: unknown key HTTP_PROXI; did you mean "HTTP_PROXY"?'),
        ('unset = "protected"', 1, "unset: protected sets no variable"),
        ('allow = "eu"', 1, "allow must be a table; write [allow]"),
        ('[allow]\nlocation = ["eu"]\nprojcts = "a"', 3, 'allow: unknown key projcts; did you mean "projects"?'),
        ("[allow]\nprojects = [1]", 2, "allow.projects must be a string or a list of strings"),
        ("[allow]\nvertex.bas_url = 'x'", 2, 'allow: unknown key vertex.bas_url; did you mean "vertex.base_url"?'),
    ],
)  # fmt: skip
def test_format(text: str, line: int, what: str) -> None:
    """An invalid policy is an error with its line and a suggestion."""
    with pytest.raises(DocumentError) as failed:
        parse_policy(text.encode(), "/etc/vxenv/policy.toml")

    assert (f"/etc/vxenv/policy.toml:{line}", what) == (failed.value.where, failed.value.what)


@pytest.mark.parametrize(
    ("rules", "text", "lines"),
    [
        # Locations.
        (IN_EU, EU, []),
        (IN_EU, EAST, [f'2 location "us-east5" is not allowed: {P}:3 sets vertex.region']),
        (IN_EU, f'{WHO}region = "europe-west4"\n', []),
        (IN_EU, f'{WHO}region = "global"\n', [f'2 location "global" is not allowed: {P}:3 sets vertex.region']),
        (IN_EU, WHO, ['2 vertex.region is unset, and the default location "us-east5" is not allowed']),
        ('[allow]\nlocations = "us-*"', WHO, []),
        (IN_EU, '[models]\nopus = "claude-opus-5"\n', []),
        (IN_EU, f"{WHO}enabled = false\n", []),
        (
            IN_EU,
            f'{EU}[regions]\n"claude-haiku-4-5" = "us-east5"\n',
            [f'2 location "us-east5" is not allowed: {P}:5 sets regions.claude-haiku-4-5'],
        ),
        (
            IN_EU,
            f'{EU}[env]\nVERTEX_REGION_CLAUDE_9_OPUS = "us-east5"\n',
            [f'2 location "us-east5" is not allowed: {P}:5 sets env.VERTEX_REGION_CLAUDE_9_OPUS'],
        ),
        (
            IN_EU,
            f'{WHO}[env]\nCLOUD_ML_REGION = "us-east5"\n',
            [f'2 location "us-east5" is not allowed: {P}:4 sets env.CLOUD_ML_REGION'],
        ),
        (
            IN_EU,
            f'{EU}[env]\nGOOGLE_CLOUD_LOCATION = "US-east5"\n',
            [f'2 location "US-east5" is not allowed: {P}:5 sets env.GOOGLE_CLOUD_LOCATION'],
        ),
        (
            IN_EU,
            f'{EU}base_url = "https://us-east5-aiplatform.googleapis.com/v1"\n',
            [f'2 location "us-east5" is not allowed: {P}:4 sets vertex.base_url'],
        ),
        (
            IN_EU,
            f'{EU}base_url = "https://aiplatform.googleapis.com/v1"\n',
            [f'2 location "global" is not allowed: {P}:4 sets vertex.base_url'],
        ),
        (IN_EU, f'{EU}base_url = "https://aiplatform.eu.rep.googleapis.com/v1"\n', []),
        (IN_EU, f'{EU}base_url = "https://gw.example/us-east5-aiplatform.googleapis.com"\n', []),
        # Projects.
        ('[allow]\nprojects = "acme-*"', EU, []),
        (
            '[allow]\nprojects = "acme-e*"',
            f'{EU}[google]\nproject = "other-prod"\nquota_project = "acme-eu"\n',
            [
                f'2 project "acme-prod" is not allowed: {P}:2 sets vertex.project',
                f'2 project "other-prod" is not allowed: {P}:5 sets google.project',
            ],
        ),
        # Models.
        ('[allow]\nmodels = "claude-haiku-4-5"', '[models]\nhaiku = "claude-haiku-4-5@20251001"\n', []),
        ('[allow]\nmodels = "claude-opus-5*"', '[models]\nmain = "claude-opus-5-5[1m]"\n', []),
        ('[allow]\nmodels = "claude-opus-5*"', '[models]\nmain = "opusplan"\n', []),
        (
            '[allow]\nmodels = ["claude-opus-5"]',
            '[models]\nmain = "claude-opus-5-5"\n',
            [f'2 model "claude-opus-5-5" is not allowed: {P}:2 sets models.main'],
        ),
        # Other variables.
        ('[allow]\nvertex.base_url = "https://gw.acme.example/*"', EU, []),
        (
            '[allow]\nvertex.base_url = "https://gw.acme.example/*"',
            f'{EU}base_url = "https://gw.example/v1"\n',
            [f'2 ANTHROPIC_VERTEX_BASE_URL = "https://gw.example/v1" is not allowed: {P}:4 sets vertex.base_url'],
        ),
        (
            '[allow]\nregions.claude-haiku-4-5 = "eu"',
            f'{EU}[regions]\n"claude-haiku-4-5" = "us-east5"\n',
            [f'2 VERTEX_REGION_CLAUDE_HAIKU_4_5 = "us-east5" is not allowed: {P}:5 sets regions.claude-haiku-4-5'],
        ),
        (
            '[allow]\nenv.MY_TOKEN = "a"',
            '[env]\nMY_TOKEN = "b\\u001b"\n',
            [f'2 MY_TOKEN = "(hidden)" is not allowed: {P}:2 sets env.MY_TOKEN'],
        ),
        (
            '[allow]\nenv.MY_TOKEN = "a"',
            '[env]\nMY_TOKEN = { secret = "pass:x" }\n',
            [f"2 MY_TOKEN is a secret reference, which a policy cannot check: {P}:2 sets env.MY_TOKEN"],
        ),
        ('unset = "HTTPS_PROXY"', "[env]\nHTTPS_PROXY = false\n", []),
        (
            'unset = ["env.OTHER", "HTTPS_PROXY"]',
            '[env]\nHTTPS_PROXY = "http://proxy"\n',
            [f"1 HTTPS_PROXY must not be set: {P}:2 sets env.HTTPS_PROXY"],
        ),
        ('unset = "env.A"', '[env]\nA = { secret = "pass:x" }\n', [f"1 env.A must not be set: {P}:2 sets env.A"]),
        # Required variables.
        ('pinned = ["vertex.project", "models.main"]', EU, ["1 models.main must be set"]),
        ('pinned = "models.main"', '[env]\nANTHROPIC_MODEL = ""\n', ["1 models.main must be set"]),
        ('pinned = "models.main"', '[models]\nmain = "claude-opus-5"\n', []),
        (
            'pinned = "models.main"',
            '[models]\nmain = "opus"\n',
            ['1 models.main = "opus" must be a model, or an alias of a role that sets one'],
        ),
        ('pinned = "models.main"', '[models]\nmain = "opus[1m]"\nopus = "claude-opus-5"\n', []),
        (
            'pinned = "models.main"',
            '[models]\nmain = "opusplan"\nopus = "claude-opus-5"\n',
            ['1 models.main = "opusplan" must be a model, or an alias of a role that sets one'],
        ),
        (
            'pinned = "models.main"',
            '[models]\nmain = "default"\n',
            ['1 models.main = "default" must be a model, or an alias of a role that sets one'],
        ),
        (
            'pinned = "models.opus"',
            '[models]\nopus = "opus"\n',
            ['1 models.opus = "opus" must be a model, or an alias of a role that sets one'],
        ),
        ('pinned = "models.subagent"', '[models]\nsubagent = "inherit"\nmain = "claude-opus-5"\n', []),
        ('pinned = "ANTHROPIC_VERTEX_PROJECT_ID"', "", ["1 ANTHROPIC_VERTEX_PROJECT_ID must be set"]),
        ('pinned = "models.main"', "[vertex]\nenabled = false\n", []),
        ('pinned = "vertex.enabled"', "[vertex]\nenabled = false\n", ["1 vertex.enabled must be true"]),
        ('pinned = "vertex.enabled"', EU, []),
    ],
)  # fmt: skip
def test_breaches(rules: str, text: str, lines: list[str], place: Path, profile: Profile) -> None:
    """Values that a policy does not allow, and missing ones, are found, with the lines of both files."""
    place.write_text(rules)
    profile("p", text)
    found = [f"{one.where.rpartition(':')[2]} {one.what}" for one in find_breaches(resolve())]

    assert lines == found


def test_values_without_a_profile() -> None:
    """Values of an environment are checked like those of a profile, and named by their variables."""
    rules = parse_policy(b'[allow]\nlocations = "eu"', "/etc/vxenv/policy.toml")
    values = {"CLAUDE_CODE_USE_VERTEX": "1", "CLOUD_ML_REGION": "us"}

    assert ['location "us" is not allowed: CLOUD_ML_REGION'] == [
        one.what for one in list_breaches(values, [rules], {})
    ]


def test_error(place: Path, profile: Profile) -> None:
    """The error names the first breach, counts the others, and shows the policy's message with escapes visible."""
    place.write_text(f'message = "ask \\u001b[31macme"\npinned = ["models.main", "models.opus"]\n{IN_EU}')
    profile("p", EAST)
    with pytest.raises(RefusedError) as failed:
        enforce_policies("p", resolve())

    assert [
        f'{place}:4: location "us-east5" is not allowed: {P}:3 sets vertex.region; and 2 more',
        "  ask \\x1b[31macme",
        "hint: vxenv lint p",
    ] == str(failed.value).splitlines()
    assert 3 == failed.value.code


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("allow", "invalid policy: invalid TOML: expected '=' after a key in a key/value pair"),
        ("x = 1", "invalid policy: unknown key x; expected one of: "),
        (b"\xff", "invalid policy: is not UTF-8"),
        (b"#" * 65537, "invalid policy: is over 64 KiB"),
    ],
)
def test_a_broken_policy_refuses(text: str | bytes, what: str, place: Path, profile: Profile) -> None:
    """An invalid policy of the administrator refuses every stack, with its line."""
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    profile("p", EU)
    with pytest.raises(PolicyError) as failed:
        enforce_policies("p", resolve())

    assert (True, "vxenv doctor") == (failed.value.what.startswith(what), failed.value.hint)
    assert failed.value.where.startswith(str(place))


def test_no_policy(place: Path, profile: Profile) -> None:
    """Without a policy, and with an empty one, everything is allowed."""
    profile("p", EAST)
    enforce_policies("p", resolve())
    place.write_text("")
    enforce_policies("p", resolve())

    assert not resolve().protected


@pytest.mark.parametrize(
    ("dates", "day", "applies"),
    [
        ("valid_from = 2027-01-01", "2026-12-31", False),
        ("valid_from = 2027-01-01", "2027-01-01", True),
        ("valid_until = 2027-01-01", "2027-01-01", True),
        ("valid_until = 2027-01-01", "2027-01-02", False),
    ],
)
def test_dates(dates: str, day: str, applies: bool, place: Path, profile: Profile) -> None:
    """A policy applies from its first to its last day."""
    place.write_text(f"{dates}\n{IN_EU}")
    profile("p", EAST)
    today = dt.date.fromisoformat(day)

    assert applies is bool(find_breaches(resolve(), today=today))


def test_dates_that_come(place: Path) -> None:
    """The next change is the first day of a policy, or the day after its last."""
    place.write_text("valid_from = 2027-01-01\nvalid_until = 2027-01-31\n")
    files = (read_administrators_policy(),)
    days = [find_next_change(files, dt.date(*day)) for day in ((2026, 12, 1), (2027, 1, 1), (2027, 2, 1))]

    assert [1798761600, 1801440000, 0] == days


def test_the_environment_changes_no_date(place: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """VXENV_TODAY has no effect on policies."""
    place.write_text(f"valid_from = 2020-01-01\n{IN_EU}")
    profile("p", EAST)
    monkeypatch.setenv("VXENV_TODAY", "2019-01-01")

    assert 1 == len(find_breaches(resolve()))


def test_protected(place: Path, profile: Profile) -> None:
    """A policy protects profiles by patterns, also those that others extend."""
    place.write_text('protected = "*prod*"')
    profile("my-prod", "")
    profile("p", 'extends = "my-prod"')
    profile("other", "")

    assert [True, True, False] == [resolve(name).protected for name in ("my-prod", "p", "other")]


@pytest.mark.parametrize("kind", ["owner", "mode", "folder"])
def test_only_root_may_have_written_it(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrator's policy is ignored if other users can change it."""
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir(mode=0o755)
    path.write_text("x = broken")
    path.chmod(0o666 if kind == "mode" else 0o644)
    path.parent.chmod(0o775 if kind == "folder" else 0o755)
    real = os.stat
    owner = 1000 if kind == "owner" else 0

    def stat(place: str) -> os.stat_result:
        fields = list(real(place))
        fields[4] = owner if place == str(path) else 0
        return os.stat_result(fields)

    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(path))
    monkeypatch.setattr(os, "stat", stat)
    file = read_administrators_policy()
    reasons = {
        "owner": f"{path} is not owned by root",
        "mode": f"other users can write to {path}",
        "folder": f"other users can write to {path.parent}",
    }

    assert (reasons[kind], None, None, None) == (file.ignored, file.policy, file.trouble, file.data)


def test_no_variable_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment variable changes the path of the administrator's policy."""
    before = policy_files.find_policy_path()
    for name in ("VXENV_CONFIG_DIR", "VXENV_STATE_DIR", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME", "PROGRAMDATA"):
        monkeypatch.setenv(name, "/tmp")  # noqa: S108 - never written

    assert before == policy_files.find_policy_path()


def test_a_source_binds_its_own(profile: Profile, home: Path, place: Path) -> None:
    """A source's policy binds stacks with its profiles, also extended ones, and protects them by their names there."""
    assert not place.exists()
    folder = home / ".local" / "state" / "vxenv" / "sources" / "acme"
    (folder / "profiles").mkdir(parents=True)
    (folder / "record.toml").touch()
    (folder / "policy.toml").write_text(f'protected = ["base", "p"]\n{IN_EU}')
    (folder / "profiles" / "base.toml").write_text(EAST)
    (folder / "profiles" / "other.toml").write_text(EU)
    profile("p", EAST)
    profile("mine", 'extends = "acme/base"')
    names = [("p",), ("acme/base",), ("mine",), ("acme/other",), ("p", "acme/other"), ("acme/other", "p")]
    found = [len(find_breaches(resolve(*stack))) for stack in names]

    assert [0, 1, 1, 0, 0, 1] == found
    assert [False, True, True, False] == [resolve(*stack).protected for stack in names[:4]]


def test_a_broken_policy_of_a_source(profile: Profile, home: Path, place: Path) -> None:
    """An invalid policy of a source refuses the profiles of that source only."""
    assert not place.exists()
    folder = home / ".local" / "state" / "vxenv" / "sources" / "acme"
    (folder / "profiles").mkdir(parents=True)
    (folder / "record.toml").touch()
    (folder / "policy.toml").write_text("x = 1")
    (folder / "profiles" / "base.toml").write_text(EU)
    profile("p", EAST)
    enforce_policies("p", resolve())
    with pytest.raises(PolicyError) as failed:
        enforce_policies("acme/base", resolve("acme/base"))

    assert "~/.local/state/vxenv/sources/acme/policy.toml:1" == failed.value.where


def test_the_example_of_the_page() -> None:
    """The policy on the how-to page is valid, and gives the breach on that page."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "policy.md").read_text()
    rules = parse_policy(page.split("```toml\n")[1].split("```")[0].encode(), "/etc/vxenv/policy.toml")
    values = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod", "CLOUD_ML_REGION": "global"}
    breach, *others = list_breaches(values, [rules], {})

    assert f"{breach.where}: {breach.what.rpartition(':')[0]}: " in page
    assert (["models.main must be set"], True) == ([one.what for one in others], "; and 1 more\n" in page)
