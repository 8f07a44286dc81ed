"""Check the shell: the line that loads the hook, the hook itself, and the vxenv on PATH."""

import os
import sys
from collections.abc import Iterator

from vxenv import __version__
from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.checks.doctor.completion import check_completion
from vxenv.checks.doctor.context import Context
from vxenv.checks.doctor.programs import find_programs, is_script_of
from vxenv.checks.doctor.rc import Loading, find_load_line
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.errors import quote_word
from vxenv.paths import escape_text, shorten_path
from vxenv.shells import SHELLS, hint_words
from vxenv.shells.completion_file import find_completion_file

# The hooks of other tools that set variables before a prompt.
_RIVALS = ("_direnv_hook", "_mise_hook", "__shadowenv_hook")


def check_shell(context: Context) -> Iterator[Check]:
    """Yield the checks of the calling shell.

    With a named stack, failures become warnings, since `exec` needs no hook.
    """
    hook = find_calling_hook()
    shell = context.shell or _find_shell()
    line = find_load_line(shell, os.environ)
    checks = [_check_rc(line, hook, shell), *_check_hook(hook, line, shell), _check_path(shell)]
    place = find_completion_file(shell)
    if place:
        checks.append(check_completion(shell, place, os.environ))
    for check in checks:
        yield check._replace(state=WARNING) if context.names and check.state == FAILED else check


def _find_shell() -> str:
    """Return the shell that called without a hook; from SHELL if detection would start a program."""
    if os.path.exists("/proc/self/stat"):
        from vxenv.shells.detection import find_shell  # noqa: PLC0415 - its library is slow and rarely needed

        return find_shell()
    name = os.path.basename(os.environ.get("SHELL", ""))
    return name if name in SHELLS else "bash"


def _check_rc(line: Loading | None, hook: Caller | None, shell: str) -> Check:
    if line is None:
        add = f"vxenv setup --shell {shell}"
        if hook:
            return Check("rc", WARNING, "no rc file loads the hook; new shells will run without it", add)
        return Check(
            "rc", FAILED, f"{shorten_path(SHELLS[shell].find_rc_files(os.environ)[0])} does not load the hook", add
        )
    where = f"{shorten_path(line.path)}:{line.line}"
    again = hint_words.render_redirection(shell, f"vxenv init {shell}", line.file)
    if line.file and not line.version:
        return Check("rc", FAILED, f"{where} sources {shorten_path(line.file)}, which does not exist", again)
    if line.file and line.version != __version__:
        what = f"{shorten_path(line.file)} is the hook of vxenv {escape_text(line.version)}, not {__version__}"
        return Check("rc", WARNING, what, again)
    if line.lacking:
        what = f"{shorten_path(line.lacking)} is missing, unreadable, a symlink or owned by another user"
        return Check("rc", FAILED, what, f"vxenv setup --shell {shell}")
    return Check("rc", OK, f"loaded by {where}")


def _check_hook(hook: Caller | None, line: Loading | None, shell: str) -> Iterator[Check]:
    load = f"vxenv setup --shell {shell}; {hint_words.render_restart(shell)}"
    if line and line.file and line.version:
        load = hint_words.render_source(shell, line.file)
    if hook is None:
        yield Check("hook", FAILED, f"the hook is not loaded in this {shell}", load)
        return
    if hook.version != __version__:
        what = f"this {shell} runs the hook of vxenv {escape_text(hook.version)}, but {__version__} is installed"
        yield Check("hook", WARNING, what, load)
    else:
        yield Check("hook", OK, f"{shell} runs the hook of vxenv {__version__}")
    prompts = os.environ.get("__VXENV_PROMPTS")  # the shell's prompt commands, as seen by the hook
    if prompts is not None:
        yield _check_prompts(prompts, shell, load)


def _check_prompts(prompts: str, shell: str, load: str) -> Check:
    """Return the check that the hook is called before each prompt; `load` is the command that loads it again."""
    known = SHELLS[shell]
    _, called, behind = prompts.partition(known.called)
    if not called:
        what = f"the hook was removed from {known.prompts}: profiles do not switch at the prompt"
        return Check("line", FAILED, what, load)
    rivals = [name for name in _RIVALS if name in behind]
    if rivals:
        what = f"{' and '.join(rivals)} runs after vxenv at each prompt and overrides variables that both set"
        return Check("line", NOTE, what, "vxenv status")
    return Check("line", OK, "called before each prompt")


def _check_path(shell: str) -> Check:
    """Return the check of the vxenv on PATH."""
    programs = find_programs("vxenv", os.environ.get("PATH", ""))
    beside = os.path.join(os.path.dirname(sys.executable), "vxenv")
    add = hint_words.render_prepend(shell, os.path.dirname(beside)) if os.path.isfile(beside) else ""
    if not programs:
        return Check("path", WARNING, "vxenv is not on PATH: rc files and scripts cannot find it", add)
    first = shorten_path(programs[0])
    if not is_script_of(programs[0], sys.executable):
        what = f"the vxenv on PATH is {first}, not this one ({shorten_path(sys.executable)})"
        return Check("path", WARNING, what, add or f"{quote_word(first)} --version")
    if len(programs) > 1:
        what = f"several vxenv on PATH: {first} precedes {', '.join(map(shorten_path, programs[1:]))}"
        return Check("path", NOTE, what, hint_words.render_which(shell, "vxenv"))
    return Check("path", OK, f"vxenv on PATH: {first}")
