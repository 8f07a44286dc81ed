"""Test use, off and auto."""

import os

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
TELEMETRY = "DISABLE_TELEMETRY"


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`, beside the profiles `us` and `opus`."""
    home.location("eu", "europe-west1")
    home.profile("us", f'[vertex]\nregion = "us-east5"\n[env]\n{TELEMETRY} = "1"\n')
    home.profile("opus", '[models]\nmain = "claude-opus-5-5"\n')
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    return home.directory("p", 'profile = "eu"\n')


def test_use_pins_across_directories(shell: Shell, home: Home, project: str) -> None:
    """`use` takes effect at once, on the same line too, and stays active in any directory."""
    session = Session(shell, home).line(shell.both("vxenv use us", session_show(shell, home, "line"))).cd(project)
    result = session.show("in").cd(home.root).show("out").run()
    for label in ("line", "in", "out"):
        assert ["us-east5", "1", "us", "use"] == result.get(
            label, LOCATION, TELEMETRY, "VXENV_PROFILE", "VXENV_REASON"
        )


def session_show(shell: Shell, home: Home, label: str) -> str:
    """Return the line that records the environment under `label`."""
    os.makedirs(home.path("shown"), exist_ok=True)
    return shell.environment(os.path.join(home.path("shown"), label))


def test_use_stack(shell: Shell, home: Home, project: str) -> None:
    """Several names, in one word or several, make a stack; later profiles override earlier ones."""
    assert project
    session = Session(shell, home).vxenv("use", "us", "eu", "opus").show("words").vxenv("use", "eu+opus+us")
    result = session.show("word").run()
    names = [LOCATION, "ANTHROPIC_MODEL", TELEMETRY, "VXENV_PROFILE"]
    assert ["europe-west1", "claude-opus-5-5", "1", "us+eu+opus"] == result.get("words", *names)
    assert ["us-east5", "claude-opus-5-5", "1", "eu+opus+us"] == result.get("word", *names)


def test_use_back(shell: Shell, home: Home, project: str) -> None:
    """`use -` restores the previous stack, and again the one before."""
    assert project
    session = Session(shell, home).vxenv("use", "us").vxenv("use", "eu").vxenv("use", "-").show("back")
    result = session.vxenv("use", "-").show("forth").run()
    assert ["us-east5", "us"] == result.get("back", LOCATION, "VXENV_PROFILE")
    assert ["europe-west1", "eu"] == result.get("forth", LOCATION, "VXENV_PROFILE")


def test_switches_need_no_click(shell: Shell, home: Home, project: str) -> None:
    """`use`, `off` and `auto` work even if no library can be imported."""
    folder = home.path("broken")
    for name in ("click", "tomlkit", "sitecustomize"):
        home.write(f"broken/{name}.py", "raise SystemExit(70)\n")
    session = Session(shell, home).cd(project).export("PYTHONPATH", folder).vxenv("use", "us", "opus").show("use")
    result = session.vxenv("off").show("off").vxenv("auto").show("auto").run()

    found = [result.get(label, LOCATION, "VXENV_PROFILE") for label in ("use", "off", "auto")]
    assert [["us-east5", "us+opus"], [None, None], ["europe-west1", "eu"]] == found


def test_use_back_with_nothing_before(shell: Shell, home: Home, project: str) -> None:
    """`use -` without a previous stack is an error that changes nothing."""
    assert project
    session = Session(shell, home).show("before").line(shell.reporting("vxenv use -")).show("after")
    result = session.run()
    assert "2\n" in result.stdout
    assert result.users("before") == result.users("after")


def test_off_and_auto(shell: Shell, home: Home, project: str) -> None:
    """`off` restores all variables and disables directory files until `auto`."""
    session = Session(shell, home).cd(project).vxenv("off").show("off").cd(home.root).cd(project).show("still")
    result = session.vxenv("auto").show("auto").cd(home.root).show("out").run({LOCATION: "mine"})
    assert ["mine", None, "off"] == result.get("off", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert ["mine", None, "off"] == result.get("still", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert ["europe-west1", "eu"] == result.get("auto", LOCATION, "VXENV_PROFILE")
    assert ["mine", None, None] == result.get("out", LOCATION, "VXENV_PROFILE", "VXENV_REASON")


def test_auto_gives_back(shell: Shell, home: Home, project: str) -> None:
    """`auto` without a directory file restores the values from before `use`."""
    assert project
    session = Session(shell, home).show("before").vxenv("use", "us").show("in").vxenv("auto").show("after")
    result = session.run({LOCATION: "mine"})
    assert ["us-east5"] == result.get("in", LOCATION)
    assert result.users("before") == result.users("after")


def test_use_over_use_restores_the_first_value(shell: Shell, home: Home, project: str) -> None:
    """Undoing after several switches restores the values from before the first."""
    session = Session(shell, home).show("before").vxenv("use", "us").vxenv("use", "eu").cd(project)
    result = session.vxenv("use", "opus").vxenv("off").show("after").run({LOCATION: "", TELEMETRY: "x"})
    assert ["", "x"] == result.get("after", LOCATION, TELEMETRY)
    assert {**result.users("before"), "VXENV_REASON": "off"} == result.users("after")


def test_pinned_shell_is_told_once(shell: Shell, home: Home, project: str) -> None:
    """A pinned shell that enters a directory selecting another profile prints one note, with the command to unpin."""
    session = Session(shell, home).vxenv("use", "us").mark("enter").cd(project).cd(home.root).mark("again").cd(project)
    result = session.mark("end").run()
    assert 1 == result.err("enter").count('~/p/.vxenv.toml selects "eu"; this shell is pinned')
    assert 1 == result.err("enter").count("vxenv auto")
    assert "" == result.err("again")


def test_pinned_shell_that_agrees_is_not_told(shell: Shell, home: Home, project: str) -> None:
    """A pinned shell that enters a directory selecting the same profile prints nothing."""
    session = Session(shell, home).vxenv("use", "eu").mark("enter").cd(project).mark("end")
    assert "" == session.run().err("enter")


def test_off_shell_is_told_once(shell: Shell, home: Home, project: str) -> None:
    """A shell with profiles off prints one note, too."""
    session = Session(shell, home).vxenv("off").mark("enter").cd(project).cd(home.root).cd(project).mark("end")
    assert 1 == session.run().err("enter").count('~/p/.vxenv.toml selects "eu"; this shell is pinned')


def test_protected_without_terminal(shell: Shell, home: Home, project: str) -> None:
    """Without a terminal a protected profile is rejected with exit code 3 and no change; --yes accepts it."""
    session = Session(shell, home).cd(project).show("before").mark("refused")
    session.line(shell.reporting("vxenv use guarded")).mark("end").show("after")
    result = session.vxenv("use", "--yes", "guarded").show("yes").run()
    assert "3\n" == result.out("refused")
    assert "hint: vxenv use --yes guarded" in result.err("refused")
    assert result.env("before") == result.env("after")
    assert ["global", "guarded"] == result.get("yes", LOCATION, "VXENV_PROFILE")


def test_mistyped_name(shell: Shell, home: Home, project: str) -> None:
    """A mistyped name exits 2 with a hint, and the environment is unchanged."""
    session = Session(shell, home).cd(project).show("before").mark("typo")
    result = session.line(shell.reporting("vxenv use uss")).mark("end").show("after").run()
    assert "2\n" == result.out("typo")
    assert "us" in result.err("typo")
    assert "hint:" in result.err("typo")
    assert result.env("before") == result.env("after")


def test_use_speaks_on_stderr_only(shell: Shell, home: Home, project: str) -> None:
    """`use`, `off` and `auto` report changes on stderr and print nothing on stdout."""
    assert project
    session = Session(shell, home).mark("use").vxenv("use", "us").mark("off").vxenv("off").mark("auto").vxenv("auto")
    result = session.mark("end").run({LOCATION: "mine"})
    assert "" == result.out("use") + result.out("off") + result.out("auto")
    assert result.err("use").startswith("us  us-east5\n")
    assert 1 == result.err("use").count("us  us-east5")
    assert "CLOUD_ML_REGION  mine → us-east5" in result.err("use")
    assert result.err("off").startswith("profiles off in this shell  (resume: vxenv auto)")


@pytest.mark.parametrize("words", [["--version"], ["list"], ["use", "--help"], ["status", "--help"]])
def test_output_passes_through(shell: Shell, home: Home, project: str, words: list[str]) -> None:
    """Command output, including `--help` of a switching command, reaches stdout, with the exit status."""
    assert project
    session = Session(shell, home).mark("call").line(shell.reporting(f"vxenv {' '.join(words)}")).mark("end")
    result = session.show("after").run()
    assert "" != result.out("call").removesuffix("0\n")
    assert result.out("call").endswith("0\n")
    assert "" == result.err("call")
    assert [None] == result.get("after", "VXENV_PROFILE")


@pytest.mark.parametrize("words", ["vxenv list --json", "vxenv exec us -- printenv CLOUD_ML_REGION"])
def test_output_goes_where_it_is_sent(shell: Shell, home: Home, project: str, words: str) -> None:
    """Command output goes completely into a pipe, a file or a value."""
    assert project
    session = Session(shell, home).mark("pipe").line(f"{words} | cat").mark("file")
    session.line(shell.into(words, home.path("file"))).mark("value").line(shell.caught(words)).mark("end")
    result = session.run()
    with open(home.path("file"), encoding="utf-8") as file:
        written = file.read()
    expected = "us-east5\n" if "exec" in words else '"version": 1'
    assert [True, True, True, ""] == [
        expected in result.out("pipe"),
        expected in written,
        expected.strip() in result.out("value"),
        result.out("file") + result.err("file"),
    ]


def test_edit_of_a_pinned_profile(shell: Shell, home: Home, project: str) -> None:
    """An edited pinned profile is applied again at the next prompt."""
    assert project
    edited = shell.write('[vertex]\nregion = "us-west1"\n', home.path(".config/vxenv/profiles/us.toml"))
    session = Session(shell, home).vxenv("use", "us").line(edited)
    result = session.show("after").run({LOCATION: "mine"})
    assert ["us-west1", None, "us"] == result.get("after", LOCATION, TELEMETRY, "VXENV_PROFILE")


def test_reason_exported_by_hand(shell: Shell, home: Home, project: str) -> None:
    """A shell that inherits a stack selected by `use`, without a record, applies it."""
    result = Session(shell, home).cd(project).show("in").run(VXENV_REASON="use", VXENV_PROFILE="us")
    assert ["us-east5", "us"] == result.get("in", LOCATION, "VXENV_PROFILE")


def test_use_from_a_script_line(shell: Shell, home: Home, project: str) -> None:
    """`vxenv use` after the hook in an rc file, before the first prompt, takes effect."""
    assert project
    # tcsh defines an alias only from the next line on.
    lines = f"{shell.source(home.hook(shell.kind))}; {'eval ' if shell.kind == 'tcsh' else ''}vxenv use us"
    result = Session(shell, home, hook=False).line(lines).show("in").cd(project).show("there").run()
    assert ["us-east5", "us"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert ["us-east5", "us"] == result.get("there", LOCATION, "VXENV_PROFILE")


def test_pin_holds_through_many_directories(shell: Shell, home: Home, project: str) -> None:
    """A pinned shell with notes about a dozen directories still notices changes to its profile."""
    assert project
    session = Session(shell, home).vxenv("use", "us")
    for number in range(12):
        session.cd(home.directory(f"d{number}", 'profile = "eu"\n'))
    new = home.write("new.toml", '[vertex]\nregion = "us-west4"\n')
    result = (
        session.line(f"command cp {shell.quote(new)} {shell.quote(home.location('us', 'us-east5'))}").show("in").run()
    )
    assert ["us-west4", "us"] == result.get("in", LOCATION, "VXENV_PROFILE")


def test_other_store_is_another_world(shell: Shell, home: Home, project: str) -> None:
    """A cached plan is not used once VXENV_CONFIG_DIR names another store, after any vxenv command."""
    other = os.path.dirname(home.write("other/profiles/eu.toml", '[vertex]\nregion = "europe-west4"\n'))
    session = Session(shell, home).cd(project).cd(home.root)
    session.export("VXENV_CONFIG_DIR", os.path.dirname(other)).vxenv("list").cd(project)
    assert ["europe-west4"] == session.show("in").run().get("in", LOCATION)


@pytest.mark.parametrize("foreign", ["!", "-n", "(", "-a", "$(echo x)", "a b"])
def test_foreign_activation_is_quiet(shell: Shell, home: Home, project: str, foreign: str) -> None:
    """A foreign VXENV_PROFILE with operators is not evaluated by any shell; only the activation is printed."""
    session = Session(shell, home).mark("go").cd(project).show("in").mark("end")
    result = session.run(VXENV_PROFILE=foreign, VXENV_REASON=foreign)
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    said = [line for line in result.quiet().splitlines() if line]
    assert ["no active profile; environment restored", "eu  europe-west1  (~/p/.vxenv.toml)"] == said
