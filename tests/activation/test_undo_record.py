"""Tests of EnvDiff and the undo record."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vxenv.activation.undo_record import (
    DIGEST,
    PIN,
    Change,
    compute_digest,
    enter_activation,
    is_private,
    read_pin,
    read_state,
    undo_activation,
)
from vxenv.env_diff import EnvDiff, Op, apply_diff, compute_diff

NAMES = ["A", "B_2", "_c", "HTTPS_PROXY", "CLOUD_ML_REGION", "ANTHROPIC_MODEL", "O_A", "N_A"]
# Values special to shells or to the record, and arbitrary ones; undecodable bytes are lone surrogates here.
VALUES = st.one_of(
    st.sampled_from(["", " ", "u", "s", "1", "1 A:us", "\n", "a\nb", "'", '"', "$HOME", "`x`", "\\", "é", "\udcff"]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
)
ENVIRONMENTS = st.dictionaries(st.sampled_from(NAMES), VALUES)
DELTAS = st.dictionaries(st.sampled_from(NAMES), st.none() | VALUES).map(
    lambda ops: tuple(Op(*item) for item in ops.items())
)
STACKS = st.sampled_from(["", "p", "a+b"])
REASONS = st.sampled_from(["use", "off", "default", "/d/.vxenv.toml", "/a b\n'/.vxenv.toml"])
RECORD = re.compile(r"1(?: [^ :]+:(?:us|ss|ls|uu|su|lu))*")


@given(ENVIRONMENTS, ENVIRONMENTS)
def test_between_is_what_apply_undoes(before: dict[str, str], after: dict[str, str]) -> None:
    """The difference of two environments leads from one to the other, and back."""
    there, back = compute_diff(before, after), compute_diff(after, before)

    assert (after, before) == (apply_diff(before, there), apply_diff(after, back))


@given(ENVIRONMENTS, ENVIRONMENTS)
def test_between_says_what_differs_and_no_more(before: dict[str, str], after: dict[str, str]) -> None:
    """A difference names each changed variable once, sorted, and no others."""
    names = [op.name for op in compute_diff(before, after)]

    assert sorted(name for name in NAMES if before.get(name) != after.get(name)) == names


def test_an_empty_value_is_not_unset() -> None:
    """Empty and unset are different."""
    assert [(Op("A", ""),), (Op("A", None),)] == [compute_diff({}, {"A": ""}), compute_diff({"A": ""}, {})]


def test_apply_leaves_its_argument_alone() -> None:
    """Applying copies the environment, keeps the order, and ignores unset variables that are to be unset."""
    before = {"A": "1"}
    after = apply_diff(before, [Op("A", "2"), Op("A", "3"), Op("B", None)])

    assert ({"A": "1"}, {"A": "3"}) == (before, after)


def undo(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` without its activation."""
    return undo_activation(environment, read_state(environment))


@given(ENVIRONMENTS, DELTAS, STACKS, REASONS)
def test_leaving_restores_what_was_there(before: dict[str, str], delta: EnvDiff, stack: str, reason: str) -> None:
    """Entering and leaving restores the environment byte for byte, including empty and unset values."""
    assert before == undo(enter_activation(before, delta, stack, reason))


@given(ENVIRONMENTS, DELTAS, STACKS, REASONS)
def test_entering_brings_the_delta_about(before: dict[str, str], delta: EnvDiff, stack: str, reason: str) -> None:
    """While active, the environment has the changes, the stack and the reason."""
    after = enter_activation(before, delta, stack, reason)
    theirs = {name: value for name, value in after.items() if not is_private(name)}
    state = read_state(after)

    assert (apply_diff(before, delta), stack, reason, True) == (theirs, state.profile, state.reason, state.whole)


@given(ENVIRONMENTS, DELTAS, DELTAS, REASONS)
def test_switching_is_leaving_and_entering(before: dict[str, str], one: EnvDiff, two: EnvDiff, reason: str) -> None:
    """Switching between activations equals entering the second one alone: nothing of the first remains."""
    assert enter_activation(before, two, "b", reason) == enter_activation(
        enter_activation(before, one, "a", "use"), two, "b", reason
    )


@given(ENVIRONMENTS, DELTAS, st.dictionaries(st.sampled_from(NAMES), st.none() | VALUES))
def test_what_was_changed_by_hand_stays(before: dict[str, str], delta: EnvDiff, edits: dict[str, str | None]) -> None:
    """A variable that the user changed stays; the others are restored."""
    inside = enter_activation(before, delta, "p", "use")
    edited = apply_diff(inside, [Op(*item) for item in edits.items()])
    managed = {op.name for op in delta if before.get(op.name) != op.value}
    kept = {name for name in NAMES if name not in managed or edited.get(name) != inside.get(name)}
    expected = {name: value for name in NAMES if (value := (edited if name in kept else before).get(name)) is not None}

    assert expected == undo(edited)


@given(ENVIRONMENTS, DELTAS, st.dictionaries(st.sampled_from(NAMES), st.none() | VALUES))
def test_changes_by_hand_are_told(before: dict[str, str], delta: EnvDiff, edits: dict[str, str | None]) -> None:
    """Exactly the variables with another value than vxenv set count as changed manually."""
    inside = enter_activation(before, delta, "p", "use")
    edited = apply_diff(inside, [Op(*item) for item in edits.items()])
    managed = {op.name for op in delta if before.get(op.name) != op.value}

    assert {name for name in managed if edited.get(name) != inside.get(name)} == {
        change.name for change in read_state(edited).changes if change.is_by_hand(edited)
    }


