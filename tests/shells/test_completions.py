"""Test completion by Tab in real shells."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shells.drivers import BASHES, FISH, NUSHELL, ZSH, Shell
from shells.harness import ESCAPES, Terminal, terminal
from shells.home import Home
from vxenv.assets import read_asset
from vxenv.shells import SHELLS

HOME_KEY, CLEAR = "\x01", "\x15"
ROOT = Path(__file__).parent.parent.parent
_SHOW = {
    "bash": "shown() { printf '<%s>' \"$@\"; printf '\\n'; }; bind 'set show-all-if-ambiguous on'"
    "; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; bind 'set page-completions off'",
    "zsh": "shown() { print -rn -- '<'${(j:><:)@}'>'; print; }; unsetopt beep",
    "elvish": "fn shown {|@words| each {|word| print '<'$word'>' } $words; echo }"
    "; set edit:insert:binding[Ctrl-A] = $edit:move-dot-sol~",
    "nushell": "def --wrapped shown [...words] { print --raw ($words | each {|word| $'<($word)>' } | str join) }",
    "tcsh": "alias shown 'printf \"<%s>\" \\!*; echo'; set autolist nobeep",
    "fish": "function shown; printf '<%s>' $argv; printf '\\n'; end; set -g fish_autosuggestion_enabled 0",
    "xonsh": "import readline; readline.parse_and_bind('set show-all-if-ambiguous on')\n"
    "aliases['shown'] = lambda args: print(''.join(f'<{one}>' for one in args))",
}


def completions(home: Home, kind: str) -> str:
    """Write the completions of a kind of shell below `home`, and return their path."""
    name = SHELLS[kind].completions_file
    return home.write(f"completions/{name}", read_asset("completions", name))


def rc(shell: Shell, home: Home, *, before: str = "", hook: bool = True) -> str:
    """Return an rc file that loads the hook and completions as in README, and a command that prints its words."""
    if shell.kind not in _SHOW:
        pytest.fail("there is nothing to source")
    lines = [before, _SHOW[shell.kind]]
    if shell.kind == "zsh":
        lines.append("autoload -Uz compinit; compinit -u -D")
    if hook:
        lines.append(shell.source(home.hook(shell.kind)))
    return "\n".join([*filter(None, lines), shell.source(completions(home, shell.kind))])


@contextmanager
def tabs(shell: Shell, home: Home, rc_file: str | None = None, **environment: str) -> Iterator[Terminal]:
    """Provide a terminal with Tab completion."""
    with terminal(shell, home, rc(shell, home) if rc_file is None else rc_file,
                  {"TERM": "xterm", "NO_COLOR": "1", **environment}) as found:  # fmt: skip
        yield found


def completed(found: Terminal, text: str, key: str = "") -> list[str]:
    """Type `text`, press Tab and `key` to accept the candidate, and return the words of the line."""
    found.child.send(f"{text}\t{key}")
    found.child.send(HOME_KEY)
    found.child.send("shown \r")
    found.child.expect(r"<vxenv>((?:<[^<>\r\n]*>)*)[\r\n]")
    words = str(found.child.match.group(1))
    found.wait()
    return re.findall("<([^<>]*)>", words)


def listed(found: Terminal, text: str, *wanted: str) -> str:
    """Type `text`, press Tab, and return the screen once it shows all of `wanted`; call it last."""
    found.child.send(f"{text}\t")
    seen = ""
    while not all(word in seen for word in wanted):
        found.child.expect("(?s).+")
        # Without carriage returns, because elvish draws each character separately.
        seen = ESCAPES.sub("", seen + str(found.child.match.group())).replace("\r", "")
    return seen


@pytest.fixture
def store(home: Home) -> Home:
    """Provide a home with a few profiles."""
    home.profile("prod-global", 'description = "Production, global: \\"all\\""\n[vertex]\nregion = "global"\n')
    home.profile("prod-eu", "description = 'Only the EU'\n[vertex]\nregion = \"eu\"\n")
    home.profile("opus", "# description = 'none'\n[models]\nmain = \"opus\"\n[env]\ndescription = 'not mine'\n")
    return home


# xonsh's readline lists nothing for empty input; nushell without colors shows the selection in capitals.
NAMED = {
    "xonsh": ("vxenv use pro", "prod-eu", "prod-global"),
    "nushell": ("vxenv use ", ">OPUS", "prod-eu", "prod-global"),
}
# The typed text, and the words of the line after Tab.
TYPED = {
    "vxenv loc": ["local"],
    "vxenv --quiet loc": ["--quiet", "local"],
    "vxenv use --y": ["use", "--yes"],
    "vxenv use prod-g": ["use", "prod-global"],
    "vxenv use opus+prod-e": ["use", "opus+prod-eu"],
    "vxenv --quiet use --yes op": ["--quiet", "use", "--yes", "opus"],
    "vxenv lint --exp": ["lint", "--explain"],
    "vxenv lint --explain not-s": ["lint", "--explain", "not-served"],
    "vxenv lint --format sar": ["lint", "--format", "sarif"],
    "vxenv lint --format=sar": ["lint", "--format=sarif"],
    "vxenv lint --format text op": ["lint", "--format", "text", "opus"],
    "vxenv diff @sh": ["diff", "@shell"],
    "vxenv diff opus @d": ["diff", "opus", "@dir"],
    "vxenv diff opus prod-eu @d": ["diff", "opus", "prod-eu", "@d"],
    "vxenv init fi": ["init", "fish"],
    "vxenv completions fi": ["completions", "fish"],
    "vxenv import a": ["import", "a file.toml"],
    "vxenv why CLOUD_M": ["why", "CLOUD_ML_REGION"],
    "vxenv why vertex.reg": ["why", "vertex.region"],
    "vxenv vars vertex.reg": ["vars", "vertex.region"],
    "vxenv rm prod-g": ["rm", "prod-global"],
    "vxenv rm opus --verb": ["rm", "opus", "--verbose"],
    "vxenv config get qui": ["config", "get", "quiet"],
    "vxenv help remo": ["help", "remove"],
    "vxenv models --location glo": ["models", "--location", "global"],
    "vxenv add x --opus claude-haiku-4-5@": ["add", "x", "--opus", "claude-haiku-4-5@20251001"],
    "vxenv export opus --format claude-s": ["export", "opus", "--format", "claude-settings"],
    "vxenv set op": ["set", "opus"],
    "vxenv set opus prod-g": ["set", "opus", "prod-global"],
    "vxenv set opus vertex.reg": ["set", "opus", "vertex.region="],
    "vxenv set opus env.DISABLE_TEL": ["set", "opus", "env.DISABLE_TELEMETRY="],
    "vxenv set opus location=glo": ["set", "opus", "location=global"],
    "vxenv set opus vertex.region=glo": ["set", "opus", "vertex.region=global"],
    "vxenv set opus models.opus=claude-haiku-4-5@": ["set", "opus", "models.opus=claude-haiku-4-5@20251001"],
    "vxenv set opus google.credentials=a": ["set", "opus", "google.credentials=a file.toml"],
    "vxenv unset opus models.mai": ["unset", "opus", "models.main"],
    "vxenv exec opus -- printen": ["exec", "opus", "--", "printenv"],
    "vxenv exec opus -- cat a": ["exec", "opus", "--", "cat", "a file.toml"],
}


def test_each_word_has_its_candidates(shell: Shell, store: Home) -> None:
    """Commands, options, profiles, stacks, keys, values, rules, formats, shells and files are completed."""
    store.write("a file.toml", "")
    typed = dict(TYPED)
    if shell.kind == "tcsh":
        # It splits the output of a command at blanks.
        del typed["vxenv set opus google.credentials=a"]
    with tabs(shell, store) as found:
        assert "" == ESCAPES.sub("", found.first).strip()
        seen = {text: completed(found, text, shell.taking(words[-1])) for text, words in typed.items()}
    assert typed == seen


def test_directories(shell: Shell, store: Home) -> None:
    """`allow` completes directories only, including odd names."""
    os.makedirs(store.path("some dir's"))
    store.write("some file", "")
    with tabs(shell, store) as found:
        assert ["allow", "some dir's"] == [
            word.rstrip("/") for word in completed(found, "vxenv allow some", shell.taking("some dir's"))
        ]


@pytest.mark.parametrize("hook", [True, False], ids=["hook", "no-hook"])
def test_profiles_start_no_python(shell: Shell, store: Home, hook: bool) -> None:
    """Profile names are completed without starting vxenv, with the hook's function and without."""
    trace = store.path("started")
    fake = store.write("bin/vxenv", f'#!/bin/sh\n: >"{trace}"\nexit 1\n')
    os.chmod(fake, 0o700)
    path = f"{os.path.dirname(fake)}:{os.environ['PATH']}"
    with tabs(shell, store, rc(shell, store, hook=hook), PATH=path) as found:
        own = {
            "xonsh": f"__vxenv_constants = dict(python={fake!a}, main={fake!a})",
            # The typed commands cannot see the hook's variables.
            "elvish": f"set edit:completion:arg-completer['vxenv complete'] = (external {shell.quote(fake)})"
            if hook
            else "nop",
            "nushell": f"$env.__vxenv.run = [{shell.quote(fake)}]" if hook else "null",
        }
        found.line(own.get(shell.kind, shell.let("__vxenv_python", fake)))
        assert ["use", "opus+prod-eu"] == completed(found, "vxenv use opus+prod-e")
        assert not os.path.exists(trace)
        # In the same way, vxenv runs for candidates the shell cannot find.
        assert ["why", "CLOUD_M"] == completed(found, "vxenv why CLOUD_M")
        assert os.path.exists(trace)
        os.unlink(trace)
        listed(found, *NAMED.get(shell.kind, ("vxenv use ", "opus", "prod-eu", "prod-global")))
        assert not os.path.exists(trace)


