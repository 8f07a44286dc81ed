"""Test values merged with the own ones of the user: a shell uses a plan only with the own value it was made for."""

import itertools
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from shells.drivers import BASHES, FISH, KSH, MKSH, QUICK, SHELLS, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_children import child
from shells.test_processes import started, steps, traced
from shells.test_quick_use import compare
from vxenv.activation.undo_record import find_originals
from vxenv.profiles.additions import merge_body
from vxenv.shells import load_shell
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent

__all__ = ["traced"]

BODY: Final = "CLAUDE_CODE_EXTRA_BODY"
ATTRIBUTES: Final = "OTEL_RESOURCE_ATTRIBUTES"
OWN: Final = '{"top_k":1}'
OTHER: Final = '{"labels":{"team":"mine","x":"y"}}'
BODIES: Final[Mapping[str, str]] = {
    "quotes": r"""{"it's": "\"so\" \\ \\\" '' \u0027", "b" : [ "'" , '""".replace(", '", "]}"),
    "newlines": '\n{\n\t"a": 1,\r\n  "b": "x"\n}\n\n',
    "code": '{"a": "$HOME ${x} $(id) `id` !! !$ %s *~;|& \\\\n #"}',
    "unicode": '{"é→": "日本 🙂 \\ud83d\\ude42"}',
    "labels": OTHER,
    "long": json.dumps({"a": 'it\'s $x `y` "z" é\n' * 1500}, ensure_ascii=False),
    "not JSON": "{'a': $HOME",
    "empty": "",
}
own_values = pytest.mark.parametrize("own", BODIES.values(), ids=BODIES)
# tcsh reads no plans.
reading = pytest.mark.parametrize("shell", [shell for shell in SHELLS if shell.plans], indirect=True, ids=repr)
# Each shell and bash as its parent or child.
PAIRS: Final = list(dict.fromkeys(itertools.chain(*(((BASHES[0], one), (one, BASHES[0])) for one in SHELLS))))
# Environments with the undo record of one variable, by description.
N, O = f"__VXENV_N_{BODY}", f"__VXENV_O_{BODY}"  # noqa: E741 - as in the record
RECORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nothing": {},
    "own": {BODY: "own"},
    "own, other entries": {BODY: "own", "__VXENV_STATE": f"1 A:us {BODY}S:us X{BODY}:us", f"{N}S": "own"},
    "was unset": {BODY: "given", N: "given", "__VXENV_STATE": f"1 {BODY}:us"},
    "was unset, between others": {
        BODY: "given",
        N: "given",
        "__VXENV_STATE": f"1 A:us {BODY}:us B:us",
        "__VXENV_N_A": "",
    },
    "was set": {BODY: "given", N: "given", O: "own", "__VXENV_STATE": f"1 A:uu {BODY}:ss"},
    "was set to nothing": {BODY: "given", N: "given", O: "", "__VXENV_STATE": f"1 {BODY}:ss"},
    "was local": {BODY: "given", N: "given", "__VXENV_STATE": f"1 {BODY}:ls"},
    "changed": {BODY: "new", N: "given", O: "own", "__VXENV_STATE": f"1 {BODY}:ss"},
    "unset since": {N: "given", O: "own", "__VXENV_STATE": f"1 {BODY}:ss"},
    "lost previous value": {BODY: "given", N: "given", "__VXENV_STATE": f"1 {BODY}:ss"},
    "was set, is unset": {O: "own", "__VXENV_STATE": f"1 {BODY}:su"},
    "was unset, is unset": {"__VXENV_STATE": f"1 {BODY}:uu"},
    "was set, is unset, changed": {BODY: "new", O: "own", "__VXENV_STATE": f"1 {BODY}:su"},
    "another version": {BODY: "given", N: "given", O: "own", "__VXENV_STATE": f"2 {BODY}:ss"},
}


