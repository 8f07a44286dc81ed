"""Tests of plans that depend on the user's own values, with which the stack merges its values."""

from collections.abc import Callable
from hashlib import blake2s
from pathlib import Path
from typing import Final

import pytest

from vxenv.activation.undo_record import enter_activation
from vxenv.env_diff import Op
from vxenv.plans.build import make_plan
from vxenv.plans.tcsh_cache import recall_plan, remember_plan
from vxenv.shells import load_shell
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent, Preview

BODY: Final = "CLAUDE_CODE_EXTRA_BODY"
LINE: Final = LineInputs({"/a/s.json": "{}"}, ("/h",), ("/g",), {"HOME": "/", "E": ""}, ("/l",), ("/a/s.json",))
INPUTS: Final = Inputs(
    {"/a/x.toml": "it's", "/a/.vxenv.toml": "b"}, ("/h",), ("/g",), LINE, ("/l",), ("/a/.vxenv.toml",), 1800000000
)
CONTENT: Final = PlanContent(
    "who",
    INPUTS,
    (Op("A", "1'\n"), Op("B", ""), Op("C", None)),
    (Op("VXENV_PROFILE", "eu"), Op("VXENV_PROTECTED", None)),
    {"stack": "eu", "line": "eu", "note": "", "ask": ""},
    Preview("eu", {"A": "1", "B": '""'}, "", "/s", "/c", LINE),
)
# Digests of this plan before plans could depend on the user's own values.
DIGESTS: Final = {
    "bash": "e289490062bebfb4",
    "bash3": "415d577ce0812ece",
    "zsh": "c809235dfec739bb",
    "fish": "4e775a7e7849bdb7",
    "ksh": "51592be824e1c346",
    "mksh": "d8591e36f4cb9a25",
    "elvish": "cb9e3ac27f524e60",
    "nushell": "ff81d5889a1cb2f5",
    "xonsh": "64aad56ef4e516f5",
    "pwsh": "104fa48d0d5e6736",
}


@pytest.mark.parametrize("shell", DIGESTS)
def test_other_plans_are_unchanged(shell: str) -> None:
    """A plan that depends on no value of the user is the same, byte by byte, as before there were such plans."""
    data = load_shell(shell).render_plan(CONTENT).encode(errors="surrogateescape")
    assert DIGESTS[shell] == blake2s(data, digest_size=8).hexdigest()


@pytest.mark.parametrize("shell", DIGESTS)
def test_the_value_is_in_the_plan(shell: str) -> None:
    """A plan for another value of the user differs."""
    inputs = [INPUTS._replace(line=LINE._replace(originals={BODY: own})) for own in ("", "1", "2")]
    texts = [load_shell(shell).render_plan(CONTENT._replace(inputs=each)) for each in (INPUTS, *inputs)]
    assert 4 == len(set(texts))


@pytest.fixture
def labels(profile: Callable[[str, str], Path]) -> None:
    """Write the profile `a` with a label."""
    profile("a", '[vertex]\nproject = "acme-prod"\nregion = "global"\n[labels]\nteam = "a"\n')


@pytest.mark.usefixtures("labels")
def test_originals_of_a_plan() -> None:
    """A plan keeps the own value that it was merged with, also in a shell in which the stack is active."""
    for own in ("", '{"a":1}', "not JSON"):
        environment = {BODY: own} if own else {}
        plan = make_plan("use:a", environment)
        assert {BODY: own} == plan.originals
        assert plan == make_plan("use:a", enter_activation(environment, plan.delta, "a"))


@pytest.mark.usefixtures("labels")
def test_a_value_that_is_too_long() -> None:
    """A merged value that is too long for the environment of a process is not set, and the own one stays."""
    added = len('"labels":{"team":"a"},')
    longest = 131060 - len(BODY) - added
    for size, expected in ((longest, ""), (longest + 1, 'warning: "a" cannot add to CLAUDE_CODE_EXTRA_BODY: ')):
        own = '{"a":"' + "x" * (size - len('{"a":""}')) + '"}'
        plan = make_plan("use:a", {BODY: own})
        assert (BODY in dict(plan.delta)) == (not expected)
        assert expected in plan.line
        assert {BODY: own} == plan.originals


def test_a_plan_without_labels_has_no_originals(profile: Callable[[str, str], Path]) -> None:
    """A stack that merges nothing gives the same plan with any own value."""
    profile("a", '[vertex]\nproject = "acme-prod"\nregion = "global"\n')
    assert {} == make_plan("use:a", {}).originals
    assert make_plan("use:a", {}) == make_plan("use:a", {BODY: "{}"})


@pytest.mark.usefixtures("labels")
def test_recall_for_tcsh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cached plan is valid for the own value that it was made for, and as long as it is applied."""
    monkeypatch.setenv("VXENV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("__VXENV_SEAL", "0" * 32)
    plan = make_plan("use:a", {BODY: "{}"})._replace(preview=None, advice_files={})
    remember_plan(plan, "digest", "tcsh")
    active = enter_activation({BODY: "{}"}, plan.delta, "a")
    assert [(plan, "digest"), (plan, "digest"), None, None] == [
        recall_plan("use:a", "tcsh", environment) for environment in ({BODY: "{}"}, active, {}, {BODY: '{"a":1}'})
    ]
    assert (plan, "digest") == recall_plan("use:a", "tcsh", {BODY: "changed"}, "digest")
    assert recall_plan("use:a", "tcsh", {BODY: "changed"}, "other") is None