@pytest.mark.parametrize("shell", [ZSH, FISH], indirect=True, ids=repr)
def test_descriptions(shell: Shell, store: Home) -> None:
    """Zsh and fish show profile descriptions without control characters."""
    store.profile("strange", "description = \"a\x1b[31mb $(touch pwned) `touch pwned` \x07c: 'd'\"\n")
    with tabs(shell, store) as found:
        text = listed(found, "vxenv use ", "opus", 'Production, global: "all"', "Only the EU", "strange", "c: 'd'")
    assert "$(touch pwned) `touch pwned`" in text
    assert "\x07" not in text.partition("c: ")[0].rpartition("strange")[2]
    assert "[31mb" in text
    assert "not mine" not in text
    assert not os.path.exists(store.path("pwned"))


def test_profiles_of_sources(shell: Shell, store: Home) -> None:
    """Profiles of sources are completed by their full names, alone and in stacks; their sources, after --source."""
    store.source("acme/prod-eu", "description = 'Theirs'\n")
    store.source("acme/base", "")
    store.remove_from_source("acme/base")
    store.source("umbrella/prod", "")
    typed = {
        "vxenv use acme/pr": ["use", "acme/prod-eu"],
        "vxenv use ac": ["use", "acme/prod-eu"],
        "vxenv use opus+umbrella/": ["use", "opus+umbrella/prod"],
        "vxenv copy acme/": ["copy", "acme/prod-eu"],
        "vxenv list --source umb": ["list", "--source", "umbrella"],
    }
    with tabs(shell, store) as found:
        assert typed == {text: completed(found, text, shell.taking(words[-1])) for text, words in typed.items()}


