"""Test that no profile sets a variable that a shell evaluates, loads code from, or owns."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from catalogue.test_classes import examples
from shells.drivers import BASHES, ELVISH, FISH, KSH, MKSH, NUSHELL, SHELLS, TCSH, XONSH, ZSH, Shell
from shells.harness import Terminal, terminal, until
from shells.home import Home
from shells.test_bytes import toml
from shells.test_torture import evil
from vxenv.catalogue.classes import CLASSES, REFUSE, RESERVED, STEERING, classify
from vxenv.catalogue.variables import load_variables

pytestmark = pytest.mark.long

NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*")

# The command that lists each shell's known variables in an empty environment.
ZSH_MODULES: Final = " ".join(
    f"zsh/{name}" for name in ("parameter", "system", "zle", "complete", "complist", "sched")
)
LISTS: Final[dict[Shell, list[str]]] = {
    **{bash: [bash.program, "--norc", "--noprofile", "-i", "-c", "compgen -v"] for bash in BASHES},
    ZSH: ["zsh", "-f", "-c", f"zmodload {ZSH_MODULES}; print -rl -- ${{(k)parameters}}"],
    FISH: ["fish", "--no-config", "-i", "-c", "set --names"],
    KSH: ["ksh", "-i", "-c", "typeset +p | while read -r line; do echo ${line##* }; done"],
    MKSH: ["mksh", "-i", "-c", "typeset -p | while read -r line; do line=${line%%=*}; echo ${line##* }; done"],
    TCSH: ["tcsh", "-f", "-c", "setenv"],
    ELVISH: ["elvish", "-norc", "-c", "env"],
    NUSHELL: ["nu", "--no-config-file", "-i", "-c", "$env | columns | str join (char newline) | print"],
    XONSH: ["xonsh", "--no-rc", "-c", "print(*${...}.keys(), *map(str, ${...}._vars), sep='\\n')"],
}  # fmt: skip

# Further variables, from each shell's manual, and from its source where the manual is incomplete.
MANUALS: Final[dict[Shell, str]] = {
    BASHES[0]: """
        BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_COMPAT BASH_ENV
        BASH_EXECUTION_STRING BASH_LINENO BASH_LOADABLES_PATH BASH_MONOSECONDS BASH_REMATCH BASH_SOURCE BASH_SUBSHELL
        BASH_TRAPSIG BASH_VERSINFO BASH_VERSION BASH_XTRACEFD CDPATH CHILD_MAX COLUMNS COMP_CWORD COMP_KEY COMP_LINE
        COMP_POINT COMP_TYPE COMP_WORDBREAKS COMP_WORDS COMPREPLY COPROC DIRSTACK EMACS ENV EPOCHREALTIME EPOCHSECONDS
        EUID EXECIGNORE FCEDIT FIGNORE FUNCNAME FUNCNEST GLOBIGNORE GLOBSORT GROUPS HISTCMD HISTCONTROL HISTFILE
        HISTFILESIZE HISTIGNORE HISTSIZE HISTTIMEFORMAT HOME HOSTFILE HOSTNAME HOSTTYPE IFS IGNOREEOF INPUTRC
        INSIDE_EMACS LANG LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_NUMERIC LC_TIME LINENO LINES MACHTYPE MAIL
        MAILCHECK MAILPATH MAPFILE OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS POSIXLY_CORRECT PPID
        PROMPT_COMMAND PROMPT_DIRTRIM PS0 PS1 PS2 PS3 PS4 PWD RANDOM READLINE_ARGUMENT READLINE_LINE READLINE_MARK
        READLINE_POINT REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TERM TERMCAP TERMINFO TEXTDOMAIN TEXTDOMAINDIR
        TIMEFORMAT TMOUT TMPDIR TZ UID auto_resume histchars hostname_completion_file ignoreeof""",
    ZSH: """
        ARGC ARGV0 BAUD CDPATH COLUMNS CORRECT_IGNORE CORRECT_IGNORE_FILE CPUTYPE DIRSTACKSIZE EDITOR EGID ENV
        EPOCHREALTIME EPOCHSECONDS ERRNO EUID FCEDIT FIGNORE FPATH FUNCNEST GID HELPDIR HISTCHARS HISTCMD HISTFILE
        HISTORY_IGNORE HISTSIZE HOME HOST IFS KEYBOARD_HACK KEYMAP KEYTIMEOUT LANG LC_ALL LINENO LINES LISTMAX
        LISTPROMPT LOGCHECK LOGNAME MACHTYPE MAIL MAILCHECK MAILPATH MANPATH MATCH MBEGIN MEND MENUMODE MENUPROMPT
        MENUSCROLL MENUSELECT MODULE_PATH NULLCMD OLDPWD OPTARG OPTIND OSTYPE PATH PERIOD POSTEDIT PPID PROMPT PROMPT2
        PROMPT3 PROMPT4 PROMPT_EOL_MARK PS1 PS2 PS3 PS4 PSVAR PWD RANDOM READNULLCMD REPLY REPORTMEMORY REPORTTIME
        RPROMPT RPROMPT2 RPS1 RPS2 SAVEHIST SECONDS SHLVL SPROMPT SRANDOM STTY TERM TERMINFO TERMINFO_DIRS TIMEFMT
        TMOUT TMPPREFIX TMPSUFFIX TRY_BLOCK_ERROR TRY_BLOCK_INTERRUPT TTY TTYIDLE UID USERNAME VENDOR VISUAL WATCH
        WATCHFMT WORDCHARS ZBEEP ZCURSES_COLORS ZCURSES_COLOR_PAIRS ZDOTDIR ZFTP_PREFS ZFTP_TMOUT ZFTP_VERBOSE
        ZLE_LINE_ABORTED ZLE_REMOVE_SUFFIX_CHARS ZLE_RPROMPT_INDENT ZLE_SPACE_SUFFIX_CHARS ZLS_COLORS ZLS_COLOURS
        ZSH_ARGZERO ZSH_EVAL_CONTEXT ZSH_EXECUTION_STRING ZSH_NAME ZSH_SCRIPT ZSH_SUBSHELL argv cdpath chpwd_functions
        fignore fpath histchars mailpath manpath match mbegin mend module_path path periodic_functions pipestatus
        precmd_functions preexec_functions prompt psvar region_highlight reply status watch zle_bracketed_paste
        zle_cursorform zle_highlight zsh_eval_context zsh_scheduled_events zshaddhistory_functions zshexit_functions
        """,
    FISH: """
        BROWSER CDPATH CMD_DURATION COLUMNS EDITOR FISH_DEBUG FISH_DEBUG_OUTPUT FISH_VERSION HOME LANG LC_ALL LINES
        MANPATH MC_SID PATH PWD SHELL_PROMPT_PREFIX SHELL_PROMPT_SUFFIX SHLVL TERM USER VISUAL XDG_CONFIG_HOME
        XDG_DATA_HOME __fish_active_key_bindings __fish_complete_gpg_command __fish_config_dir __fish_data_dir
        __fish_git_prompt_show_informative_status __fish_ls_color_opt __fish_ls_command __fish_sysconf_dir
        __fish_vendor_confdirs fish_ambiguous_width fish_autosuggestion_enabled fish_bind_mode fish_browser
        fish_color_command fish_command_not_found fish_complete_path fish_cursor_default fish_emoji_width
        fish_escape_delay_ms fish_features fish_function_path fish_greeting fish_handle_reflow fish_help_browser
        fish_history fish_key_bindings fish_kill_signal fish_killring fish_pager_color_prefix fish_pid
        fish_private_mode fish_prompt fish_read_limit fish_right_prompt fish_title fish_trace fish_transient_prompt
        fish_user_paths history hostname pipestatus status status_generation umask version""",
    KSH: """
        CDPATH COLUMNS EDITOR ENV FCEDIT FIGNORE FPATH HISTCMD HISTEDIT HISTFILE HISTSIZE HOME IFS JOBMAX KSH_VERSION
        LANG LC_ALL LINENO LINES MAIL MAILCHECK MAILPATH OLDPWD OPTARG OPTIND PATH PPID PS1 PS2 PS3 PS4 PWD RANDOM
        REPLY SECONDS SHACCT SHELL SHLVL SRANDOM TMOUT VISUAL _AST_FEATURES A__z ACCTFILE ERROR_OPTIONS LC_OPTIONS
        NLSPATH PATH_RESOLVE SFIO_OPTIONS TM_OPTIONS UNIVERSE VERSION_ENVIRONMENT histchars""",
    MKSH: """
        BASHPID CDPATH COLUMNS ENV EPOCHREALTIME EXECSHELL FCEDIT FPATH HISTFILE HISTSIZE HOME IFS KSHEGID KSHGID
        KSHUID KSH_MATCH KSH_VERSION LANG LC_ALL LC_CTYPE LINENO LINES OLDPWD OPTARG OPTIND PATH PATHSEP PGRP
        PIPESTATUS PPID PS1 PS2 PS3 PS4 PWD RANDOM REPLY SECONDS TERM TMOUT TMPDIR USER_ID""",
    TCSH: """
        AFSUSER CLICOLOR_FORCE COLUMNS COMMAND_LINE DEBUGTTY DISPLAY EDITOR GROUP HOME HOST HOSTTYPE HPATH LANG
        LC_CTYPE LINES LOGNAME LSCOLORS LS_COLORS MACHTYPE NLSPATH NOREBIND OSTYPE PATH PROGRAM_ENVIRONMENT PWD
        REMOTEHOST SHELL SHLVL SYSTYPE TERM TERMCAP USER VENDOR VISUAL""",
    ELVISH: "EDITOR HOME LS_COLORS OLDPWD PATH PATHEXT PWD SHLVL XDG_CONFIG_HOME XDG_DATA_DIRS XDG_RUNTIME_DIR",
    NUSHELL: """
        CMD_DURATION_MS CURRENT_FILE DIRS_LIST DIRS_POSITION ENV_CONVERSIONS FILE_PWD HOME LAST_EXIT_CODE LS_COLORS
        NU_EXPERIMENTAL_OPTIONS NU_LIB_DIRS NU_LOG_FORMAT NU_LOG_LEVEL NU_PLUGIN_DIRS NU_VERSION OLDPWD PATH
        PROCESS_PATH PROMPT_COMMAND PROMPT_COMMAND_RIGHT PROMPT_INDICATOR PROMPT_INDICATOR_VI_INSERT
        PROMPT_INDICATOR_VI_NORMAL PROMPT_MULTILINE_INDICATOR PWD SHLVL TRANSIENT_PROMPT_COMMAND
        TRANSIENT_PROMPT_INDICATOR VISUAL XDG_CONFIG_HOME XDG_DATA_DIRS config""",
    XONSH: """
        BASH_COMPLETIONS BOTTOM_TOOLBAR MULTILINE_PROMPT_POS MULTILINE_PROMPT_PRE PROMPT PROMPT_FIELDS RIGHT_PROMPT
        TITLE XONSHRC XONSHRC_DIR XONSH_BASH_PATH_OVERRIDE XONSH_ORIGIN_ENV_FILE XONTRIBS_AUTOLOAD_DISABLED VIRTUAL_ENV
        """,
}
POWERSHELL: Final = "PSModulePath PSExecutionPolicyPreference __PSLockdownPolicy POWERSHELL_UPDATECHECK PATHEXT"

# Listed variables without effect, with reasons.
NOTHING: Final = {
    "COLORTERM": "tells how many colours a terminal has; the value is compared with two words",
}


@pytest.mark.parametrize("shell", SHELLS, ids=repr)
def test_what_a_shell_treats_specially(shell: Shell, tmp_path: Path) -> None:
    """Variables listed by the shell itself or its manual are rejected in every profile, or classed as steering."""
    shell.require()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(
        LISTS[shell], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    said = {line.partition("=")[0] for line in done.stdout.splitlines()}
    assert "PATH" in said, done.stderr
    names = {name for name in said if NAME.fullmatch(name)} | set(MANUALS.get(shell, "").split())

    assert {} == {
        name: classify(name).name
        for name in sorted(names - set(NOTHING))
        if classify(name).name not in (RESERVED, STEERING)
    }


def test_what_powershell_treats_specially() -> None:
    """Variables of PowerShell's manual are rejected in any letter case, as on Windows."""
    names = [spelled for name in POWERSHELL.split() for spelled in (name, name.upper(), name.lower())]

    assert [] == [name for name in names if classify(name).name != RESERVED]


