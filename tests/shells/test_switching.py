"""Test entering and leaving directories, and the restored variables."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from shells.drivers import BASHES, KSH, MKSH, SHELLS, ZSH, Shell
from shells.harness import Session, Variable
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
TELEMETRY = "DISABLE_TELEMETRY"


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects the profile `eu`."""
    home.profile("eu", f'[vertex]\nregion = "europe-west1"\n[env]\n{TELEMETRY} = "1"\n')
    return home.directory("my project", 'profile = "eu"\n')


def test_enter_and_leave(shell: Shell, home: Home, project: str) -> None:
    """A directory's profile is active in and below it, is announced once, and leaves nothing behind."""
    session = Session(shell, home).show("before").mark("enter").cd(project).show("in").mark("down")
    session.line(shell.both("mkdir sub", "cd sub")).show("below").mark("leave").cd(home.root).show("after")
    result = session.run()
    assert [None, None] == result.get("before", LOCATION, "VXENV_PROFILE")
    expected = ["europe-west1", "eu", f"{project}/.vxenv.toml"]
    assert expected == result.get("in", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert expected == result.get("below", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert result.users("before") == result.users("after")
    assert "eu  europe-west1  (~/my project/.vxenv.toml)\n" == result.err("enter")
    assert "" == result.err("down")
    assert "no active profile; environment restored\n" == result.err("leave")
    assert "" == result.out("enter") + result.out("down") + result.out("leave")


@pytest.mark.parametrize(
    "value", ["us-east5", "", " a  b\n\n", "$(id)`id`'\"\\"], ids=["value", "empty", "odd", "code"]
)
def test_exported_value_comes_back(shell: Shell, home: Home, project: str, value: str) -> None:
    """A covered value is restored byte for byte, even an empty one."""
    given = {LOCATION: value, PROJECT: value, TELEMETRY: value}
    result = Session(shell, home).show("before").cd(project).show("in").cd(home.root).show("after").run(given)
    assert [value] * 3 == result.get("before", *given)
    assert ["europe-west1", None, "1"] == result.get("in", *given)
    assert [value] * 3 == result.get("after", *given)
    assert result.users("before") == result.users("after")


@pytest.mark.parametrize("name", [LOCATION, PROJECT, TELEMETRY])
@pytest.mark.parametrize("value", ["mine", ""], ids=["value", "empty"])
def test_unexported_variable_comes_back_unexported(
    shell: Shell, home: Home, project: str, name: str, value: str
) -> None:
    """An unexported shell variable is restored unexported."""
    session = Session(shell, home).let(name, value).cd(project).show("in").cd(home.root).stand("after", name)
    result = session.show("child").run()
    assert [{LOCATION: "europe-west1", PROJECT: None, TELEMETRY: "1"}[name]] == result.get("in", name)
    assert Variable("local", value) == result.variable("after")
    assert [None] == result.get("child", name)


def test_same_value_stays_the_users(shell: Shell, home: Home, project: str) -> None:
    """A variable that already holds the profile's value keeps it after leaving."""
    result = Session(shell, home).cd(project).show("in").cd(home.root).show("out").run({LOCATION: "europe-west1"})
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["europe-west1"] == result.get("out", LOCATION)


def test_hand_edit_is_kept(shell: Shell, home: Home, project: str) -> None:
    """A value set by the user inside is kept at later prompts, below, and after leaving."""
    session = Session(shell, home).cd(project).export(LOCATION, "by-hand").show("in")
    session.line("mkdir sub").cd("sub").show("below").cd(home.root).show("after")
    result = session.run({LOCATION: "us-east5"})
    assert ["by-hand", "1"] == result.get("in", LOCATION, TELEMETRY)
    assert ["by-hand", "1"] == result.get("below", LOCATION, TELEMETRY)
    assert ["by-hand", None] == result.get("after", LOCATION, TELEMETRY)


def test_unset_by_hand_is_kept(shell: Shell, home: Home, project: str) -> None:
    """A variable unset by the user inside stays unset after leaving."""
    session = Session(shell, home).cd(project).unset(LOCATION).show("in").cd(home.root).show("after")
    result = session.run({LOCATION: "us-east5"})
    assert [None] == result.get("in", LOCATION)
    assert [None] == result.get("after", LOCATION)


def test_set_by_hand_what_was_closed(shell: Shell, home: Home, project: str) -> None:
    """A closed variable that the user sets inside is kept after leaving."""
    session = Session(shell, home).cd(project).export(PROJECT, "by-hand").show("in").cd(home.root).show("after")
    result = session.run({PROJECT: "acme"})
    assert ["by-hand"] == result.get("in", PROJECT)
    assert ["by-hand"] == result.get("after", PROJECT)


def test_emptied_by_hand_is_kept(shell: Shell, home: Home, project: str) -> None:
    """A variable that the user empties inside is distinguished from an unset one."""
    session = Session(shell, home).cd(project).export(LOCATION, "").show("in").cd(home.root).show("after")
    result = session.run({LOCATION: "us-east5"})
    assert [""] == result.get("in", LOCATION)
    assert [""] == result.get("after", LOCATION)


def test_empty_value_given_and_emptied(shell: Shell, home: Home) -> None:
    """A profile may set an empty value, which is undone like any other."""
    home.profile("none", '[env]\nDISABLE_TELEMETRY = ""\nHTTPS_PROXY = ""\n')
    project = home.directory("p", 'profile = "none"\n')
    session = Session(shell, home).cd(project).show("in").cd(home.root).show("after")
    result = session.run(HTTPS_PROXY="http://proxy")
    assert ["", ""] == result.get("in", TELEMETRY, "HTTPS_PROXY")
    assert [None, "http://proxy"] == result.get("after", TELEMETRY, "HTTPS_PROXY")


def test_cd_and_command(shell: Shell, home: Home, project: str) -> None:
    """A command after `cd` on the same line sees the directory's profile, with `&&` and with `;`."""
    session = Session(shell, home)
    session.line(shell.both(shell.cd(project), session.shower("and")))
    session.line(f"{shell.cd(home.root)}; {session.shower('out')}")
    session.line(f"{shell.cd(project)}; {session.shower('then')}")
    result = session.run()
    assert ["europe-west1"] == result.get("and", LOCATION)
    assert [None] == result.get("out", LOCATION)
    assert ["europe-west1"] == result.get("then", LOCATION)


def test_every_way_of_moving(shell: Shell, home: Home, project: str) -> None:
    """`cd -`, `cd` alone, pushd, popd and a relative path switch at once."""
    session = Session(shell, home)
    for label, command in [
        ("pushed", f"{'pushd' if shell.stack else 'cd'} {shell.quote(project)}"),
        ("popped", "popd" if shell.stack else "cd -"),
        ("relative", shell.cd("my project")),
        ("home", "cd"),
        ("back", "cd -"),
        ("up", "cd .."),
    ]:
        session.line(f"{command} >{shell.quote(os.devnull)}; {session.shower(label)}")
    result = session.run()
    labels = ["pushed", "popped", "relative", "home", "back", "up"]
    expected = ["europe-west1", None] * 3
    assert expected == [result.get(label, LOCATION)[0] for label in labels]


def test_pushd_below_and_between(shell: Shell, home: Home, project: str) -> None:
    """The directory stack and `cd -` move directly between two profiles."""
    home.location("us", "us-east5")
    other = home.directory("other", 'profile = "us"\n')
    session = Session(shell, home).cd(project)
    session.line(f"{'pushd' if shell.stack else 'cd'} {shell.quote(other)} >{os.devnull}; {session.shower('other')}")
    session.line(f"{'popd' if shell.stack else 'cd -'} >{os.devnull}; {session.shower('back')}")
    result = session.run()
    assert ["us-east5", None] == result.get("other", LOCATION, TELEMETRY)
    assert ["europe-west1", "1"] == result.get("back", LOCATION, TELEMETRY)


def test_subshell_leaves_the_shell_alone(shell: Shell, home: Home, project: str) -> None:
    """`(cd there && command)` runs the command with the profile, prints nothing and leaves this shell unchanged."""
    session = Session(shell, home).show("before").mark("sub")
    if not shell.subshells:
        session.line(f"{shell.program} -c {shell.quote(shell.source(home.hook(shell.kind)))}")
    else:
        session.line(f"({shell.cd(project)} && {session.shower('sub')})")
    result = session.mark("end").show("after").run()
    if shell.subshells:
        assert ["europe-west1"] == result.get("sub", LOCATION)
    assert "" == result.out("sub") + result.err("sub")
    assert result.env("before").get(LOCATION) == result.env("after").get(LOCATION)


def test_command_substitution_is_silent(shell: Shell, home: Home, project: str) -> None:
    """A `cd` in a command substitution adds nothing to the captured output or the terminal."""
    home.directory("unallowed", 'profile = "eu"\n', allowed=False)
    session = Session(shell, home).mark("sub")
    for place in (project, home.path("unallowed")):
        session.line(shell.caught(f"{shell.cd(place)}; printf %s caught"))
    if not shell.subshells:
        session.cd(home.root)  # a substitution moves the shell itself
    result = session.mark("end").run()
    assert "caught\ncaught\n" == result.out("sub")
    if shell.subshells:
        assert "" == result.err("sub")


def test_nearest_directory_file_wins(shell: Shell, home: Home) -> None:
    """Only the nearest directory file applies; it is not merged with those above."""
    home.profile("outer", f'[vertex]\nregion = "us-east5"\n[env]\n{TELEMETRY} = "1"\n')
    home.location("inner", "global")
    outer = home.directory("outer", 'profile = "outer"\n')
    inner = home.directory("outer/a/inner", 'profile = "inner"\n')
    session = Session(shell, home).cd(outer).show("outer").cd(inner).show("inner").cd("..").show("between")
    result = session.cd(home.root).show("out").run()
    assert ["us-east5", "1", "outer"] == result.get("outer", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert ["global", None, "inner"] == result.get("inner", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert ["us-east5", "1", "outer"] == result.get("between", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert [None, None, None] == result.get("out", LOCATION, TELEMETRY, "VXENV_PROFILE")


def test_directory_file_adds_keys(shell: Shell, home: Home) -> None:
    """A directory file may add keys to the profiles it selects."""
    home.profile("a", '[vertex]\nproject = "acme-prod"\nregion = "us-east5"\n')
    home.profile("b", '[models]\nmain = "claude-opus-5-5"\n')
    project = home.directory("p", 'profile = ["a", "b"]\n[vertex]\nregion = "eu"\n')
    result = Session(shell, home).cd(project).show("in").run()
    names = [PROJECT, LOCATION, "ANTHROPIC_MODEL", "VXENV_PROFILE"]
    assert ["acme-prod", "eu", "claude-opus-5-5", "a+b"] == result.get("in", *names)


def test_logical_path_counts(shell: Shell, home: Home, project: str) -> None:
    """The logical parents of a directory entered through a symlink are searched."""
    home.write("elsewhere/deep/file", "")
    os.symlink(home.path("elsewhere/deep"), os.path.join(project, "link"))
    os.symlink(os.path.join(project), home.path("way-in"))
    session = Session(shell, home).cd(os.path.join(project, "link")).show("link")
    result = session.cd(home.path("elsewhere/deep")).show("physical").cd(home.path("way-in")).show("target").run()
    assert ["europe-west1"] == result.get("link", LOCATION)
    assert [None] == result.get("physical", LOCATION)
    assert ["europe-west1"] == result.get("target", LOCATION)


def test_directory_file_appears_and_goes(shell: Shell, home: Home) -> None:
    """A directory file that appears or disappears, here or above, is noticed at the next prompt."""
    home.location("eu", "europe-west1")
    project = home.directory("p", 'profile = "eu"\n')
    home.write("p/a/b/file", "")
    session = Session(shell, home).cd(home.path("p/a/b")).show("in")
    session.line("mv ../../.vxenv.toml ../../kept").show("gone").line("mv ../../kept ../../.vxenv.toml").show("back")
    result = session.run()
    assert project
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("gone", LOCATION)
    assert ["europe-west1"] == result.get("back", LOCATION)


def test_start_inside(shell: Shell, home: Home, project: str) -> None:
    """A shell that starts in a directory applies its profile, and announces it at the first prompt."""
    result = Session(shell, home).show("in").cd(home.root).show("out").run(cwd=project, PWD=project)
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", LOCATION)
    assert 1 == result.stderr.count("eu  europe-west1  (~/my project/.vxenv.toml)\n")


def test_default_where_no_directory_asks(shell: Shell, home: Home, project: str) -> None:
    """The default is active wherever no directory file selects a profile."""
    home.settings('default = "us"\n')
    home.location("us", "us-east5")
    session = Session(shell, home).show("start").cd(project).show("in").cd(home.root).show("out")
    result = session.line("vxenv default --unset").show("none").run({LOCATION: "mine"})
    assert ["us-east5", "us", "default"] == result.get("start", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert ["us-east5", "us", "default"] == result.get("out", LOCATION, "VXENV_PROFILE", "VXENV_REASON")
    assert ["mine", None, None] == result.get("none", LOCATION, "VXENV_PROFILE", "VXENV_REASON")


def test_home_moved_by_hand(shell: Shell, home: Home, project: str) -> None:
    """A plan made for other vxenv directories is not used."""
    other = home.path("config2")
    home.write("config2/profiles/eu.toml", '[vertex]\nregion = "us-east1"\n')
    session = Session(shell, home).cd(project).show("first").cd(home.root).export("VXENV_CONFIG_DIR", other)
    result = session.cd(project).show("second").run()
    assert ["europe-west1"] == result.get("first", LOCATION)
    assert ["us-east1"] == result.get("second", LOCATION)


# The possible declarations of a variable, with and without a value.
TYPESET = ["-i {}=5", "-ix {}=5", "-u {}=ABC", "-ux {}=ABC", "-x {}=", "-x {}", "-i {}", "-u {}"]
DECLARED = {
    "bash": [*TYPESET, "-a {}"],
    "zsh": [*TYPESET, "-Z4 -x {}=5", "-F -x {}=1.5"],
    "ksh": [*TYPESET, "-Z4 -x {}=5"],
    "mksh": [*TYPESET, "-Z4 -x {}=5"],
    "fish": ["set -gx {} a b", "set -gx --path {} a b"],
    "nushell": ["$env.{} = [a b]", "$env.{} = true"],
    "xonsh": ["${} = 5", "${} = ['a', 'b']"],
    "tcsh": ["setenv {}", "set {} = ab"],
    "elvish": ["set-env {} ''"],
}
DECLARATIONS = [(shell, line) for shell in SHELLS for line in DECLARED[shell.kind]]


@pytest.mark.parametrize(("shell", "line"), DECLARATIONS, indirect=["shell"], ids=repr)
def test_variable_with_attributes(shell: Shell, home: Home, project: str, line: str) -> None:
    """A variable declared as integer, upper case or without a value gets the profile's value, and is restored."""
    if shell in BASHES[1:] and "-" in line and ("-u" in line or "=" not in line):
        pytest.skip("an old bash has no such attribute, or does not tell of one that is not set")
    session = Session(shell, home).line(("typeset " * line.startswith("-") + line).format(LOCATION))
    session.stand("before", LOCATION).cd(project).show("in")
    result = session.cd("..").stand("after", LOCATION).show("out").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", "VXENV_PROFILE")
    assert result.variable("before").value == result.variable("after").value


@pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], indirect=True, ids=repr)
@pytest.mark.parametrize("value", ["=mine", ""], ids=["set", "unset"])
def test_readonly_stays(shell: Shell, home: Home, project: str, value: str) -> None:
    """A readonly variable, with or without a value, is kept and reported once; the rest is switched and undone."""
    session = Session(shell, home).line(f"readonly {LOCATION}{value}").mark("enter").cd(project).show("in")
    result = session.mark("leave").cd("..").show("out").mark("end").run()
    assert [None, "1", "eu"] == result.get("in", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert [None, None, None] == result.get("out", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert 1 == result.err("enter").count(f"vxenv: cannot change {LOCATION}: it is readonly")
    assert 1 == result.err("enter").count(LOCATION)
    assert 0 == result.err("leave").count(LOCATION)


@pytest.mark.parametrize("shell", [ZSH], indirect=True, ids=repr)
@pytest.mark.parametrize("name", ["HOST"])
def test_what_zsh_has_for_itself(shell: Shell, home: Home, name: str) -> None:
    """A variable that zsh always sets, but does not export, is not exported afterwards."""
    home.profile("p", f'[env]\n{name} = "a b:c"\n')
    project = home.directory("p", 'profile = "p"\n')
    session = Session(shell, home).stand("before", name).cd(project).show("in").cd("..")
    result = session.show("out").stand("after", name).run()
    assert ["a b:c"] == result.get("in", name)
    assert [None] == result.get("out", name)
    assert result.variable("before") == result.variable("after")


# Each shell's way to export a variable for part of a line; tcsh has none.
FOR_A_WHILE = {
    "bash": "f() {{ local -x {name}=short; {line}; }}; f",
    "zsh": "f() {{ local -x {name}=short; {line}; }}; f",
    "fish": "function f; set -lx {name} short; {line}; end; f",
    "ksh": "function f {{ typeset -x {name}=short; {line}; }}; f",
    "mksh": "function f {{ typeset -x {name}=short; {line}; }}; f",
    "elvish": "{{ tmp E:{name} = short; {line} }}",
    "nushell": "with-env {{{name}: short}} {{ {line} }}",
    "xonsh": "with ${{...}}.swap({name}='short'):\n    {line}\n",
}


@pytest.mark.parametrize("shell", [one for one in SHELLS if one.kind in FOR_A_WHILE], indirect=True, ids=repr)
@pytest.mark.parametrize("value", ["mine", None], ids=["set", "unset"])
def test_exported_for_a_while(shell: Shell, home: Home, project: str, value: str | None) -> None:
    """Entering and leaving while user code temporarily exports a variable leaves the hidden value unchanged."""
    session = Session(shell, home).show("before")
    line = f"{shell.cd(project)}; {session.shower('in')}; {shell.cd(home.root)}"
    session.line(FOR_A_WHILE[shell.kind].format(name=LOCATION, line=line))
    result = session.show("after").run({} if value is None else {LOCATION: value})
    assert ["eu"] == result.get("in", "VXENV_PROFILE")
    assert [value] == result.get("after", LOCATION)
    assert result.users("before") == result.users("after")


# Arrays with the first element, from a later one, and by words, which mksh and bash 3.2 do not support. A closed
# variable without its first element needs no change.
ARRAYS = {"{0}=(a 'b c')": "<a><b c>", "{0}[3]='b c'": "<b c>", "typeset -A {0}; {0}=([k]='b c')": "<b c>"}
WORDED = (BASHES[0], ZSH, KSH)
ARRAYED = [
    (shell, line, name)
    for shell in (*BASHES, ZSH, KSH, MKSH)
    for line in ARRAYS
    for name in (LOCATION, PROJECT)
    if ("-A" not in line or shell in WORDED) and (name == LOCATION or "(a" in line)
]


@pytest.mark.parametrize(("shell", "line", "name"), ARRAYED, indirect=["shell"], ids=repr)
def test_array_stays(shell: Shell, home: Home, project: str, line: str, name: str) -> None:
    """An array, which cannot be in an environment, keeps all its elements and is reported once."""
    file = home.path("elements")
    session = Session(shell, home).line(line.format(name)).mark("enter").cd(project).show("in").line("true")
    session.mark("leave").cd("..").line(f'printf "<%s>" "${{{name}[@]}}" >{shell.quote(file)}').mark("end")
    result = session.run()
    assert [None, "1", "eu"] == result.get("in", name, TELEMETRY, "VXENV_PROFILE")
    with open(file, encoding="utf-8") as handle:
        assert ARRAYS[line] == handle.read().replace("<>", "")  # zsh also creates the preceding ones
    assert 1 == result.err("enter").count(name)
    assert 0 == result.err("leave").count(name)


def test_environment_taken_elsewhere(shell: Shell, home: Home, project: str) -> None:
    """A shell that inherits an activation and starts in another directory (tmux, an IDE) uses its own directory."""
    home.location("us", "us-east5")
    other = home.directory("other", 'profile = "us"\n')
    inherited = Session(shell, home).cd(project).show("in").run({LOCATION: "mine"}).env("in")
    for label, place, expected in [
        ("home", home.root, ["mine", None, None]),
        ("other", other, ["us-east5", None, "us"]),
    ]:
        result = Session(shell, home).show(label).run(inherited | {"PWD": place}, cwd=place)
        assert expected == result.get(label, LOCATION, TELEMETRY, "VXENV_PROFILE")


def test_many_shells_at_once(shell: Shell, home: Home, project: str) -> None:
    """Shells that enter a new directory at the same moment all apply the profile."""
    with ThreadPoolExecutor() as pool:
        sessions = [Session(shell, home).cd(project).show(f"in{n}").cd("..").show(f"out{n}") for n in range(6)]
        results = list(pool.map(lambda one: one.run({LOCATION: "mine"}), sessions))
    for number, result in enumerate(results):
        assert ["europe-west1"] == result.get(f"in{number}", LOCATION)
        assert ["mine"] == result.get(f"out{number}", LOCATION)
        assert "vxenv:" not in result.stderr


@pytest.mark.parametrize("words", [("-q", "use", "eu"), ("use", "-q", "eu"), ("use", "eu", "--quiet")], ids=" ".join)
def test_quiet_on_either_side(shell: Shell, home: Home, project: str, words: tuple[str, ...]) -> None:
    """-q before or after the command switches the shell without a message."""
    session = Session(shell, home).mark("use").vxenv(*words).show("in").mark("off").vxenv("off", "-q").show("out")
    result = session.mark("end").run()
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert [None, None] == result.get("out", LOCATION, "VXENV_PROFILE")
    assert "" == result.err("use") + result.out("use") + result.err("off") + result.out("off")
    assert project


def test_switching_aliases(shell: Shell, home: Home, project: str) -> None:
    """A profile renamed by `mv` stays active under its new name; `trust` allows; `current` and `which` name it."""
    place = home.directory("other", 'profile = "new"\n', allowed=False)
    session = Session(shell, home).vxenv("use", "eu").vxenv("mv", "eu", "new").show("moved").mark("current")
    session.vxenv("current").mark("which").vxenv("which").mark("auto").vxenv("auto").cd(place).show("before")
    result = session.vxenv("trust").show("after").run()
    assert ["europe-west1", "new"] == result.get("moved", LOCATION, "VXENV_PROFILE")
    assert ("new\n", "/new.toml\n") == (result.out("current"), result.out("which")[-10:])
    assert [None, "europe-west1"] == [result.get(label, LOCATION)[0] for label in ("before", "after")]
    assert project


def test_trace(shell: Shell, home: Home, project: str) -> None:
    """VXENV_DEBUG traces commands and the hook's Python on stderr; switching is unchanged."""
    session = Session(shell, home).mark("cd").cd(project).show("in").mark("use").vxenv("--debug", "use", "eu")
    result = session.show("used").mark("end").run({"VXENV_DEBUG": "1"})
    read = f"{project.replace(home.root, '~')}/.vxenv.toml"
    assert ["europe-west1", "eu"] == result.get("in", LOCATION, "VXENV_PROFILE")
    assert ["europe-west1", "use"] == result.get("used", LOCATION, "VXENV_REASON")
    assert [True, True] == [
        f"ms  {kind}" in result.err("cd") and read in result.err("cd") for kind in ("read", "decide")
    ]
    assert "ms  read" in result.err("use")
    assert "" == result.out("cd")
