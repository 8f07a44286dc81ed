"""The shell: is the hook loaded, by which line, is it still called, and which vxenv is on PATH."""

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.checks.doctor.programs import programs, run_by
from vxenv.checks.doctor.rc import Loading, loading
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.errors import word
from vxenv.paths import printable, shown
from vxenv.shells import SHELLS, hint_words

# Other tools that set variables before a prompt.
_RIVALS = ("_direnv_hook", "_mise_hook", "__shadowenv_hook")


class Hook(NamedTuple):
    """The hook that called: of which shell and version. `prompts` is what that calls at a prompt, None if unsaid."""

    shell: str
    version: str
    prompts: str | None = None


class Own(NamedTuple):
    """This vxenv: its version, and the interpreter that runs it."""

    version: str
    python: str


def shell_checks(hook: Hook | None, shell: str, own: Own, environment: Mapping[str, str]) -> Iterator[Check]:
    """Yield what is to be said of `shell`, whose hook called unless `hook` is None."""
    line = loading(shell, environment)
    yield _rc(line, hook, shell, own, environment)
    yield from _loaded(hook, line, shell, own)
    yield _path(shell, own, environment)


def _rc(line: Loading | None, hook: Hook | None, shell: str, own: Own, environment: Mapping[str, str]) -> Check:
    usual = shown(SHELLS[shell].find_rc_files(environment)[0])
    if line is None:
        add = f"vxenv setup --shell {shell}"
        if hook:
            return Check("rc", WARNING, "no rc file is seen to load the hook, so new shells have none", add)
        return Check("rc", FAILED, f"{usual} does not load vxenv's hook", add)
    where = f"{shown(line.path)}:{line.line}"
    again = hint_words.into(shell, f"vxenv init {shell}", line.file)
    if line.file and not line.version:
        return Check("rc", FAILED, f"{where} sources {shown(line.file)}, which is not there", again)
    if line.file and line.version != own.version:
        what = f"{shown(line.file)} is the hook of vxenv {printable(line.version)}, this is {own.version}"
        return Check("rc", WARNING, what, again)
    return Check("rc", OK, f"loaded by {where}")


def _loaded(hook: Hook | None, line: Loading | None, shell: str, own: Own) -> Iterator[Check]:
    load = f"vxenv setup --shell {shell}; {hint_words.again(shell)}"
    if line and line.file and line.version:
        load = hint_words.source(shell, line.file)
    if hook is None:
        yield Check("hook", FAILED, f"vxenv's hook is not loaded in this {shell}", load)
        return
    if hook.version != own.version:
        what = f"this {shell} runs the hook of vxenv {printable(hook.version)}, and {own.version} is installed"
        yield Check("hook", WARNING, what, load)
    else:
        yield Check("hook", OK, f"{shell} has the hook of vxenv {own.version}")
    if hook.prompts is None:
        return
    known = SHELLS[shell]
    _, called, behind = hook.prompts.partition(known.called)
    if not called:
        what = f"something took the hook out of {known.prompts}, so nothing switches before a prompt"
        yield Check("line", FAILED, what, load)
        return
    rivals = [name for name in _RIVALS if name in behind]
    if rivals:
        what = f"{' and '.join(rivals)} comes after vxenv before each prompt, and wins where both set a variable"
        yield Check("line", NOTE, what, "vxenv status")
    else:
        yield Check("line", OK, "called before each prompt")


def _path(shell: str, own: Own, environment: Mapping[str, str]) -> Check:
    found = programs("vxenv", environment.get("PATH", ""))
    beside = os.path.join(os.path.dirname(own.python), "vxenv")
    add = hint_words.prepend(shell, os.path.dirname(beside)) if os.path.isfile(beside) else ""
    if not found:
        return Check("path", WARNING, "vxenv is not on PATH: rc files and scripts do not find it", add)
    first = shown(found[0])
    if not run_by(found[0], own.python):
        what = f"the vxenv on PATH is {first}, another than this one ({shown(own.python)})"
        return Check("path", WARNING, what, add or f"{word(first)} --version")
    if len(found) > 1:
        rest = ", ".join(map(shown, found[1:]))
        return Check(
            "path", NOTE, f"several vxenv on PATH: {first} comes before {rest}", hint_words.where(shell, "vxenv")
        )
    return Check("path", OK, f"vxenv on PATH is {first}")
