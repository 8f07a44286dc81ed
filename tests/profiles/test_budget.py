"""Test `[budget]` in profiles: its amounts, the commands that change and show it, and policies about it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run
from vxenv.errors import DocumentError, PolicyError
from vxenv.profiles import policy_files
from vxenv.profiles.breaches import enforce_policies
from vxenv.profiles.budget import render_cents
from vxenv.profiles.document import parse_document
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

ACME = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n'
NUMBER = "must be a positive number of USD; write an amount such as 500 or 99.50"
PLACES = "must have at most two decimal places; write an amount such as 500 or 99.50"


@pytest.mark.parametrize(
    ("text", "cents", "shown"),
    [
        ("500", 50000, "500"),
        ("99.5", 9950, "99.50"),
        ("0.01", 1, "0.01"),
        ("19.99", 1999, "19.99"),
        ("1_000", 100000, "1000"),
        ("1e3", 100000, "1000"),
        ("999999999.99", 99999999999, "999999999.99"),
    ],
)
def test_amounts(text: str, cents: int, shown: str) -> None:
    """An amount is a number of USD with up to two decimal places, and is kept in cents."""
    document = parse_document(f"[budget]\nmonthly = {text}\n".encode(), "p", "/p.toml")

    assert (cents, shown) == (document.budget, render_cents(document.budget))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[budget]\nmonthly = 0", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = -5", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = nan", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = inf", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = true", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = '500'", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = 2e9", 2, f"budget.monthly: {NUMBER}"),
        ("[budget]\nmonthly = 0.005", 2, f"budget.monthly: {PLACES}"),
        ("[budget]\nmonthly = 99.505", 2, f"budget.monthly: {PLACES}"),
        ("[budget]\nmonthly = 1e-9", 2, f"budget.monthly: {PLACES}"),
        ("[budget]\n\nmontly = 5", 3, 'unknown key budget.montly; did you mean "monthly"?'),
        ("\nbudget = 500", 2, "budget must be a table; write [budget]"),
    ],
)
def test_invalid_amounts(text: str, line: int, what: str) -> None:
    """Other amounts and keys are errors with their line."""
    with pytest.raises(DocumentError) as caught:
        parse_document(text.encode(), "p", "/p.toml")

    assert (f"/p.toml:{line}", what) == (caught.value.where, caught.value.what)


def test_a_directory_file_has_no_budget() -> None:
    """A directory file cannot contain a budget."""
    with pytest.raises(DocumentError) as caught:
        parse_document(b"profile = 'p'\n[budget]\nmonthly = 5\n", ".vxenv.toml", "/x/.vxenv.toml", directory=True)

    assert ("/x/.vxenv.toml:2", "a directory file cannot contain a budget") == (caught.value.where, caught.value.what)


def test_a_source_may_have_a_budget(source: Callable[[str, str], Path]) -> None:
    """A profile of a source may have a budget, which a profile that extends it counts too."""
    source("team/base", f"{ACME}[budget]\nmonthly = 20\n")

    assert ["team/base"] == [one.name for one in resolve_stack(["team/base"], Store()).budgets]


def test_all_budgets_of_a_stack_count(profile: Profile) -> None:
    """A stack has the budgets of all its documents; the last one stands for them where one is shown."""
    profile("base", "[budget]\nmonthly = 1000\n")
    profile("a", "extends = 'base'\n[budget]\nmonthly = 20\n")
    profile("b", "extends = 'base'\n")
    both, child, none = (resolve_stack(names, Store()) for names in (["a", "b"], ["b"], []))

    assert (["a", "base"], 100000) == ([one.name for one in both.budgets], both.budget)
    assert ([("base", 100000)], ()) == ([(one.name, one.budget) for one in child.budgets], none.budgets)


@pytest.mark.parametrize(("typed", "kept"), [("500", "500"), ("99.50", "99.5"), ("0.01", "0.01")])
def test_set_and_unset(profile: Profile, run: Run, typed: str, kept: str) -> None:
    """`set` and `unset` change the budget like another key."""
    path = profile("p", ACME)
    done = run("set", "p", "budget.monthly", typed)
    text = path.read_text()
    gone = run("unset", "p", "budget.monthly")

    assert (0, f"p: budget.monthly  (unset) → {kept}\n") == (done.code, done.stderr)
    assert f"{ACME}\n[budget]\nmonthly = {kept}\n" == text
    assert (0, f"p: budget.monthly  {kept} → (unset)\n") == (gone.code, gone.stderr)


@pytest.mark.parametrize(
    ("typed", "what"), [("0", NUMBER), ("many", NUMBER), ("1_0", NUMBER), ("nan", NUMBER), ("1.234", PLACES)]
)
def test_set_refuses_other_amounts(profile: Profile, run: Run, typed: str, what: str) -> None:
    """`set` refuses an invalid amount and leaves the file as it was."""
    path = profile("p", ACME)
    done = run("set", "p", f"budget.monthly={typed}")

    assert (2, f"vxenv: budget.monthly: {what}\nhint: vxenv set --help\n") == (done.code, done.stderr)
    assert ACME == path.read_text()


def test_add_and_show(run: Run, config: Path) -> None:
    """`add --set` writes the budget, and `show` names it with its line."""
    run("add", "p", "--project", "acme-prod", "--location", "eu", "--set", "budget.monthly=10")
    shown, as_json = run("show", "p"), run("show", "p", "--json")

    assert "\n[budget]\nmonthly = 10\n" in (config / "profiles" / "p.toml").read_text()
    assert "budget: $10 a month  (~/.config/vxenv/profiles/p.toml:6)\n" in shown.stderr
    assert [{"profile": "p", "monthly": 10.0}] == json.loads(as_json.stdout)["budgets"]


def test_diff(profile: Profile, run: Run) -> None:
    """`diff` compares the budgets of two stacks, and not with a shell, which has none."""
    profile("a", f"{ACME}[budget]\nmonthly = 10\n")
    profile("b", ACME)
    found, other = run("diff", "a", "b"), run("diff", "a", "@shell")

    assert "budget.monthly  10  (unset)  ~/.config/vxenv/profiles/a.toml:5\n" == found.stdout
    assert "budget" not in other.stdout


def test_flatten_keeps_the_budget(profile: Profile, run: Run) -> None:
    """A flattened stack keeps the budget of the last profile that has one."""
    profile("base", "[budget]\nmonthly = 99.5\n")
    profile("a", f"extends = 'base'\n{ACME}")

    assert '[profiles."a".budget]\nmonthly = 99.5\n' in run("export", "a", "--flatten", "--format", "bundle").stdout


def test_a_policy_may_require_a_budget(profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy may require a budget and list the allowed amounts."""
    place = tmp_path / "policy.toml"
    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(place))
    monkeypatch.setattr(policy_files, "_find_distrust", lambda _: "")
    place.write_text('pinned = ["budget.monthly"]\n[allow]\n"budget.monthly" = ["500"]\n')
    profile("none", ACME)
    profile("good", f"{ACME}[budget]\nmonthly = 500\n")
    profile("much", f"{ACME}[budget]\nmonthly = 501\n")
    found = []
    for name in ("none", "much", "good"):
        try:
            enforce_policies(name, resolve_stack([name], Store()))
        except PolicyError as error:
            found.append(error.what)

    assert ["budget.monthly must be set", 'budget.monthly = "501" is not allowed: budget.monthly'] == found
