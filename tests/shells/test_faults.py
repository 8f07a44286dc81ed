"""Test lost, foreign or damaged records, a missing or broken cache, and a missing interpreter."""

import os
import shutil
import sys

import pytest

from shells.drivers import BASHES, KSH, MKSH, ZSH, Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
TELEMETRY = "DISABLE_TELEMETRY"
DAMAGED = "vxenv: the undo record is damaged"


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`."""
    home.profile("eu", f'[vertex]\nregion = "europe-west1"\n[env]\n{TELEMETRY} = "1"\n')
    home.location("us", "us-east5")
    return home.directory("p", 'profile = "eu"\n')


def test_state_lost(shell: Shell, home: Home, project: str) -> None:
    """Without an undo record the values stay when leaving, and no message is repeated."""
    session = Session(shell, home).cd(project).unset("__VXENV_STATE").show("in").mark("leave").cd("..").show("out")
    result = session.line("true").mark("end").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", "VXENV_PROFILE")
    assert result.err("leave").count("\n") <= 2


def test_state_lost_on_the_way_to_a_child(shell: Shell, home: Home, project: str) -> None:
    """A shell with the values but without the record (sudo, an IDE) treats them as vxenv's and restores them."""
    given = {LOCATION: "europe-west1", TELEMETRY: "1", "VXENV_PROFILE": "eu", "VXENV_REASON": f"{project}/.vxenv.toml"}
    session = Session(shell, home).show("in").cd(home.root).show("out")
    result = session.run(given, cwd=project, PWD=project)
    assert ["europe-west1", "1", "eu"] == result.get("in", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert [None, None, None] == result.get("out", LOCATION, TELEMETRY, "VXENV_PROFILE")


INJECTIONS = [
    "a[$(touch$IFS{})]:us",
    "a[$(touch${{IFS}}{})]:su",
    "$(touch${{IFS}}{}):us",
    "`touch${{IFS}}{}`:us",
    "x;touch${{IFS}}{};:us",
    "CLOUD_ML_REGION:us;touch${{IFS}}{}",
    "x[$(touch$IFS{})]:ss",
    "(touch$IFS{}):us",
    "PATH:us",
    "__VXENV_STATE:us",
    "1x:us",
    ":us",
    "=:us",
    "*:us",
    "/:su",
    "-f:us",
    "x:xx",
    "x:usu",
    "é:us",
    "\x01:us",
]


@pytest.mark.parametrize("extra", [True, False], ids=["valued", "bare"])
def test_injected_state(shell: Shell, home: Home, project: str, extra: bool) -> None:
    """A forged record runs nothing, is reported once, and does not prevent undoing the rest."""
    marker = home.path("evil").replace(" ", "?").replace("'", "?")
    # Shells without plans pass the record to Python, with the same code in all of them: a third is enough.
    for word in INJECTIONS if shell.plans else INJECTIONS[::3]:
        check_injected(shell, home, project, word.format(marker), extra=extra)


def check_injected(shell: Shell, home: Home, project: str, word: str, *, extra: bool) -> None:
    """Check a shell that starts with `word` in its record; with `extra` its variables are set too."""
    name = word.rpartition(":")[0]
    given = {"__VXENV_STATE": f"1 {word} {LOCATION}:ss", f"__VXENV_N_{LOCATION}": "x", f"__VXENV_O_{LOCATION}": "old"}
    given |= {LOCATION: "x", "VXENV_PROFILE": "eu", "VXENV_REASON": "default"}
    if extra and "=" not in name and name != LOCATION:
        given |= {"__VXENV_N_" + name: "x", "__VXENV_O_" + name: "$(touch evil)"}
    session = Session(shell, home).show("start").cd(project).show("in").cd("..").show("out").mark("quiet")
    result = session.line("true").mark("end").run(given)
    assert [] == [found for found in os.listdir(home.root) if "evil" in found]
    assert (word, ["old"]) == (word, result.get("start", LOCATION))
    assert (word, ["europe-west1"]) == (word, result.get("in", LOCATION))
    assert (word, ["old"]) == (word, result.get("out", LOCATION))
    assert result.stderr.count(DAMAGED) <= 1
    assert "" == result.err("quiet")
    assert "" == result.stderr.replace(
        "vxenv: the undo record is damaged or from another version; variables it does not list are unchanged\n",
        "",
    ).replace("eu  europe-west1  (~/p/.vxenv.toml)\n", "").replace(
        "no active profile; environment restored\n", ""
    ).translate({0x1D: None}).replace("begin\n", "").replace("load\n", "").replace("quiet\n", "").replace("end\n", "")


FOREIGN = [
    "",
    " ",
    "0",
    "2",
    "2 CLOUD_ML_REGION:us",
    "1CLOUD_ML_REGION:us",
    "1  ",
    "garbage",
    "1\nX:us",
    "\x01\xff",
    "1 " * 99,
]


def test_foreign_state(shell: Shell, home: Home, project: str) -> None:
    """A missing record, or one of another version, is reported once, and directories still work."""
    for state in (state.replace("\xff", "") if shell.utf8 else state for state in FOREIGN):
        given = {"__VXENV_STATE": os.fsdecode(state.encode("latin-1")), LOCATION: "x", "VXENV_PROFILE": "eu"}
        session = Session(shell, home).show("start").cd(project).show("in").cd("..").show("out").mark("quiet")
        result = session.line("true").mark("end").run(given, VXENV_REASON="default")
        assert (state, ["x", None]) == (state, result.get("start", LOCATION, "VXENV_PROFILE"))
        assert (state, ["europe-west1", "eu"]) == (state, result.get("in", LOCATION, "VXENV_PROFILE"))
        assert (state, ["x", None]) == (state, result.get("out", LOCATION, "VXENV_PROFILE"))
        assert (state, 1) == (state, result.stderr.count(DAMAGED))
        assert "" == result.err("quiet")


@pytest.mark.parametrize("missing", ["__VXENV_O_CLOUD_ML_REGION", "__VXENV_N_CLOUD_ML_REGION"])
def test_part_of_the_state_lost(shell: Shell, home: Home, project: str, missing: str) -> None:
    """If part of the record is missing, the rest is undone, and that is reported once."""
    session = Session(shell, home).cd(project).unset(missing).mark("leave").cd("..").show("out").line("true")
    result = session.mark("end").run({LOCATION: "mine", TELEMETRY: "mine"})
    assert ["mine", None] == result.get("out", TELEMETRY, "VXENV_PROFILE")
    assert 1 == result.err("leave").count(DAMAGED)


def test_cache_deleted(shell: Shell, home: Home, project: str) -> None:
    """The cache may be deleted at any time."""
    session = Session(shell, home)
    for turn in range(2):
        session.cd(project).line(f"command rm -rf {shell.quote(home.cache)}").show(f"in{turn}").cd("..")
        session.show(f"out{turn}").cd(home.root)
    result = session.run({LOCATION: "mine"})
    assert ["europe-west1"] * 2 == [result.get(label, LOCATION)[0] for label in ("in0", "in1")]
    assert ["mine"] * 2 == [result.get(label, LOCATION)[0] for label in ("out0", "out1")]
    assert "vxenv:" not in result.stderr


@pytest.mark.parametrize("place", [".cache/vxenv", ".cache/vxenv/plans", ".cache/vxenv/plans/KIND"])
def test_cache_that_cannot_be_written(shell: Shell, home: Home, project: str, place: str) -> None:
    """Switching works without a message if plans cannot be stored."""
    kinds = [shell.kind, "bash3"] if shell.kind == "bash" else [shell.kind]
    for kind in kinds:
        home.write(place.replace("KIND", kind), "in the way")
    session = Session(shell, home).let(PROJECT, "local")
    for turn in range(2):
        session.cd(project).show(f"in{turn}").cd("..").show(f"out{turn}").stand(f"local{turn}", PROJECT)
    result = session.vxenv("use", "us").show("used").run({LOCATION: "mine"})
    for turn in range(2):
        assert ["europe-west1", None] == result.get(f"in{turn}", LOCATION, PROJECT)
        assert ["mine", None] == result.get(f"out{turn}", LOCATION, PROJECT)
        assert ("local", "local") == result.variable(f"local{turn}")
    assert ["us-east5"] == result.get("used", LOCATION)
    assert "vxenv" not in result.stderr.replace(".vxenv.toml", "")


def test_state_directory_unwritable(shell: Shell, home: Home, project: str) -> None:
    """Nothing is allowed if trust cannot be stored, and `allow` reports the reason."""
    shutil.rmtree(home.state)
    home.write(".local/state/vxenv/allow", "in the way")
    session = Session(shell, home).cd(project).mark("allow").vxenv("allow").mark("end").show("in")
    result = session.run()
    assert [None] == result.get("in", LOCATION)
    assert "vxenv:" in result.err("allow")
    assert "Traceback (most" not in result.stderr


def test_truncated_plan(shell: Shell, home: Home, project: str) -> None:
    """A plan truncated at any byte is never applied partially and causes no message."""
    Session(shell, home).cd(project).cd("..").run()
    plans = {plan: open(plan, "rb").read() for plan in all_plans(home, shell)}  # noqa: SIM115 - read at once
    assert 2 == len(plans)
    plan = next(plan for plan in plans if "toml" in plan)
    sizes = sorted({0, 1, 2, 10, len(plans[plan]) - 1, len(plans[plan]) - 2, *range(5, len(plans[plan]), 397)})
    session = Session(shell, home)
    cut = home.write("cut", plans[plan])
    for size in sizes:
        session.line(shell.into(f"command head -c {size} {shell.quote(cut)}", plan))
        # A new shell each time: this one has the plan in memory.
        inner = f"{shell.prompted(shell.source(home.hook(shell.kind)))}\n{shell.prompted(shell.cd(project))}\n"
        inner += f"{shell.environment(session.place(f'in{size}'))}\n{shell.cd('..')}\n"
        inner += shell.environment(session.place(f"out{size}"))
        words, standard_input = shell.command(home.write(f"inner{size}", f"{shell.preamble}\n{inner}\n"))
        session.line(f"{shell.run(words, standard_input)} {shell.errors}err")
    result = session.run({LOCATION: "mine"})
    for size in sizes:
        assert ["europe-west1", "1", "eu"] == result.get(f"in{size}", LOCATION, TELEMETRY, "VXENV_PROFILE")
        assert ["mine", None, None] == result.get(f"out{size}", LOCATION, TELEMETRY, "VXENV_PROFILE")
    with open(home.path("err"), encoding="utf-8") as file:
        noise = ("job control", "terminal process", "tty fd", "access to tty", "exit")
        errors = {line.strip(" #\r") for line in file if not any(word in line for word in noise)}
    expected = {"eu  europe-west1  (~/p/.vxenv.toml)", "no active profile; environment restored"}
    assert expected == {line.strip() for line in errors} - {""}


def all_plans(home: Home, shell: Shell) -> list[str]:
    """Return the plans on disk that this shell made."""
    return home.plans(shell.kind) + (home.plans("bash3") if shell.kind == "bash" else [])


@pytest.mark.parametrize(
    "text",
    ["", "garbage ( [[ '", "{\n__vxenv_t_who='x'\n}\n", "\x00" * 100, "\xff" * 100],
    ids=["empty", "garbage", "who", "nul", "binary"],
)
def test_foreign_plan(shell: Shell, home: Home, project: str, text: str) -> None:
    """A plan of another version, or other content under its name, is skipped silently."""
    Session(shell, home).cd(project).cd("..").run()
    for plan in all_plans(home, shell):
        with open(plan, "wb") as file:
            file.write(text.encode("latin-1"))
    session = Session(shell, home).cd(project).show("in").cd("..").show("out")
    result = session.run({LOCATION: "mine"}, VXENV_QUIET="1")
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert ["mine", None] == result.get("out", LOCATION, "VXENV_PROFILE")
    assert "" == result.quiet()


def test_plan_of_another_version(shell: Shell, home: Home, project: str) -> None:
    """A plan written by another version is replaced."""
    Session(shell, home).cd(project).cd("..").run()
    for plan in all_plans(home, shell):
        with open(plan, "rb") as file:
            text = file.read()
        with open(plan, "wb") as file:
            # The first line holds the version, before the first directory.
            file.write(text.replace(b"europe-west1", b"us-central1").replace(b"|", b".0|", 1))
    result = Session(shell, home).cd(project).show("in").run()
    assert ["europe-west1"] == result.get("in", LOCATION)


def test_plan_of_another_owner(shell: Shell, home: Home, project: str) -> None:
    """A plan owned by another user is ignored; a plan of the user is used, whatever it sets."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    # The value must be in the plan's assignments, not in the bytes it depends on.
    home.location("eu", "europe\\u002dwest1")
    Session(shell, home).cd(project).cd("..").run()
    plan = next(plan for plan in all_plans(home, shell) if "toml" in plan)
    with open(plan, "rb") as file:
        text = file.read()
    for owner, expected in ((os.geteuid(), "elsewhere"), (12345, "europe-west1")):
        with open(plan, "wb") as file:
            file.write(text.replace(b"europe-west1", b"elsewhere"))
        os.chown(plan, owner, owner)
        result = Session(shell, home).cd(project).show("in").run()
        assert [expected] == result.get("in", LOCATION)


@pytest.mark.parametrize("when", ["before", "after"])
def test_interpreter_gone(shell: Shell, home: Home, project: str, when: str) -> None:
    """Without the interpreter existing plans work, and a missing plan is reported once per directory."""
    unseen = home.directory("q", 'profile = "eu"\n')
    if when == "after":
        Session(shell, home).cd(project).cd("..").run()
    hook = home.hook(shell.kind)
    with open(hook, encoding="utf-8") as file:
        text = file.read()
    assert sys.executable in text
    with open(hook, "w", encoding="utf-8") as file:
        file.write("/nowhere/python".join(text.rsplit(sys.executable, 1)))
    line = shell.source(hook)
    session = Session(shell, home, hook=False).mark("load").line(line).mark("seen").cd(project).show("in").cd("..")
    session.show("out").mark("unseen").cd(unseen).show("unseen").line("true").line("true").mark("end")
    result = session.run({LOCATION: "mine"})
    message = "vxenv: /nowhere/python cannot run vxenv; using existing plans only"
    if when == "after" and shell.plans:
        assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
        assert 0 == result.err("seen").count(message)
    else:
        assert ["mine", None] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert ["mine", None] == result.get("out", LOCATION, "VXENV_PROFILE")
    assert ["mine", None] == result.get("unseen", LOCATION, "VXENV_PROFILE")
    assert 1 == result.err("unseen").count(message)


def test_program_that_fails(shell: Shell, home: Home, project: str) -> None:
    """Output that is not marked as code is shown once and never evaluated."""
    hook = home.hook(shell.kind)
    fake = home.write("fake", "#!/bin/sh\necho 'touch evil'\necho 'echo evil'\nexit 1\n")
    os.chmod(fake, 0o700)
    with open(hook, encoding="utf-8") as file:
        text = file.read()
    head, _, tail = text.rpartition(sys.executable)  # it is in the first line, too
    with open(hook, "w", encoding="utf-8") as file:
        file.write(head + shell.within_quotes(fake) + tail)
    session = Session(shell, home, hook=False).line(shell.source(hook)).mark("enter").cd(project).show("in")
    result = session.line("true").line("true").mark("end").run()
    assert not os.path.exists(home.path("evil"))
    assert not os.path.exists(os.path.join(project, "evil"))
    assert 1 == (result.out("enter") + result.err("enter")).count("touch evil")
    assert [None] == result.get("in", LOCATION)


def test_directory_removed_while_inside(shell: Shell, home: Home, project: str) -> None:
    """Removing the working directory causes no error at prompts, and leaving it undoes the profile."""
    session = (
        Session(shell, home).cd(project).mark("remove").line(f"command rm -r {shell.quote(project)}").line("true")
    )
    session.cd(home.root).show("out").mark("end")
    result = session.run({LOCATION: "mine"})
    assert ["mine"] == result.get("out", LOCATION)
    own = "xonsh: working directory does not exist"  # with each line typed there
    assert len([line for line in result.err("remove").splitlines() if own not in line]) <= 1


@pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], indirect=True, ids=repr)
def test_pwd_changed_by_hand(shell: Shell, home: Home, project: str) -> None:
    """A PWD unset or set to nonsense by the user causes no message."""
    session = Session(shell, home).cd(project).mark("odd").line("PWD=nonsense").line("true").line("unset PWD")
    result = session.line("true").mark("end").line("cd /").show("out").run({LOCATION: "mine"}, VXENV_QUIET="1")
    assert ["mine"] == result.get("out", LOCATION)
    assert "" == result.err("odd")


def test_no_home(shell: Shell, home: Home, project: str) -> None:
    """A shell without HOME works."""
    session = Session(shell, home, before=shell.unset("HOME")).cd(project).show("in").cd("/").show("out")
    result = session.run(VXENV_QUIET="1")
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", LOCATION)
    assert "" == result.quiet()
