"""Ask what setup is to do, or use the default answers."""

from collections.abc import Iterable, Iterator

import click

from vxenv.catalogue.environment import LOCATION
from vxenv.cli.output.questions import ask
from vxenv.cli.output.setup_report import render_candidate, render_lines, render_names
from vxenv.cli.output.terminal import report, say
from vxenv.errors import RefusedError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import NAME
from vxenv.profiles.store import list_profile_names
from vxenv.setup.candidates import ANYWHERE, REGION, Candidate, is_served
from vxenv.setup.installation import Installation, Wishes
from vxenv.setup.replacement import Block, Lines


def accept_defaults(installation: Installation) -> Wishes:
    """Return the default answers, and report what they skip."""
    candidates = tuple(map(_place_by_default, installation.search.candidates))
    for candidate in candidates:
        report(f'create profile "{candidate.name}" from {candidate.title}:', *render_candidate(candidate))
    report(*(f"skipped: {line}" for line in _list_skipped(installation, candidates)))
    return Wishes(faster=True, candidates=candidates)


def _place_by_default(candidate: Candidate) -> Candidate:
    """Return `candidate` with gcloud's region as the location if Claude is served there; else without a location."""
    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.set_location("")
    if is_served(region):
        return candidate.set_location(region)
    why = f"no known Claude model is served in {escape_text(region)}; "
    why += f"to set another location: vxenv set {candidate.name} vertex.region=global"
    return candidate.set_location("")._replace(skipped=(*candidate.skipped, (LOCATION, why)))


def _list_skipped(installation: Installation, candidates: Iterable[Candidate]) -> Iterator[str]:
    if not installation.search.candidates and not list_profile_names():
        yield "first profile (no settings found to create it from); run: vxenv add NAME --project ID"
    elif not installation.settings.default:
        yield "default profile; run: vxenv default NAME"
    if not installation.settings.claude_wrapper:
        yield "claude wrapper; run: vxenv config set claude_wrapper true"
    block = installation.find_block(candidates)
    if block:
        what = f"variables in {shorten_path(block.path)} that override profiles ({render_names(block.names)})"
        yield f"{what}; to remove them: vxenv setup"


def ask_wishes(installation: Installation) -> Wishes:
    """Ask all questions, and return the answers; nothing is written before. Raises RefusedError."""
    if installation.additions and not ask("Add this line?"):
        raise RefusedError("nothing changed", hint="vxenv setup --dry-run")
    faster = False
    for path, line in installation.slow_lines:
        say(f"{shorten_path(path)} starts Python in each new shell:", f"  {line}", "this line reads a file instead:")
        say(f"  {installation.render_line(path)}")
        faster = ask("Replace it?")
    chosen: list[Candidate] = []
    for candidate in installation.search.candidates:
        say(f"found in {candidate.title}:", *render_candidate(candidate))
        name = _ask_name(candidate, {*list_profile_names(), *(other.name for other in chosen)})
        if name:
            chosen.append(_ask_location(candidate).rename(name))
    block = installation.find_block(chosen)
    block = block if block and _ask_to_remove(block) else None
    lines = tuple(filter(_ask_to_comment_out, installation.find_lines(chosen)))
    names = [*list_profile_names(), *(candidate.name for candidate in chosen)]
    made = _ask_first_profile() if not names else None
    names += [made[0]] if made else []
    default = "" if installation.settings.default or not names else _ask_default(names)
    wrapper = not installation.settings.claude_wrapper and ask(
        "Start `claude` with the active profile as --settings, which overrides settings files?", default=False
    )
    return Wishes(faster, tuple(chosen), made, default, wrapper, block, lines)


def _ask_to_remove(block: Block) -> bool:
    """Ask whether to remove settings that override a profile."""
    path = shorten_path(block.path)
    say(f"{path} overrides these profiles")
    return ask(f"Remove {render_names(block.names)} from {path} (undo: vxenv undo)?", default=False)


def _ask_to_comment_out(lines: Lines) -> bool:
    """Ask whether to comment out lines that a profile replaces."""
    path, numbers = shorten_path(lines.path), render_lines(lines.numbers)
    say(f"{path} also sets variables of these profiles")
    return ask(f"Comment out {numbers} of {path} (undo: vxenv undo)?", default=False)


def _ask_name(candidate: Candidate, taken: set[str]) -> str:
    """Return the user's name for the profile of `candidate`, "" to skip it."""
    question = f'Create profile "{candidate.name}" from {candidate.title}? [Y/n, or another name]'
    while True:
        answer: str = click.prompt(question, default="y", show_default=False, err=True).strip()
        if answer.lower() in ("n", "no"):
            return ""
        answer = candidate.name if answer.lower() in ("y", "yes") else answer
        if _is_name(answer) and answer not in taken:
            return answer
        if answer in taken:
            say(f'profile "{answer}" already exists')


def _is_name(text: str) -> bool:
    """Return whether `text` is a valid profile name, and print an error if not."""
    if NAME.fullmatch(text):
        return True
    say(
        f'invalid profile name "{escape_text(text)}": use letters, digits, ".", "_" and "-", '
        "starting with a letter or digit, 64 at most"
    )
    return False


def _ask_location(candidate: Candidate) -> Candidate:
    """Return `candidate` with the location that the user names if it comes from gcloud."""
    from vxenv.cli.profile_questions import ask_key

    region = candidate.region
    if not region or REGION in candidate.values:
        return candidate.set_location("")
    say(f"gcloud uses {escape_text(region)}, where Claude may not be served")
    default = region if is_served(region) else ANYWHERE
    return candidate.set_location(ask_key(REGION, "Location (global, us, eu or a region; - for none)", default) or "")


def _ask_first_profile() -> tuple[str, bytes] | None:
    """Return name and text of a profile from the user's answers, None to skip it."""
    from vxenv.cli.profile_questions import ask_profile
    from vxenv.profiles.profile_text import render_profile
    from vxenv.profiles.validation import check_profile

    if not ask("No settings found to create a profile from. Create a first profile now?"):
        return None
    while not _is_name(name := click.prompt("Profile name", default="work", err=True).strip()):
        pass
    data = render_profile(ask_profile(name))
    check_profile(name, data)
    return name, data


def _ask_default(names: list[str]) -> str:
    """Return the user's default profile, "" for none."""
    while True:
        question = f"Default profile ({', '.join(names)}) [none]"
        name: str = click.prompt(question, default="", show_default=False, err=True).strip()
        if not name or name in names:
            return name
        say(f'no profile "{escape_text(name)}"')