def _candidates() -> list[str]:
    """Return the allowed names from above, in each letter case, and from classes.toml.

    Names in the catalogue are left out; some of them are numbers and locations.
    """
    documented = [name for text in MANUALS.values() for name in text.split()]
    spelled = [one for name in documented for one in (name, name.upper(), name.lower(), name.capitalize())]
    listed = [name for each in CLASSES if each != RESERVED for name in examples(each)]
    refused = {name for name in spelled if classify(name).policy.own == REFUSE}
    return [name for name in dict.fromkeys(spelled + listed) if name not in refused | load_variables().by_name.keys()]


# Without these the session cannot be checked: no terminal, or no program that prints the expected text.
NEEDED: Final = {"TERM", "LD_X", "TMPDIR"}
CODE: Final = [
    "$(touch evil)`touch evil`",
    "path[$(touch evil)]",  # zsh requires an existing array
    "(touch evil)",
    "@(touch evil) {__import__('os').system('touch evil')}",
]
LINES: Final = "touch evil\n"


def _bait(home: Home) -> list[str]:
    """Return the values to try, and write the files that some of them name: code, and functions found by name."""
    home.write("mail", "From a\n")
    home.write("code", LINES)
    for name in ("probe", "probe.fish", "fish_prompt.fish", "fish_title.fish", "fish_mode_prompt.fish"):
        home.write(f"functions/{name}", LINES)
    return [*CODE, "mail?$(touch evil)", "code", "functions"]


