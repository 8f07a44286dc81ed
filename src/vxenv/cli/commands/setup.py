"""setup: from nothing to a shell that switches, and back."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from vxenv.activation.caller import asking_hook
from vxenv.cli.calling_shell import called
from vxenv.cli.candidates import ANYWHERE, REGION, Candidate, is_served
from vxenv.cli.command_line import OneOf
from vxenv.cli.installation import Installation, Wishes
from vxenv.cli.output.differences import describe_files, key_text, toml_text
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.terminal import own_text, report, say
from vxenv.cli.replacement import Lines
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.files.transaction import Change
from vxenv.paths import printable, shown
from vxenv.profiles.names import NAME
from vxenv.profiles.store import profile_names
from vxenv.shells import SHELLS


@click.command(short_help="Have each new shell load vxenv, and make first profiles of what is set already.")
@click.option("--shell", type=OneOf(SHELLS), help="Which shell; the one that calls by default.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask: as if Enter was the answer to each question.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what it would write, and change nothing.")
@click.option("--remove", is_flag=True, help="Take out what setup put in; what you changed since stays.")
@click.option("--purge", is_flag=True, help="With --remove: delete profiles, configuration, trust and caches too.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print what it would write as JSON.")
def setup(*, shell: str | None, yes: bool, dry_run: bool, remove: bool, purge: bool, as_json: bool) -> None:
    """Have each new shell load vxenv, which takes no process, and make first profiles of what is set already.

    It shows each line and file before it asks, writes all of it at once, and `vxenv undo` takes it back. Again, it
    does only what is missing.

    \b
    vxenv setup                  look, ask, write
    vxenv setup --yes            without questions
    vxenv setup --remove         every file as it was
    vxenv setup --remove --purge    and nothing of vxenv's own left
    """
    if purge and not remove:
        raise UsageError("--purge is for --remove", hint="vxenv setup --remove --purge")
    if as_json and (remove or not dry_run):
        raise UsageError("--json is for --dry-run", hint="vxenv setup --dry-run --json")
    shell = shell or _shell()
    asking = not yes and not dry_run
    if remove:
        from vxenv.cli.removal import uninstall

        uninstall(shell, yes=yes, dry_run=dry_run, purge=purge)
        return
    found = Installation(shell)
    _show(found, say if asking else report)
    if asking and not is_interactive():
        _as_enter(found)
        raise RefusedError("nothing changed: there is nobody to ask", hint=f"vxenv setup --shell {shell} --yes")
    wishes = _asked(found) if asking else _as_enter(found)
    change = found.change(wishes)
    if as_json:
        print_json(_describe(found, wishes, change))
        return
    if dry_run:
        found.show_difference(change)
        return
    found.write(change)
    for line in found.told(wishes):
        report(line)
    _examine(found.first(wishes))
    _last_words(shell, found.first(wishes), default=bool(wishes.default or found.settings.default))


def _describe(found: Installation, wishes: Wishes, change: Change) -> dict[str, Any]:
    """Return what `change` would write as JSON; secrets hidden."""
    return {
        "dry_run": True,
        "shell": found.shell,
        "lines": [{"file": path, "line": line} for path, line in found.additions()],
        "loaded": list(found.there()),
        "profiles": [
            {
                "name": one.name,
                "from": own_text(one.title),
                "keys": [{"key": key_text(key), "value": toml_text(key, value)} for key, value in one.values.items()],
                "not_taken": [own_text(row.strip().removeprefix("not taken: ")) for row in one.left],
            }
            for one in wishes.candidates
        ],
        "files": describe_files(found.visible_files(change)),
    }


def _shell() -> str:
    from vxenv.shells.detection import detected_shell

    names = (detected_shell(), os.path.basename(os.environ.get("SHELL", "")))
    found = next((name for name in map(called, names) if name in SHELLS), "")
    if not found:
        raise UsageError("it cannot be told which shell this is", hint="vxenv setup --shell bash")
    return found


def _show(found: Installation, tell: Callable[..., None]) -> None:
    """Have `tell` say which line goes where, and what could be a profile."""
    for path, line in found.additions():
        tell(f"{shown(path)} gets this line, so that each new {found.shell} has vxenv without starting a process:")
        tell(f"  {line}")
    for path in found.there():
        tell(f"{shown(path)} loads vxenv already")
    tell(*found.search.notes)


def _as_enter(found: Installation) -> Wishes:
    """Return what Enter at each question comes to; what that leaves out is said."""
    candidates = tuple(map(_place_by_itself, found.search.candidates))
    for candidate in candidates:
        report(f"profile {candidate.name}, from {candidate.title}:", *candidate.rows)
    report(*(f"skipped: {line}" for line in (*_left_out(found), *_left_in(found, candidates))))
    return Wishes(faster=True, candidates=candidates)


def _left_in(found: Installation, candidates: tuple[Candidate, ...]) -> Iterator[str]:
    """Yield what still contradicts the profiles, since the user did not agree to take it out."""
    block = found.find_block(candidates)
    if block:
        yield f"{shown(block.path)}, which Claude Code obeys instead, says {_name_few(block.names)}; vxenv setup asks"


def _name_few(names: Sequence[str]) -> str:
    rest = len(names) - 3
    return ", ".join(map(printable, names)) if rest < 2 else f"{', '.join(names[:3])} and {rest} more"  # noqa: PLR2004


def _place_by_itself(candidate: Candidate) -> Candidate:
    """Return `candidate` with the location that gcloud works in, if Claude is served there; else without one."""
    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.place("")
    if is_served(region):
        return candidate.place(region)
    why = f"  not taken: CLOUD_ML_REGION  {printable(region)} serves no Claude model that vxenv knows; "
    why += f"then: vxenv set {candidate.name} vertex.region=global"
    return candidate.place("")._replace(left=(*candidate.left, why))


def _left_out(found: Installation) -> Iterator[str]:
    if not found.search.candidates and not profile_names():
        yield "a first profile, since nothing that is set here could be one; vxenv add NAME --project ID"
    elif not found.settings.default:
        yield "a default profile; vxenv default NAME"
    if not found.settings.claude_wrapper:
        yield "the claude wrapper; claude_wrapper = true in config.toml"


def _asked(found: Installation) -> Wishes:
    """Return what the user wants. Nothing is written before all is answered."""
    if found.additions() and not _yes("Add it?"):
        raise RefusedError("nothing changed", hint="vxenv setup --dry-run")
    faster = False
    for path, line in found.slow():
        say(f"{shown(path)} starts Python in each new shell:", f"  {line}", "A file can be read instead:")
        say(f"  {found.line(path)}")
        faster = _yes("Put this line in its place?")
    chosen: list[Candidate] = []
    for candidate in found.search.candidates:
        say(f"{candidate.title} could be the profile {candidate.name}:", *candidate.rows)
        name = _name_for(candidate.name, {*profile_names(), *(one.name for one in chosen)})
        if name:
            chosen.append(_place_by_question(candidate).rename(name))
    block = found.find_block(chosen)
    if block:
        say(f"Claude Code obeys {shown(block.path)} instead of these profiles: {_name_few(block.names)}")
    block = block if block and _yes("Take that out of the file? undo brings it back", default=False) else None
    lines = [one for one in found.find_lines(chosen) if _comment_out(one)]
    names = [*profile_names(), *(one.name for one in chosen)]
    made = _first_by_hand() if not names else None
    names += [made[0]] if made else []
    default = "" if found.settings.default or not names else _default(names)
    wrapper = not found.settings.claude_wrapper and _yes(
        "Have `claude` start with the active profile as --settings, which no settings file beats?", default=False
    )
    return Wishes(faster, tuple(chosen), made, default, wrapper, block, tuple(lines))


def _comment_out(lines: Lines) -> bool:
    """Ask whether lines that a profile replaces are to be commented out."""
    numbers = ", ".join(map(str, lines.numbers))
    say(f"{shown(lines.path)} goes on to export this where no profile is active: line {numbers}")
    return _yes("Comment it out? undo brings it back", default=False)


def _name_for(name: str, taken: set[str]) -> str:
    """Return what the user calls the profile that could be called `name`, "" where there is to be none."""
    while True:
        answer: str = click.prompt(
            "Make it? [Y/n, or another name]", default="y", show_default=False, err=True
        ).strip()
        if answer.lower() in ("n", "no"):
            return ""
        answer = name if answer.lower() in ("y", "yes") else answer
        if not NAME.fullmatch(answer):
            say("a name has letters, digits, . _ and -, and starts with a letter or digit")
        elif answer in taken:
            say(f"{answer} is taken")
        else:
            return answer


def _place_by_question(candidate: Candidate) -> Candidate:
    """Return `candidate` with the location that the user names, where gcloud's own may not be it."""
    from vxenv.cli.profile_questions import ask_key

    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.place("")
    say(f"gcloud works in {printable(region)}; Claude need not be served there.")
    default = region if is_served(region) else ANYWHERE
    return candidate.place(ask_key(REGION, "Location (global, us, eu or a region; - for none)", default) or "")