@pytest.mark.parametrize("shell", [ZSH, FISH], indirect=True, ids=repr)
def test_descriptions_of_few_of_many_profiles(shell: Shell, home: Home) -> None:
    """Descriptions are shown if the typed word reduces many profiles to a few."""
    for number in range(300):
        home.profile(f"p{number:03}x", f'description = "number {number}"\n')
    with tabs(shell, home) as found:
        listed(found, "vxenv use p12", "p120x", "number 120", "p129x", "number 129")


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_descriptions_are_limited(shell: Shell, home: Home) -> None:
    """Descriptions of 200 profiles are read, but none of 201."""
    script = f"{shell.source(completions(home, 'fish'))}; complete -C 'vxenv use p'"
    for number in range(201):
        home.profile(f"p{number:03}", "description = 'mine'\n")

    def complete() -> list[str]:
        """Return the candidates."""
        command = [shell.program, "-N", "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=home.environment())
        return done.stdout.splitlines()

    assert [f"p{number:03}" for number in range(201)] == complete()
    os.unlink(home.path(".config/vxenv/profiles/p200.toml"))
    assert [f"p{number:03}\tmine" for number in range(200)] == complete()


def test_strange_files_in_the_store(shell: Shell, store: Home) -> None:
    """Files with invalid profile names, and directories, are not candidates."""
    for name in ("$(touch pwned)", "`touch pwned`", "a b", "-x", "prod-g'", "prod-g;x", "é", "x" * 65):
        store.profile(name, "description = 'no'\n")
    os.makedirs(store.path(".config/vxenv/profiles/prod-gdir.toml/x"))
    store.write(".config/vxenv/profiles/prod-g.txt", "")
    with tabs(shell, store) as found:
        assert ["use", "opus"] == completed(found, "vxenv use o")
        listed(found, *NAMED.get(shell.kind, ("vxenv use ", "opus", "prod-eu", "prod-global")))
    assert not os.path.exists(store.path("pwned"))


@pytest.mark.parametrize("place", ["config", "xdg", "home"])
def test_where_the_store_is(shell: Shell, home: Home, place: str) -> None:
    """VXENV_CONFIG_DIR, XDG_CONFIG_HOME and ~/.config are searched in the same order as by vxenv."""
    home.write({"config": "my config/profiles/here.toml", "xdg": ".config/vxenv/profiles/here.toml",
                "home": ".config/vxenv/profiles/here.toml"}[place], "")  # fmt: skip
    given = {"VXENV_CONFIG_DIR": "" if place != "config" else home.path("my config")}
    rc_file = rc(shell, home, hook=False)
    with tabs(shell, home, rc_file, **given) as found:
        if place == "home":
            found.line(shell.export("XDG_CONFIG_HOME", " "))
        assert ["use", "here"] == completed(found, "vxenv use h")


def test_an_empty_and_a_missing_store(shell: Shell, home: Home) -> None:
    """An empty or missing store yields no candidates and no message."""
    with tabs(shell, home) as found:
        assert ["use", "x"] == completed(found, "vxenv use x")
        os.rmdir(home.path(".config/vxenv/profiles"))
        assert ["use", "x"] == completed(found, "vxenv use x")


def test_a_thousand_profiles(shell: Shell, home: Home) -> None:
    """The right profile among a thousand is completed."""
    for number in range(1000):
        home.profile(f"p{number:03}x", f'description = "number {number}"\n')
    with tabs(shell, home) as found:
        assert ["use", "p777x"] == completed(found, "vxenv use p777")


_STRICT = {
    "bash": "set -u; set -f; shopt -s failglob nullglob; alias local=false function=false complete=false; IFS=x",
    "zsh": "setopt no_unset ksh_arrays sh_word_split no_nomatch; alias local=false function=false compdef=false",
}


@pytest.mark.parametrize("shell", [*BASHES, ZSH], indirect=True, ids=repr)
def test_strict_modes_and_aliases(shell: Shell, store: Home) -> None:
    """Aliases of used commands and unusual shell options do not break completion."""
    with tabs(shell, store, rc(shell, store, before=_STRICT[shell.kind])) as found:
        assert ["use", "prod-global"] == completed(found, "vxenv use prod-g")
        assert ["set", "opus", "vertex.region=global"] == completed(found, "vxenv set opus vertex.region=glo")
        assert ["lint", "--format", "sarif"] == completed(found, "vxenv lint --format sar")


@pytest.mark.parametrize("shell", [ZSH], indirect=True, ids=repr)
def test_zsh_finds_it_in_fpath(shell: Shell, store: Home) -> None:
    """The function compinit finds the file by its name in a directory of $fpath."""
    folder = os.path.dirname(completions(store, "zsh"))
    rc_file = f"{_SHOW['zsh']}\nfpath=({shell.quote(folder)} $fpath)\nautoload -Uz compinit; compinit -u -D"
    with tabs(shell, store, rc_file) as found:
        assert ["use", "prod-global"] == completed(found, "vxenv use prod-g")
        assert ["use", "opus+prod-eu"] == completed(found, "vxenv use opus+prod-e")


@pytest.mark.parametrize("shell", [ZSH], indirect=True, ids=repr)
def test_zsh_without_compinit(shell: Shell, store: Home) -> None:
    """Without compinit the file prints nothing."""
    with tabs(shell, store, shell.source(completions(store, "zsh"))) as found:
        assert "" == ESCAPES.sub("", found.first).strip()


@pytest.mark.parametrize("shell", [NUSHELL], indirect=True, ids=repr)
def test_nushell_asks_the_users_completer(shell: Shell, store: Home) -> None:
    """Without the hook, the user's external completer still completes all other programs."""
    own = "$env.config.completions.external.completer = {|spans| [$'mine-($spans | first)'] }"
    with tabs(shell, store, rc(shell, store, before=own, hook=False)) as found:
        assert ["use", "prod-eu"] == completed(found, "vxenv use prod-e")
        listed(found, "other mi", "other mine-other")


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_bash_with_the_package(shell: Shell, store: Home, tmp_path: Path) -> None:
    """The bash-completion package finds the file and completes the same candidates as without the package."""
    package = "/usr/share/bash-completion/bash_completion"
    if not os.path.exists(package):
        if os.environ.get("CI") and os.path.exists("/etc/debian_version"):
            pytest.fail("bash-completion is not installed")
        pytest.skip("bash-completion is not installed")
    # The package cannot find files below a path with a blank.
    folder = tmp_path / "bash-completion" / "completions"
    folder.mkdir(parents=True)
    (folder / "vxenv").write_text(read_asset("completions", "vxenv.bash"), encoding="utf-8")
    rc_file = f"{_SHOW['bash']}\n. {package}\n{shell.source(store.hook('bash'))}"
    with tabs(shell, store, rc_file, XDG_DATA_HOME=str(tmp_path)) as found:
        assert ["set", "opus", "vertex.region=global"] == completed(found, "vxenv set opus vertex.region=glo")
        assert ["diff", "@shell"] == completed(found, "vxenv diff @sh")