def test_the_record_of_changes() -> None:
    """The record has the format that the hooks read: a version, then a word per change; values are separate."""
    before = {"GONE": "g", "NEW": "old", "SAME": "s"}
    after = enter_activation(
        before, (Op("ADD", ""), Op("GONE", None), Op("NEW", "n"), Op("SAME", "s"), Op("NOT", None)), "a+b", "use"
    )

    assert {
        "ADD": "",
        "NEW": "n",
        "SAME": "s",
        "VXENV_PROFILE": "a+b",
        "VXENV_REASON": "use",
        "__VXENV_STATE": "1 ADD:us GONE:su NEW:ss",
        "__VXENV_N_ADD": "",
        "__VXENV_O_GONE": "g",
        "__VXENV_O_NEW": "old",
        "__VXENV_N_NEW": "n",
    } == {name: value for name, value in after.items() if name != DIGEST}


def test_the_digest_tells_of_each_variable() -> None:
    """Another value, another name, or unset instead of empty changes the digest; an empty difference has none."""
    deltas = [(Op("A", "1"),), (Op("A", "2"),), (Op("A", ""),), (Op("A", None),), (Op("A", "1"), Op("B", None))]
    assert (len(deltas), "") == (len({compute_digest(delta) for delta in deltas}), compute_digest(()))


@pytest.mark.parametrize(
    ("environment", "stack"),
    [
        ({"VXENV_REASON": "use", "VXENV_PROFILE": "a"}, "a"),
        ({PIN: "a+b"}, "a+b"),
        ({"VXENV_REASON": "off", PIN: "a"}, ""),
        ({"VXENV_REASON": "default", "VXENV_PROFILE": "b", PIN: "a"}, ""),
        ({}, ""),
    ],
)
def test_what_is_pinned(environment: dict[str, str], stack: str) -> None:
    """A pin counts while nothing else is active, whether or not it can be applied."""
    assert stack == read_pin(environment)


def test_what_was_no_environment_variable_is_taken_away() -> None:
    """A variable that was not exported cannot be restored in a child shell: it is unset there."""
    environment = {"A": "1", "__VXENV_STATE": "1 A:ls", "__VXENV_N_A": "1"}

    assert ((Change("A", None, "1"),), {}) == (read_state(environment).changes, undo(environment))


@pytest.mark.parametrize(
    "environment",
    [
        {"__VXENV_STATE": ""},
        {"__VXENV_STATE": "2"},
        {"__VXENV_STATE": "1 "},
        {"__VXENV_STATE": "1 A"},
        {"__VXENV_STATE": "1 A:"},
        {"__VXENV_STATE": "1 A:xx"},
        {"__VXENV_STATE": "1 A:us:us", "__VXENV_N_A": "1"},
        {"__VXENV_STATE": "1 A:us"},
        {"__VXENV_STATE": "1 A:ss", "__VXENV_N_A": "1"},
        {"__VXENV_STATE": "1 A:su"},
        {"__VXENV_STATE": "1 A:uu", "__VXENV_N_A": "1"},
        {"__VXENV_STATE": "1 :su", "__VXENV_O_": "x"},
        {"__VXENV_STATE": "1  A:uu"},
    ],
    ids=lambda environment: " ".join(map(repr, environment.values())),
)
def test_damaged_records_are_told(environment: dict[str, str]) -> None:
    """A record of another version, with a malformed word, or with a missing or extra value is not whole."""
    assert (False, {"PATH": "p"}) == (read_state(environment).whole, undo({**environment, "PATH": "p"}))


@example("1 A:su", {"O_A": "old"}, {"A": "1"})
@given(
    st.one_of(
        st.text(st.sampled_from("1 2A:usl_B\n="), max_size=12),
        st.text(st.characters(exclude_characters="\0"), max_size=12),
    ),
    st.dictionaries(st.sampled_from(["O_", "N_", "O_A", "N_A", "O_B", "N_B"]), VALUES),
    st.dictionaries(st.sampled_from(["A", "B", ""]), VALUES),
)
def test_no_record_makes_an_error(record: str, values: dict[str, str], others: dict[str, str]) -> None:
    """Any values of the private variables are read without an error, marked as damaged unless valid, and removed."""
    environment = {**others, "__VXENV_STATE": record} | {f"__VXENV_{name}": value for name, value in values.items()}
    state = read_state(environment)
    after = undo_activation(environment, state)

    assert (True, []) == (
        bool(RECORD.fullmatch(record)) or not state.whole,
        [name for name in after if name.startswith("__VXENV_")],
    )


def test_what_can_still_be_read_is_undone() -> None:
    """A record with one damaged word still undoes the others."""
    environment = {"A": "1", "B": "2", "__VXENV_STATE": "1 A:us B:??", "__VXENV_N_A": "1", "__VXENV_N_B": "2"}

    assert {"B": "2"} == undo(environment)


@pytest.mark.parametrize("name", ["__VXENV_STATE", "__VXENV_HOOK", "VXENV_PROFILE", "VXENV_REASON", "VXENV_PROTECTED"])
def test_what_is_private(name: str) -> None:
    """Undoing removes the activation's own variables."""
    assert {} == undo({name: "x"})


@pytest.mark.parametrize("name", ["VXENV_CONFIG_DIR", "VXENV_QUIET", "VXENV_PROFILES", "VXENV"])
def test_what_is_the_users(name: str) -> None:
    """Undoing keeps the variables with which users configure vxenv."""
    assert {name: "x"} == undo({name: "x"})
