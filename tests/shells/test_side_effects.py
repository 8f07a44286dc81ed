"""Test that the hook preserves status, traps, prompts, options, names and other tools' settings."""

import os
import re

import pytest

from shells.drivers import BASHES, FISH, KSH, MKSH, TCSH, ZSH, Shell
from shells.harness import Session, terminal
from shells.home import Home
from vxenv import __version__

LOCATION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
TELEMETRY = "DISABLE_TELEMETRY"
NOT_FISH = (*BASHES, ZSH)
KORN = (KSH, MKSH)


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`, beside the profile `us`."""
    home.profile("eu", f'[vertex]\nregion = "europe-west1"\n[env]\n{TELEMETRY} = "1"\n')
    home.profile("us", '[vertex]\nregion = "us-east5"\n[env]\nHTTPS_PROXY = "http://p"\n')
    return home.directory("p", 'profile = "eu"\n')


def journey(session: Session, project: str) -> None:
    """Type all steps that run the hook: enter a deep directory and another, edit, use, auto, leave."""
    home, shell = session.home, session.shell
    session.cd(os.path.dirname(home.write("1/2/3/4/5/6/7/8/9/file", ""))).line("true").line("true").cd(home.root)
    other = home.write("other.toml", '[vertex]\nregion = "us-east1"\n')
    session.let(PROJECT, "local").show("before").cd(project).show("in")
    session.line(f"command cp {shell.quote(other)} {shell.quote(home.path('.config/vxenv/profiles/eu.toml'))}").show(
        "edited"
    )
    session.vxenv("use", "us").show("used").vxenv("auto").show("auto")
    session.cd("..").show("after").stand("local", PROJECT)


def check_journey(session: Session) -> None:
    """Run the steps, and check their results and that nothing was printed."""
    result = session.run({LOCATION: "mine"}, VXENV_QUIET="1")
    names = [LOCATION, TELEMETRY, "HTTPS_PROXY", PROJECT, "VXENV_PROFILE"]
    assert "" == result.quiet()
    assert ["mine", None, None, None, None] == result.get("before", *names)
    assert ["europe-west1", "1", None, None, "eu"] == result.get("in", *names)
    assert ["us-east1", None, None, None, "eu"] == result.get("edited", *names)
    assert ["us-east5", None, "http://p", None, "us"] == result.get("used", *names)
    assert ["us-east1", None, None, None, "eu"] == result.get("auto", *names)
    assert ["mine", None, None, None, None] == result.get("after", *names)
    assert "local" == result.variable("local").value
    leaked = [name for name in result.env("in") if name.startswith("__vxenv_")]
    assert [] == leaked


BASH_MODES = [
    "set -u",
    "set -e",
    "set -o posix; set -eu -o pipefail",
    "set -f -C -P +h +m; CDPATH=:..",
    "shopt -s nocasematch nocaseglob extglob nullglob dotglob xpg_echo",
    "shopt -s failglob extdebug; shopt -u expand_aliases",
    "IFS=/",
    "IFS=",
    "IFS='_:x1 '",
    "unset IFS",
    "trap 'x=$?' ERR; set -E; trap 'true \"$BASH_COMMAND\"' DEBUG; set -T",
    "readonly x=1 d=1 n=1 f=1 i=1 s=1 t=1 m=1 a=1 e=1 out=1 hook=1",
    "export x=1 d=1 n=1 f=1 i=1 s=1 t=1 m=1 a=1 e=1 out=1 hook=1",
]
ZSH_MODES = [
    "setopt ksh_arrays sh_word_split",
    "setopt no_unset err_exit err_return",
    "setopt warn_create_global warn_nested_var typeset_silent",
    "setopt no_glob no_clobber no_case_match no_equals",
    "setopt glob_subst csh_null_glob extended_glob ksh_glob magic_equal_subst no_bare_glob_qual",
    "setopt sh_glob ignore_braces ignore_close_braces",
    "setopt rc_quotes csh_junkie_loops no_short_loops no_multi_func_def no_function_argzero",
    "setopt posix_builtins posix_identifiers posix_strings posix_aliases sh_file_expansion path_script",
    "setopt ksh_typeset no_multibyte c_precedences octal_zeroes print_exit_value rm_star_silent",
    "setopt auto_pushd pushd_ignore_dups pushd_silent chase_links auto_name_dirs cdable_vars; cdpath=(..)",
    "setopt local_traps local_options debug_before_cmd; trap ':' DEBUG; trap ':' ZERR",
    "TRAPZERR() { : }; TRAPDEBUG() { : }",
    "IFS=/",
    "IFS=",
    "IFS='_:x1 '",
    "unset IFS",
    "emulate sh",
    "emulate ksh",
    "typeset -r x=1 d=1 n=1 f=1 i=1 s=1 t=1 m=1 a=1 e=1 out=1 hook=1",
    "typeset -i x d n f; typeset -a t m; typeset -A s e; export out=1 hook=1",
]
FISH_MODES = [
    "set -g IFS /; set -g CDPATH . ..",
    "set -g d 1; set -g x 1 2 3; set -g name a b; set -gx key 1; set -gx part 1; set -gx word 1; set -g code 7",
    "function d; end; function x; end; abbr -a cd exit; set -U code 1; set -U s 1; set -U given 1",
]
KORN_MODES = [
    "set -u",
    "set -e",
    "set -f -C -o markdirs; CDPATH=:..",
    "set -o nolog -o bgnice -o trackall; set +h",
    "IFS=/",
    "IFS=",
    "IFS='_:x1 '",
    "unset IFS",
    "trap 'x=$?' ERR",
    "readonly x=1 d=1 n=1 f=1 i=1 s=1 t=1 m=1 a=1 e=1 out=1 hook=1",
    "typeset -i x d n f; set -A t a b; set -A m a b; export s=1 e=1 out=1 hook=1",
    "typeset -u x d n; typeset -l s t; typeset -L3 m; typeset -R2 a; typeset -Z4 e=1",
]
KSH_MODES = [
    "set -o pipefail -o globstar -o multiline",
    "trap ':' DEBUG",
    "set -o posix",
    "typeset -A x d; typeset -C n",
]
MKSH_MODES = ["set -o posix", "set -o sh", "set -U", "set +U", "TMPDIR=/nowhere", "set -o pipefail -o braceexpand"]
MODES = [
    *((one, mode) for one in KORN for mode in KORN_MODES),
    *((KSH, mode) for mode in KSH_MODES),
    *((MKSH, mode) for mode in MKSH_MODES),
    *((one, mode) for one in BASHES for mode in BASH_MODES),
    *((ZSH, mode) for mode in ZSH_MODES),
    *((FISH, mode) for mode in FISH_MODES),
]


@pytest.mark.parametrize(("one", "mode"), MODES, ids=[f"{one}-{mode}" for one, mode in MODES])
@pytest.mark.parametrize("when", ["before", "after"])
def test_mode(one: Shell, mode: str, when: str, home: Home, project: str) -> None:
    """The hook works silently with any user option, IFS, trap or variable, set before or after it."""
    one.require()
    session = Session(one, home, before=mode) if when == "before" else Session(one, home).line(mode)
    journey(session, project)
    check_journey(session)


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
@pytest.mark.parametrize("when", ["before", "after"])
def test_export_of_everything(shell: Shell, home: Home, project: str, when: str) -> None:
    """With `set -a` no function of the hook reaches child processes, and the user's assignments do.

    bash and the Korn shells then export all assignments, including the hook's own variables; zsh can prevent that.
    """
    session = Session(shell, home, before="set -a" if when == "before" else "")
    if when == "after":
        session.line("set -a")
    journey(session, project)
    result = session.line("functions_of_user=1").show("end").run({LOCATION: "mine"}, VXENV_QUIET="1")
    assert "" == result.quiet()
    for label in ("before", "in", "used", "after", "end"):
        own = ("BASH_FUNC___vxenv", "BASH_FUNC_vxenv") if shell.kind != "zsh" else ("__vxenv_",)
        assert [] == [name for name in result.env(label) if name.startswith(own)]
    assert "1" == result.env("end")["functions_of_user"]


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_bash_status(shell: Shell, home: Home, project: str) -> None:
    """The status of the last command and of pipeline parts is preserved at the prompt and after `cd`."""
    session = Session(shell, home).mark("a").line("false").line("echo $?").line("true | (exit 3) | true")
    session.line("echo ${PIPESTATUS[*]}").line("(exit 7)").line("echo $?").line("cd /nowhere").line("echo $?")
    session.line(f"cd {shell.quote(project)}").line("echo $?").mark("b")
    result = session.run()
    assert "1\n0 3 0\n7\n1\n0\n" == result.out("a")
    assert 1 == result.err("a").count("nowhere: No such file or directory")


@pytest.mark.parametrize("shell", [ZSH], indirect=True, ids=repr)
def test_zsh_status(shell: Shell, home: Home, project: str) -> None:
    """The status of the last command and of pipeline parts is preserved at the prompt and after `cd`."""
    session = Session(shell, home).mark("a").line("false").line("echo $?").line("true | (exit 3) | true")
    session.line("echo $pipestatus").line("(exit 7)").line("echo $?").line("cd /nowhere").line("echo $?")
    session.line(f"cd {shell.quote(project)}").line("echo $?").mark("b")
    assert "1\n0 3 0\n7\n1\n0\n" == session.run().out("a")


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
@pytest.mark.parametrize("before", ["echo pc=$?", "echo pc=$?;", "echo pc=$? ; ", "echo pc=$?\n", "  echo pc=$?"])
def test_bash_prompt_command_as_a_string(shell: Shell, home: Home, project: str, before: str) -> None:
    """A user's PROMPT_COMMAND, even with trailing semicolons, runs at each prompt and sees the status."""
    session = Session(shell, home, before=shell.let("PROMPT_COMMAND", before)).mark("a").line("false").cd(project)
    result = session.show("in").mark("b").run()
    assert 1 == result.out("a").count("pc=1")
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert "eu  europe-west1  (~/p/.vxenv.toml)\n" == result.err("a")


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_bash_prompt_command_extended_after(shell: Shell, home: Home, project: str) -> None:
    """A PROMPT_COMMAND extended after the hook sees the status too."""
    session = Session(shell, home).line('PROMPT_COMMAND="$PROMPT_COMMAND; echo pc=\\$?"').mark("a").line("false")
    result = session.cd(project).show("in").mark("b").run()
    assert 1 == result.out("a").count("pc=1")
    assert ["europe-west1"] == result.get("in", LOCATION)


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
@pytest.mark.parametrize("turns", [1, 2])
def test_bash_prompt_command_as_an_array(shell: Shell, home: Home, project: str, turns: int) -> None:
    """A PROMPT_COMMAND array keeps its elements, each sees the status, and the hook is in it once."""
    before = """PROMPT_COMMAND=('echo a=$?' 'echo b=$?')"""
    session = Session(shell, home, before=before)
    for _ in range(turns - 1):
        session.line(shell.source(home.hook("bash")))
    session.mark("m").line("(exit 4)").cd(project).show("in").mark("n")
    result = session.line('for c in "${PROMPT_COMMAND[@]}"; do echo "<$c>"; done').mark("o").run()
    assert 1 == result.out("m").count("a=4")
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert 1 == result.out("n").count("__vxenv_on")
    assert 1 == result.out("n").count("echo a=$?")
    assert 1 == result.out("n").count("echo b=$?")


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_bash_exported_prompt_command(shell: Shell, home: Home, project: str) -> None:
    """An exported PROMPT_COMMAND is harmless in a bash without the hook."""
    session = Session(shell, home).line("export PROMPT_COMMAND").cd(project).mark("child")
    session.line(f"echo true | command {shell.program} --norc --noediting -i; true").mark("end")
    result = session.run()
    assert "__vxenv" not in result.err("child")
    assert "not found" not in result.err("child")


TRAPS = {
    "bash": "trap 'echo int' INT; trap 'echo bye' EXIT; trap ': debug' DEBUG; trap ': err' ERR; trap 'echo u' USR1",
    "zsh": "trap 'echo int' INT; trap 'echo bye' EXIT; trap ': debug' DEBUG; trap ': err' ZERR; trap 'echo u' USR1",
    "ksh": "trap 'echo int' INT; trap 'echo bye' EXIT; trap ': debug' DEBUG; trap ': err' ERR; trap 'echo u' USR1",
    "mksh": "trap 'echo int' INT; trap 'echo bye' EXIT; trap ': err' ERR; trap 'echo u' USR1",
}


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
def test_traps_are_kept(shell: Shell, home: Home, project: str) -> None:
    """The user's traps are unchanged after all steps of the hook."""
    session = Session(shell, home, before=TRAPS[shell.kind]).line("trap >before")
    journey(session, project)
    session.line("trap >after").mark("end")
    result = session.run(VXENV_QUIET="1")
    with open(home.path("before"), encoding="utf-8") as before, open(home.path("after"), encoding="utf-8") as after:
        traps = before.read()
        assert "echo int" in traps
        assert "echo bye" in traps
        assert traps == after.read()
    assert "bye\n" == result.out("end")


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
def test_error_trap_runs_once(shell: Shell, home: Home, project: str) -> None:
    """An ERR trap runs once for a failing command, and not for the hook's own commands."""
    name = "ZERR" if shell.kind == "zsh" else "ERR"
    session = Session(shell, home).line(f"trap 'echo failed' {name}").mark("a").line("false").cd(project)
    session.cd(home.root).cd(project).vxenv("off").vxenv("auto").mark("b")
    assert "failed\n" == session.run().out("a")


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
@pytest.mark.parametrize("when", ["before", "after"])
def test_side_effects_aliases(shell: Shell, home: Home, project: str, when: str) -> None:
    """Aliases named like builtins and reserved words are not expanded in the hook."""
    names = "builtin local export read unset eval printf return shift typeset declare test true false echo print"
    more = "break continue setopt emulate integer mapfile"
    aliases = "; ".join(f"alias {name}=no_such_thing" for name in f"{names} {more}".split())
    line = f"{aliases}; alias cd='cd --'; alias vxenv='vxenv '"
    hook = shell.source(home.hook(shell.kind))
    lines = [line, hook] if when == "before" else [hook, line]
    session = Session(shell, home, hook=False).line("\n".join(lines)).cd(project)
    result = session.show("in").cd("..").line("vxenv use us").show("used").run(VXENV_QUIET="1")
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["us-east5"] == result.get("used", LOCATION)
    assert "" == result.quiet()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_side_effects_of_depth(shell: Shell, home: Home) -> None:
    """In a deep directory, aliases of reserved words are not expanded, and `set -a` exports no function."""
    deep = os.path.dirname(home.write("p/2/3/4/5/6/7/8/9/10/file", ""))
    nearer = shell.quote(home.path("p/2/.vxenv.toml"))
    session = Session(shell, home).line("set -a; alias function=no_such_thing '[['=no_such_thing").cd(deep)
    session.line("true").line("true").show("in")
    session.line(f"echo 'profile = \"us\"' >{nearer}; vxenv allow {nearer} 2>/dev/null").show("nearer")
    result = session.line(f"rm {nearer}").line("alias '[['").mark("aliased").line("alias '[['").mark("end").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["us-east5"] == result.get("nearer", LOCATION)
    assert "alias [[='no_such_thing'\n" == result.out("aliased")
    assert [] == [name for name in result.env("in") if name.startswith("BASH_FUNC_")]


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
@pytest.mark.parametrize("when", ["before", "after"])
def test_users_cd_function(shell: Shell, home: Home, project: str, when: str) -> None:
    """A user's `cd` function is kept and called with its arguments, and the hook runs after it."""
    line = 'function cd { echo "mine <$*>"; builtin cd "$@"; }; function pushd { builtin pushd "$@"; }'
    if shell in KORN:  # these have no pushd of their own
        line = 'function cd { echo "mine <$*>"; command cd "$@"; }; function pushd { command cd "$@"; }'
    hook = shell.source(home.hook(shell.kind))
    session = Session(shell, home, hook=False).line(f"{line}; {hook}" if when == "before" else f"{hook}; {line}")
    session.mark("a").line(shell.both("cd -- p", session.shower("in"))).line("cd ..")
    result = (
        session.line(f"pushd {shell.quote(project)} >out")
        .show("pushed")
        .mark("b")
        .line("cd /nowhere 2>/dev/null; echo $?")
        .mark("c")
        .run()
    )
    assert "mine <-- p>\nmine <..>\n" == result.out("a")
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["europe-west1"] == result.get("pushed", LOCATION)
    assert result.out("b").startswith(f"mine </nowhere>\n{2 if shell == MKSH else 1}\n")


@pytest.mark.parametrize("shell", [ZSH], indirect=True, ids=repr)
@pytest.mark.parametrize("when", ["before", "after"])
def test_zsh_hooks_of_others(shell: Shell, home: Home, project: str, when: str) -> None:
    """The functions chpwd and precmd, and other functions in their arrays, run once each."""
    line = (
        "chpwd() { print chpwd }; precmd() { print precmd=$? }; other() { print other=$? }; "
        "precmd_functions+=(other); moved() { print moved }; chpwd_functions+=(moved)"
    )
    session = Session(shell, home, before=line if when == "before" else "")
    if when == "after":
        session.line(line)
    session.line("true").mark("a").line(f"cd {shell.quote(project)}; (exit 5)").mark("b")
    result = session.show("in").run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert sorted(["precmd=0", "other=0", "chpwd", "moved", "precmd=5", "other=5"]) == sorted(result.out("a").split())


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_handlers_of_others(shell: Shell, home: Home, project: str) -> None:
    """The user's event handlers on PWD and on the prompt run."""
    line = "function mine --on-variable PWD; echo moved; end; function yours --on-event fish_prompt; echo prompt; end"
    session = Session(shell, home, before=line).mark("a").cd(project).mark("b").show("in")
    result = session.run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["moved", "prompt"] == result.out("a").split()


@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
def test_tcsh_aliases_of_others(shell: Shell, home: Home, project: str) -> None:
    """The user's own cwdcmd and precmd run as before, and see the status."""
    line = "alias cwdcmd 'echo moved'; alias precmd 'echo prompt=$status'"
    session = Session(shell, home, before=line).mark("a").line(f"{shell.cd(project)}; false").show("in").mark("b")
    result = session.run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["prompt=0", "moved", "prompt=1", "prompt=0"] == result.out("a").split()


@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
def test_tcsh_output_goes_anywhere(shell: Shell, home: Home, project: str) -> None:
    """Output of `vxenv` with any arguments goes into a pipe or a file, and its status is preserved."""
    assert project
    session = Session(shell, home).mark("a").line("vxenv --version >! out; cat out").line("vxenv --version | cat")
    result = session.line("vxenv use 'no such'\\!; echo $status").mark("b").run(VXENV_QUIET="1")
    first, second, status = result.out("a").splitlines()
    assert (True, first, "2") == (first.endswith(__version__), second, status)
    assert "no such!" in result.err("a")


def test_loaded_twice(shell: Shell, home: Home, project: str) -> None:
    """Loading the hook again, also in a directory with a profile, changes and prints nothing."""
    hook = shell.source(home.hook(shell.kind))
    session = Session(shell, home).line(hook).cd(project).mark("again").line(hook).line(hook).show("in").mark("leave")
    result = session.cd(home.root).show("out").mark("end").run({LOCATION: "mine"})
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert ["mine"] == result.get("out", LOCATION)
    assert "" == result.out("again") + result.err("again")
    assert 1 == result.err("leave").count("\n")


def test_loading_says_nothing(shell: Shell, home: Home, project: str) -> None:
    """Loading prints nothing; messages wait for the first prompt."""
    home.directory("q", 'profile = "eu"\n', allowed=False)
    for place in (project, home.path("q")):
        hook = shell.source(home.hook(shell.kind))
        begin, end = shell.say("\x1dstart\x1d"), shell.say("\x1dstop\x1d")
        result = Session(shell, home, hook=False).line(f"{begin}; {hook}; {end}").run(cwd=place, PWD=place)
        assert "" == result.out("start") + result.err("start")
        assert 1 == result.err("stop").count("vxenv.toml")


@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, KSH, MKSH], indirect=True, ids=repr)
def test_status_of_loading(shell: Shell, home: Home) -> None:
    """Loading the hook succeeds, whether or not the plan for the directory is on disk."""
    status = "$status" if shell is FISH else "$?"
    line = f"{shell.source(home.hook(shell.kind))}; echo status={status}"

    assert [1, 1] == [Session(shell, home, hook=False).line(line).run().stdout.count("status=0") for _ in range(2)]


NAMES = {
    "bash": "{ compgen -v; compgen -A function; compgen -a; set -o; shopt; } | sort -u",
    "zsh": 'print -l ${(k)parameters} ${(k)functions} ${(k)aliases} "${(@kv)options}" | sort -u',
    "fish": "begin; set -n; functions -na; end | sort -u",
    "ksh": "{ typeset +p | sed 's/.* //'; typeset +f; alias; set -o; } | sort -u",
    "mksh": "{ typeset +; typeset +f; alias; set -o; } | sort -u",
    # Values may have several lines; only the first one has a tab after a name.
    "tcsh": "( set; alias ) | sed -n 's/^\\([^[:space:]]*\\)\t.*/\\1/p' | sort -u",
    "nushell": "[(scope variables | get name) (scope commands | get name) (scope aliases | get name)] | flatten"
    " | sort | str join (char newline)",
    "elvish": "eval '' &on-end={|names| keys $names } | to-lines | sort -u",
    "xonsh": "printf '%s\\n' @([str(one) for one in {*globals(), *${...}.rawkeys(), *aliases}])",
}
OWN = ("__vxenv_", "__VXENV_", "VXENV_", "CLOUD_ML_REGION", "ANTHROPIC_VERTEX_PROJECT_ID")
THEIRS = {
    "vxenv", "vxenv~", "cd", "pushd", "popd", "PROMPT_COMMAND", "PIPESTATUS", "OLDPWD", "BASH_REMATCH",
    "precmd_functions", "chpwd_functions", "KSH_MATCH", "PS1.get", ".sh.PS1", "cwdcmd", "precmd", "dirprev", "dirnext",
    "__warningregistry__", "__fish_cd_direction", "PATH", "pipestatus",
    "fish_complete_path",
}  # fmt: skip


def test_names(shell: Shell, home: Home, project: str) -> None:
    """The hook defines only its own names and changes no options."""
    listing = NAMES[shell.kind]
    session = Session(shell, home, hook=False)
    session.line(shell.into(listing, session.place("names"))).line(shell.into(listing, session.place("names-before")))
    session.line(shell.source(home.hook(shell.kind)))
    journey(session, project)
    session.vxenv("use", "nothing").cd(home.directory("q", 'profile = "eu"\n', allowed=False)).cd("..")
    session.line(shell.into(listing, session.place("names-after")))
    result = session.run()
    new = set(result.text("names-after").splitlines()) - set(result.text("names-before").splitlines())
    assert [] == sorted(name for name in new if not name.startswith(OWN) and name not in THEIRS)


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
@pytest.mark.parametrize("name", [LOCATION, PROJECT])
def test_readonly_variable(shell: Shell, home: Home, project: str, name: str) -> None:
    """A readonly variable is kept and reported once, and the others are set and undone."""
    session = Session(shell, home).line(f"readonly {name}=fixed; export {name}").mark("enter").cd(project).show("in")
    session.line("true").line("mkdir sub").cd("sub").cd("..").mark("leave").cd("..").show("out").mark("end")
    result = session.run()
    assert ["fixed", "1", "eu"] == result.get("in", name, TELEMETRY, "VXENV_PROFILE")
    assert ["fixed", None, None] == result.get("out", name, TELEMETRY, "VXENV_PROFILE")
    assert 1 == result.err("enter").count(f"cannot change {name}: it is readonly")
    assert 2 == result.err("enter").count("\n")
    assert 1 == result.err("leave").count("\n")


@pytest.mark.parametrize("shell", [*NOT_FISH, *KORN], indirect=True, ids=repr)
def test_made_readonly_while_active(shell: Shell, home: Home, project: str) -> None:
    """A variable made readonly while a profile is active is kept, without a message at each prompt."""
    session = Session(shell, home).cd(project).line(f"readonly {LOCATION}").cd("..").show("out")
    result = session.mark("quiet").line("true").line("true").mark("end").run()
    assert ["europe-west1", None, None] == result.get("out", LOCATION, TELEMETRY, "VXENV_PROFILE")
    assert "" == result.err("quiet")


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_case_of_bytes_counts(shell: Shell, home: Home) -> None:
    """A change of case is noticed with nocasematch, too."""
    file = home.profile("eu", '[env]\nA = "a"\n')
    project = home.directory("p", 'profile = "eu"\n')
    session = Session(shell, home).line("shopt -s nocasematch").cd(project)
    session.line(f"""printf '[env]\\nA = "A"\\n' >{shell.quote(file)}""")
    assert ["A"] == session.show("after").run().get("after", "A")


def test_cd_says_what_it_says(shell: Shell, home: Home, project: str) -> None:
    """`cd -`, a directory found by CDPATH and an error print the same text as without the hook."""
    lines = [f"{shell.cd(project)}", "cd -", "cd /nowhere", "cd -- p"]
    lines += ["pushd /", "popd", "dirs"] if shell.stack else []
    outputs = []
    for hook in (True, False):
        session = Session(shell, home, hook=hook, before="" if shell.kind in ("fish", "elvish") else "CDPATH=")
        session.mark("a")
        for line in lines:
            session.line(line)
        result = session.mark("b").run(VXENV_QUIET="1")
        outputs.append((result.out("a"), re.sub(r"\d+", "N", result.err("a"))))
    assert outputs[1] == outputs[0]


def test_exported_prompt_of_ksh(home: Home, project: str) -> None:
    """With an exported PS1, which ksh93 evaluates for each program, a program gets all or none of the profile."""
    given = ["VXENV_PROFILE", "__VXENV_STATE", LOCATION]
    KSH.require()
    with terminal(KSH, home, rc=f"export PS1\n{KSH.source(home.hook('ksh'))}") as found:

        def behind_the_hook(path: str, label: str) -> list[bool]:
            """Move without the hook's `cd`, and return the profile variables of a program on the same line."""
            shown = home.path(label)
            found.line(f"command cd {KSH.quote(path)} && {KSH.environment(shown)}")
            with open(shown, "rb") as file:
                names = [word.split("=")[0] for word in file.read().decode().split("\0")]
            return [name in names for name in given]

        assert [False, False, False] == behind_the_hook(project, "in")
        assert "europe-west1" == found.env("at the prompt").get(LOCATION)
        assert [True, True, True] == behind_the_hook("/", "out")
        assert None is found.env("out of it").get(LOCATION)