def _deliver(home: Home) -> None:
    """Deliver mail: more of it, with a time after the last read."""
    path = home.path("mail")
    size, time = os.path.getsize(path), os.path.getmtime(path)
    home.write("mail", "From a\n" * size)
    os.utime(path, (time, time + 60))


def _play(found: Terminal, home: Home) -> None:
    """Deliver mail, draw prompts, type an unknown command, and start another shell of the kind."""
    _deliver(home)
    for line in ("echo 1", found.shell.cd(home.path("functions")), found.shell.cd(home.root)):
        found.line(line)
    found.line("probe")
    found.line(f"{found.shell.program} -c 'echo 1'")


@pytest.mark.parametrize("shell", SHELLS, ids=repr)
def test_nothing_that_a_profile_may_set_is_run(shell: Shell, tmp_path: Path) -> None:
    """No variable that a profile can set, in any spelling, is evaluated by a shell that evaluates prompts."""
    shell.require()
    home = Home(str(tmp_path))
    names = [name for name in _candidates() if name not in NEEDED]
    values = _bait(home)
    for number, value in enumerate(values):
        parts = {f"p{number}-{at}": names[at : at + 200] for at in range(0, len(names), 200)}
        for part, some in parts.items():
            home.profile(part, "[env]\n" + "".join(f"{name} = {toml(value)}\n" for name in some))
        home.profile(f"p{number}", f"extends = {[*parts]}\n")
    options = {"zsh": "setopt prompt_subst", "bash": "shopt -s promptvars"}.get(shell.kind, "")
    rc = f"{shell.source(home.hook(shell.kind))}\n{options}\n"
    with terminal(shell, home, rc, {"MAILCHECK": "0"}) as found:
        for number in range(len(values)):
            said = found.line(f"vxenv use p{number}")
            assert f"p{number}" == found.env(f"in{number}").get("VXENV_PROFILE"), said
            _play(found, home)

    assert [] == evil(home)