def _yes(question: str, *, default: bool = True) -> bool:
    return click.confirm(question, default=default, err=True)


def _first_by_hand() -> tuple[str, bytes] | None:
    """Return the name and text of a profile that the user describes, if there is to be one."""
    from vxenv.cli.profile_questions import asked
    from vxenv.profiles.profile_text import written
    from vxenv.profiles.validation import check_profile

    if not _yes("Nothing that is set here could be a profile. Make a first one?"):
        return None
    name = click.prompt("Its name", default="work", err=True).strip()
    while not NAME.fullmatch(name):
        say("a name has letters, digits, . _ and -, and starts with a letter or digit")
        name = click.prompt("Its name", default="work", err=True).strip()
    data = written(asked(name))
    check_profile(name, data)
    return name, data


def _default(names: list[str]) -> str:
    """Return the profile for where no directory asks for one, "" for none."""
    while True:
        question = f"Profile where no directory asks for one ({', '.join(names)}; Enter for none)"
        name: str = click.prompt(question, default="", show_default=False, err=True).strip()
        if not name or name in names:
            return name
        say("no such profile")


def _examine(name: str) -> None:
    """Have doctor look at the profile `name`, and show what is wrong. The hook comes with a new shell."""
    from vxenv.checks.health import FAILED, WARNING
    from vxenv.cli.doctor_scene import offline_groups, scene
    from vxenv.cli.output.check_lines import render_checks

    if not name:
        return
    try:
        groups = [(one.title, list(one.checks())) for one in offline_groups(scene((name,))) if one.title != "shell"]
    except VxenvError as error:
        report("", f"doctor could not look: {error.what}")
        return
    bad = any(check.state in (FAILED, WARNING) for _, checks in groups for check in checks)
    report("", f"doctor, on {name}:" if bad else f"doctor, on {name}: all is as it should be")
    report(*(line for title, checks in groups for line in render_checks(title, checks, verbose=False, quiet=True)))


def _last_words(shell: str, name: str, *, default: bool) -> None:
    """Say what to do next. Not `use`: a pinned shell passes over directory files and the default."""
    rows = [] if name else [("vxenv add NAME", "a first profile, by questions")]
    if name and not default:
        rows.append((f"vxenv default {name}", "have it where no directory asks for another one"))
    rows += [] if asking_hook() else [(f"exec {SHELLS[shell].program}", "this terminal, with vxenv")]
    rows.append(("vxenv status", "what is active, and why"))
    width = max(len(command) for command, _ in rows)
    report("", "Now:", *(f"  {command.ljust(width)}  # {why}" for command, why in rows))