def merge(own: str, team: str) -> str:
    """Return the body `own` with the label of the profile `team`."""
    merged = merge_body(own, {"team": team})
    return own if merged is None else merged


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory p with labels; q has others, and so have the profiles a and b."""
    for team in ("a", "b"):
        home.profile(team, f'[vertex]\nproject = "acme-{team}"\nregion = "global"\n[labels]\nteam = "{team}"\n')
    home.directory("q", 'profile = "b"\n')
    return home.directory("p", 'profile = "a"\n')


@own_values
def test_directories(shell: Shell, home: Home, project: str, own: str) -> None:
    """The label is added to the own value in each directory; outside, the own value is restored."""
    session = Session(shell, home).show("start").cd(project).show("in").cd(home.path("q")).show("other")
    result = session.cd(home.root).show("out").cd(project).show("again").run({BODY: own})
    assert [merge(own, "a"), merge(own, "b"), merge(own, "a")] == [
        result.env(label).get(BODY) for label in ("in", "other", "again")
    ]
    assert result.users("start") == result.users("out")
    assert [own] == result.get("out", BODY)


def test_the_longest_values(shell: Shell, home: Home, project: str) -> None:
    """The longest value that programs can inherit is merged; a longer one stays, and programs start."""
    longest = 131060 - len(BODY) - len(merge("{}", "a")) + len("{}")
    session = Session(shell, home).cd(project).show("in").cd(home.root).show("out").cd(project).show("again")
    for size, is_merged in ((longest, True), (longest + 1, False)):
        own = '{"a":"' + "x" * (size - len('{"a":""}') - 1) + '"}'
        result = session.run({BODY: own})
        expected = merge(own, "a") if is_merged else own
        assert [True, True, True] == [
            value == result.env(label)[BODY] for label, value in (("in", expected), ("out", own), ("again", expected))
        ]


def test_new_shells(shell: Shell, home: Home, project: str) -> None:
    """A new shell with another own value does not use the plan on disk, one with the same value does."""
    for own in (OWN, OTHER, None, OWN, "", OTHER):
        session = Session(shell, home).show("start").line(shell.nothing).show("prompt").cd(home.root).show("out")
        result = session.run({} if own is None else {BODY: own}, cwd=project, PWD=project)
        assert (own, merge(own or "", "a"), merge(own or "", "a"), own) == (
            own,
            result.env("start").get(BODY),
            result.env("prompt").get(BODY),
            result.env("out").get(BODY),
        )


def test_changed_while_active(shell: Shell, home: Home, project: str) -> None:
    """A value that the user changes while a profile is active stays, and is merged by the next switch."""
    os.mkdir(os.path.join(project, "sub"))
    session = Session(shell, home).export(BODY, OWN).cd(project).show("in")
    session.export(BODY, OTHER).line(shell.nothing).show("kept").cd(os.path.join(project, "sub")).show("below")
    session.cd(home.root).show("out").cd(project).show("merged").unset(BODY).line(shell.nothing).show("unset")
    result = session.cd(home.root).show("nothing").cd(project).show("only").run()
    labels = ("in", "kept", "below", "out", "merged", "unset", "nothing", "only")
    assert [merge(OWN, "a"), OTHER, OTHER, OTHER, merge(OTHER, "a"), None, None, merge("", "a")] == [
        result.env(label).get(BODY) for label in labels
    ]


def test_changed_outside(shell: Shell, home: Home, project: str) -> None:
    """A value that the user changes while nothing is active is merged at the next entry, and the first one later."""
    session = Session(shell, home)
    for number, own in enumerate((OWN, OTHER, OWN)):
        session.export(BODY, own).cd(project).show(f"in{number}").cd(home.root).show(f"out{number}")
    result = session.run()
    assert [merge(OWN, "a"), merge(OTHER, "a"), merge(OWN, "a")] == [result.env(f"in{n}").get(BODY) for n in range(3)]
    assert [OWN, OTHER, OWN] == [result.env(f"out{n}").get(BODY) for n in range(3)]


@own_values
def test_use(shell: Shell, home: Home, project: str, own: str) -> None:
    """`use`, `use -`, `off` and `auto` merge with the own value, the first time and from the plan."""
    session = Session(shell, home).cd(project)
    commands = (("use", "b"), ("use", "-"), ("use", "-"), ("use", "a"), ("off",), ("use", "b"), ("auto",))
    for number, words in enumerate(commands):
        session.vxenv(*words).show(str(number)).line(shell.nothing).show(f"prompt{number}")
    result = session.run({BODY: own})
    expected = [
        merge(own, "b"),
        merge(own, "a"),
        merge(own, "b"),
        merge(own, "a"),
        own,
        merge(own, "b"),
        merge(own, "a"),
    ]
    for prefix in ("", "prompt"):
        assert expected == [result.env(f"{prefix}{number}").get(BODY) for number in range(len(commands))]


def test_use_with_another_value(shell: Shell, home: Home, project: str) -> None:
    """`use` of the same profile merges with the value that the user has set since."""
    session = Session(shell, home).cd(project).export(BODY, OWN).vxenv("use", "b").show("first")
    session.export(BODY, OTHER).show("kept").vxenv("use", "b").show("second").vxenv("off").show("off")
    result = session.run()
    assert [merge(OWN, "b"), OTHER, merge(OTHER, "b"), OTHER] == [
        result.env(label).get(BODY) for label in ("first", "kept", "second", "off")
    ]


@pytest.mark.parametrize("shell", QUICK, indirect=True, ids=repr)
@pytest.mark.parametrize("own", [None, OWN], ids=["unset", "set"])
def test_use_prints_the_same_without_python(shell: Shell, home: Home, project: str, own: str | None) -> None:
    """`use` prints the merged values as Python does."""
    given = {} if own is None else {BODY: own}
    for name in ("a", "b"):
        Session(shell, home).vxenv("use", name).run(given)
    lines = ["vxenv use a", "vxenv use b", "vxenv use -", f"cd {shell.quote(project)}", "vxenv off", "vxenv auto"]
    compare(shell, home, lines, given, broken=own is None)


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{a}-{b}" for a, b in PAIRS])
def test_child_shells(pair: tuple[Shell, Shell], home: Home, project: str) -> None:
    """A child shell keeps the merged value, restores the own one outside, and merges with it again."""
    for one in pair:
        one.require()
    inner = Session(pair[1], home).show("child").line(pair[1].nothing).show("prompt").cd(home.path("q")).show("other")
    inner.cd(home.root).show("out").cd(project).show("back")
    outer = Session(pair[0], home).cd(project)
    outer.line(child(outer, inner)).show("parent").cd(home.root).show("parent-out")
    for own in (OWN, None, BODIES["newlines"]):
        result = outer.run({} if own is None else {BODY: own})
        ours, others = merge(own or "", "a"), merge(own or "", "b")
        assert [ours, ours, others, own, ours, ours, own] == [
            result.env(label).get(BODY)
            for label in ("child", "prompt", "other", "out", "back", "parent", "parent-out")
        ]


def test_child_whose_rc_file_exports_another_value(shell: Shell, home: Home, project: str) -> None:
    """A child shell merges with the value that its rc file exports."""
    inner = Session(shell, home, hook=False, before=shell.export(BODY, OTHER))
    inner.line(shell.source(home.hook(shell.kind))).show("child").cd(home.root).show("out")
    outer = Session(shell, home).cd(project)
    result = outer.line(child(outer, inner)).show("parent").run({BODY: OWN})
    assert [merge(OTHER, "a"), OTHER, merge(OWN, "a")] == [
        result.env(label).get(BODY) for label in ("child", "out", "parent")
    ]


def test_unexported_value(shell: Shell, home: Home, project: str) -> None:
    """A value that is not exported is not merged, not even by the plan for the same exported value."""
    Session(shell, home).cd(project).run({BODY: OWN})
    session = Session(shell, home).let(BODY, OWN).cd(project).show("in").cd(home.path("q")).show("other").cd(project)
    result = session.show("again").cd(home.root).show("out").run()
    assert [merge("", "a"), merge("", "b"), merge("", "a"), None] == [
        result.env(label).get(BODY) for label in ("in", "other", "again", "out")
    ]


@reading
def test_processes(shell: Shell, home: Home, project: str, traced: tuple[str, ...]) -> None:
    """With plans for the own value nothing is started; after another one was set, Python runs once for each plan."""
    away, out = [shell.cd(home.path(name)) for name in ("p", "q")], shell.cd(home.root)
    session = Session(shell, home)
    for line in (*away, out, *away, out):
        session.line(line)
    steps(session, "same", away[0], shell.nothing, away[1], away[0], out)
    steps(session, "changed", shell.export(BODY, OTHER), away[0], shell.nothing, away[1], out)
    steps(session, "again", away[0], shell.nothing, away[1], out, shell.nothing)
    result = session.cd(project).show("end").run({BODY: OWN}, tracer=traced)
    assert [merge(OTHER, "a")] == result.get("end", BODY)
    assert [0, 2, 0] == [started(home, label).programs for label in ("same", "changed", "again")]
    assert [0, 0] == [started(home, label).forks for label in ("same", "again")]


def test_several_variables(shell: Shell, home: Home) -> None:
    """Labels and telemetry attributes are merged with both own values; a change of either is noticed."""
    home.profile(
        "t",
        '[labels]\nteam = "t"\n[telemetry]\nenabled = true\nendpoint = "http://127.0.0.1:9"\nprotocol = "http/json"\n',
    )
    place = home.directory("t", 'profile = "t"\n')
    session = Session(shell, home)
    for number, attributes in enumerate(("a=b", "a=c,d=%20e")):
        session.export(ATTRIBUTES, attributes).cd(place).show(f"in{number}").cd(home.root).show(f"out{number}")
    result = session.run({BODY: OWN})
    assert [merge(OWN, "t")] * 2 == [result.env(f"in{number}").get(BODY) for number in range(2)]
    assert ["a=b,vxenv.profile=t", "a=c,d=%20e,vxenv.profile=t"] == [
        result.env(f"in{number}").get(ATTRIBUTES) for number in range(2)
    ]
    assert [[OWN, "a=b"], [OWN, "a=c,d=%20e"]] == [result.get(f"out{number}", BODY, ATTRIBUTES) for number in range(2)]


@pytest.mark.parametrize("kind", ["bash", "bash3", "zsh", "ksh", "mksh", "fish"])
@pytest.mark.parametrize("case", RECORDS)
def test_plans_find_what_python_finds(kind: str, case: str, tmp_path: Path) -> None:
    """The code in plans accepts exactly the value that Python finds for the same environment."""
    shell = {"bash3": BASHES[0], "bash": BASHES[0], "zsh": ZSH, "ksh": KSH, "mksh": MKSH, "fish": FISH}[kind]
    shell.require()
    expected = find_originals(RECORDS[case], [BODY])[BODY]
    found = []
    for value in ("", "own", "given", "new"):
        line = LineInputs({}, (), (), {}, originals={BODY: value})
        text = load_shell(kind).render_plan(PlanContent("", Inputs({}, (), (), line), (), (), {}))
        test = "__vxenv_f; and echo yes" if kind == "fish" else "__vxenv_f && echo yes"
        define = (
            'eval "function __vxenv_f\n$__vxenv_t_fresh\nend"'
            if kind == "fish"
            else ('eval "function __vxenv_f {\n$__vxenv_t_fresh\n}"')
        )
        done = subprocess.run(
            [shell.program, "-c", f"{text}\n{define}\n{test}\ntrue"],
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **RECORDS[case]},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "" == done.stderr
        found += [value] if done.stdout else []
    assert (case, [expected]) == (case, found)