@pytest.mark.parametrize(
    ("shell", "name", "number"),
    [
        (BASHES[0], "MAILPATH", 4),
        (BASHES[0], "PS1", 0),
        (ZSH, "RPROMPT", 0),
        (ZSH, "RPS1", 0),
        (ZSH, "KEYTIMEOUT", 1),
        (ZSH, "TMOUT", 1),
        (FISH, "fish_function_path", 6),
        (KSH, "FPATH", 6),
        (MKSH, "PS1", 0),
        (MKSH, "TMOUT", 1),
        (MKSH, "FPATH", 6),
    ],
)
def test_what_is_refused_would_be_run(shell: Shell, name: str, number: int, tmp_path: Path) -> None:
    """A variable that a shell evaluates is rejected, and the session above detects its evaluation."""
    shell.require()
    home = Home(str(tmp_path))
    value = _bait(home)[number]
    rc = "setopt prompt_subst" if shell is ZSH else ""
    with terminal(shell, home, rc, {"MAILCHECK": "0"}) as found:
        # Later prompts are not the harness's own.
        found.child.sendline(shell.export(name, value))
        found.child.sendline("touch begun")
        until("the variable is set", home.path("begun"))
        _deliver(home)
        found.child.sendline("probe")
        found.child.sendline("touch ended")
        until("all lines were run", home.path("ended"))

    assert REFUSE == classify(name).policy.own
    assert [] != evil(home)
