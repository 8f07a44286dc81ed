"""What setup is to do: asked of the user, or what Enter would answer."""

from collections.abc import Iterable, Iterator

import click

from vxenv.catalogue.environment import LOCATION
from vxenv.cli.output.setup_report import render_candidate, render_names
from vxenv.cli.output.terminal import report, say
from vxenv.errors import RefusedError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import NAME
from vxenv.profiles.store import list_profile_names
from vxenv.setup.candidates import ANYWHERE, REGION, Candidate, is_served
from vxenv.setup.installation import Installation, Wishes
from vxenv.setup.replacement import Lines


def accept_defaults(installation: Installation) -> Wishes:
    """Return what Enter at each question comes to, and report what that leaves out."""
    candidates = tuple(map(_place_by_default, installation.search.candidates))
    for candidate in candidates:
        report(f"profile {candidate.name}, from {candidate.title}:", *render_candidate(candidate))
    report(*(f"skipped: {line}" for line in _list_skipped(installation, candidates)))
    return Wishes(faster=True, candidates=candidates)


def _place_by_default(candidate: Candidate) -> Candidate:
    """Return `candidate` with the location that gcloud works in, if Claude is served there; else without one."""
    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.set_location("")
    if is_served(region):
        return candidate.set_location(region)
    why = f"{escape_text(region)} serves no Claude model that vxenv knows; "
    why += f"then: vxenv set {candidate.name} vertex.region=global"
    return candidate.set_location("")._replace(skipped=(*candidate.skipped, (LOCATION, why)))


def _list_skipped(installation: Installation, candidates: Iterable[Candidate]) -> Iterator[str]:
    if not installation.search.candidates and not list_profile_names():
        yield "a first profile, since nothing that is set here could be one; vxenv add NAME --project ID"
    elif not installation.settings.default:
        yield "a default profile; vxenv default NAME"
    if not installation.settings.claude_wrapper:
        yield "the claude wrapper; claude_wrapper = true in config.toml"
    block = installation.find_block(candidates)
    if block:
        what = f"{shorten_path(block.path)}, which Claude Code obeys instead, says {render_names(block.names)}"
        yield f"{what}; vxenv setup asks"


def ask_wishes(installation: Installation) -> Wishes:
    """Return what the user wants. Nothing is written before all is answered. Raises RefusedError."""
    if installation.additions and not _ask("Add it?"):
        raise RefusedError("nothing changed", hint="vxenv setup --dry-run")
    faster = False
    for path, line in installation.slow_lines:
        say(f"{shorten_path(path)} starts Python in each new shell:", f"  {line}", "A file can be read instead:")
        say(f"  {installation.render_line(path)}")
        faster = _ask("Put this line in its place?")
    chosen: list[Candidate] = []
    for candidate in installation.search.candidates:
        say(f"{candidate.title} could be the profile {candidate.name}:", *render_candidate(candidate))
        name = _ask_name(candidate.name, {*list_profile_names(), *(other.name for other in chosen)})
        if name:
            chosen.append(_ask_location(candidate).rename(name))
    block = installation.find_block(chosen)
    if block:
        say(f"Claude Code obeys {shorten_path(block.path)} instead of these profiles: {render_names(block.names)}")
    block = block if block and _ask("Take that out of the file? undo brings it back", default=False) else None
    lines = tuple(filter(_ask_to_comment_out, installation.find_lines(chosen)))
    names = [*list_profile_names(), *(candidate.name for candidate in chosen)]
    made = _ask_first_profile() if not names else None
    names += [made[0]] if made else []
    default = "" if installation.settings.default or not names else _ask_default(names)
    wrapper = not installation.settings.claude_wrapper and _ask(
        "Have `claude` start with the active profile as --settings, which no settings file beats?", default=False
    )
    return Wishes(faster, tuple(chosen), made, default, wrapper, block, lines)


def _ask(question: str, *, default: bool = True) -> bool:
    return click.confirm(question, default=default, err=True)


def _ask_to_comment_out(lines: Lines) -> bool:
    """Ask whether lines that a profile replaces are to be commented out."""
    numbers = ", ".join(map(str, lines.numbers))
    say(f"{shorten_path(lines.path)} goes on to export this where no profile is active: line {numbers}")
    return _ask("Comment it out? undo brings it back", default=False)


def _ask_name(name: str, taken: set[str]) -> str:
    """Return what the user calls the profile that could be called `name`, "" where there is to be none."""
    while True:
        answer: str = click.prompt(
            "Make it? [Y/n, or another name]", default="y", show_default=False, err=True
        ).strip()
        if answer.lower() in ("n", "no"):
            return ""
        answer = name if answer.lower() in ("y", "yes") else answer
        if _is_name(answer) and answer not in taken:
            return answer
        if answer in taken:
            say(f"{answer} is taken")


def _is_name(text: str) -> bool:
    """Tell whether a profile can be called `text`, and say so if not."""
    if NAME.fullmatch(text):
        return True
    say("a name has letters, digits, . _ and -, and starts with a letter or digit")
    return False


def _ask_location(candidate: Candidate) -> Candidate:
    """Return `candidate` with the location that the user names, where gcloud's own may not be it."""
    from vxenv.cli.profile_questions import ask_key

    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.set_location("")
    say(f"gcloud works in {escape_text(region)}; Claude need not be served there.")
    default = region if is_served(region) else ANYWHERE
    return candidate.set_location(ask_key(REGION, "Location (global, us, eu or a region; - for none)", default) or "")


def _ask_first_profile() -> tuple[str, bytes] | None:
    """Return the name and text of a profile that the user describes, if there is to be one."""
    from vxenv.cli.profile_questions import ask_profile
    from vxenv.profiles.profile_text import render_profile
    from vxenv.profiles.validation import check_profile

    if not _ask("Nothing that is set here could be a profile. Make a first one?"):
        return None
    while not _is_name(name := click.prompt("Its name", default="work", err=True).strip()):
        pass
    data = render_profile(ask_profile(name))
    check_profile(name, data)
    return name, data


def _ask_default(names: list[str]) -> str:
    """Return the profile for where no directory asks for one, "" for none."""
    while True:
        question = f"Profile where no directory asks for one ({', '.join(names)}; Enter for none)"
        name: str = click.prompt(question, default="", show_default=False, err=True).strip()
        if not name or name in names:
            return name
        say("no such profile")
