"""The command `add`: a new profile from options, existing variables or questions."""

import contextlib
import os
from typing import Any

import click

from vxenv.cli.command_line import GroupedCommand
from vxenv.cli.output.differences import render_values, show_change
from vxenv.cli.output.terminal import render_own_text, report, say
from vxenv.cli.profile_changes import begin_change, claim_path, finish_profile, make_exists_error, warn_about
from vxenv.cli.profile_questions import ask_profile
from vxenv.errors import UsageError, VxenvError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.adoption import adopt_variables, omit_closed
from vxenv.profiles.keys import move_from_env, parse_key, parse_pair, parse_value
from vxenv.profiles.patterns import check_name, check_own_name, select_profiles
from vxenv.profiles.profile_text import render_profile
from vxenv.profiles.references import read_copy
from vxenv.profiles.store import Store, find_last_path, find_profile_path, is_same_profile
from vxenv.profiles.validation import check_profile
from vxenv.setup import variable_sources
from vxenv.setup.variable_sources import Source
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml

_OPTIONS = {
    "project": "vertex.project",
    "region": "vertex.region",
    "main": "models.main",
    "opus": "models.opus",
    "sonnet": "models.sonnet",
    "haiku": "models.haiku",
    "credentials": "google.credentials",
    "description": "description",
}
_WAYS = ("from_env", "from_settings", "from_gcloud", "from_rc", "from_dotenv")
_HERE = "\0"  # the value of an option given without one
_OPTION_GROUPS = {
    "Values": (*_OPTIONS, "extends", "protected", "pairs"),
    "Values from elsewhere": ("other", *_WAYS, "function"),
}


@click.command(
    cls=GroupedCommand, option_groups=_OPTION_GROUPS, short_help="Create a profile from options or existing variables."
)
@click.argument("name")
@click.option("--project", help="Google Cloud project ID.")
@click.option("--location", "--region", "region", help="Location: global, us, eu or a region.")
@click.option("--main", help="Main model.")
@click.option("--opus", help="Model ID for opus.")
@click.option("--sonnet", help="Model ID for sonnet.")
@click.option("--haiku", help="Model ID for haiku.")
@click.option("--credentials", help="Google credentials file.")
@click.option("--description", help="One-line description.")
@click.option("--extends", multiple=True, help="Profile to inherit from; may be repeated.")
@click.option("--protected", is_flag=True, help="Ask before switching to the profile.")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="Set any other key; may be repeated.")
@click.option("--from", "other", metavar="NAME", help="Start from a copy of another profile.")
@click.option("--from-env", is_flag=True, help="Import this shell's variables.")
@click.option("--from-settings", is_flag=False, flag_value=_HERE, metavar="[PATH]",
              help="Import a Claude Code settings file. [default: user settings]")  # fmt: skip
@click.option("--from-gcloud", is_flag=False, flag_value=_HERE, metavar="[CONFIGURATION]",
              help="Import a gcloud configuration. [default: the active one]")  # fmt: skip
@click.option("--from-rc", multiple=True, metavar="FILE", help="Import the exports of an rc file; may be repeated.")
@click.option("--function", default="", metavar="NAME", help="With --from-rc: import the exports of this function.")
@click.option("--from-dotenv", metavar="FILE", help="Import a .env file.")
@click.option("-f", "--force", is_flag=True, help="Replace an existing profile, and keep a backup.")
def add(name: str, **options: Any) -> None:  # noqa: ANN401 - click's own
    """Create the profile NAME.

    \b
    vxenv add prod --project acme-prod --region global --opus claude-opus-5-5
    vxenv add work --from-rc ~/.bashrc --region eu
    vxenv add mine --from-settings

    Without options, asks for the values. Files are read, never run, and secrets in them are not copied.
    """
    name = check_own_name(name)
    source, title = _find_source(options)
    taken = adopt_variables(omit_closed((variable.name, variable.value) for variable in source.variables))
    given = _parse_options(options)
    base = _read_other(check_name(options["other"])) if options["other"] else b""
    if not given and not base and not title:
        if os.path.lexists(find_profile_path(name)) and not options["force"]:
            raise make_exists_error(name)
        given = ask_profile(name)
    values = {**taken.values, **given}
    data = finish_profile(_edit_copy(base, name, values) if base else render_profile(values))
    where = {variable.name: variable.where for variable in source.variables}
    skipped = [(variable, why.replace("vxenv set NAME", f"vxenv set {name}")) for variable, why in source.skipped]
    skipped += [(variable, f"{where[variable]}: {why}") for variable, why in taken.skipped]
    if title and not taken.values:
        _report_skipped(skipped)
        raise UsageError(f"nothing to import from {title}", hint=f"vxenv add {name} --project ID --region global")
    if _write(name, data, force=options["force"]):
        report(*render_values(values, where, given))
    _report_skipped(skipped)
    warn_about([name])
    if options["from_rc"]:
        report(f"note: these variables are still set by {title} if no profile is active")
    if ("vertex", "project") in values and ("vertex", "region") not in values and not base and not options["extends"]:
        say(f'note: "{name}" sets no location; run: vxenv set {name} vertex.region global')


def _read_other(name: str) -> bytes:
    """Return the text of the profile `name`, from which the new one starts."""
    (name,) = select_profiles([name])
    return read_copy(name, read_bytes(find_last_path(name)))


def _edit_copy(base: bytes, name: str, values: dict[Key, Any]) -> bytes:
    """Return the text `base` of another profile with `values` set."""
    path = find_profile_path(name)
    return edit_toml(base, path, move_from_env(parse_toml(base, path)[0], values))


def _write(name: str, data: bytes, *, force: bool) -> bool:
    """Write the profile, and tell whether it changed."""
    path = find_profile_path(name)
    with begin_change(f"add {name}") as change:
        if os.path.lexists(path) and is_same_profile(name, change.read(path), data):
            report(f"{name}: already up to date")
            return False
        if os.path.lexists(path) and not force:
            with contextlib.suppress(VxenvError):
                show_change(name, Store({path: data}))
        claim_path(change, name, force=force)
        check_profile(name, data)
        change.write(path, data)
        change.commit()
    report(f"{name}: {shorten_path(path)}")
    return True


def _parse_options(options: dict[str, Any]) -> dict[Key, Any]:
    """Return the values from the options, by key."""
    given: dict[Key, Any] = {}
    if options["extends"]:
        given["extends",] = parse_value(("extends",), ",".join(options["extends"]))
    if options["protected"]:
        given["protected",] = True
    for option, name in _OPTIONS.items():
        if options[option] is not None:
            given[parse_key(name)] = parse_value(parse_key(name), options[option])
    for pair in options["pairs"]:
        name, equals, text = pair.partition("=")
        if not equals:
            raise UsageError(f"--set {escape_text(pair)} is not KEY=VALUE", hint="vxenv add --help")
        key, value = parse_pair(name, text)
        given[key] = value
    return given


def _find_source(options: dict[str, Any]) -> tuple[Source, str]:
    """Return the variables to import, and the name of their source; "" for none."""
    asked = [way for way in _WAYS if options[way]]
    if len(asked) > 1:
        names = " and ".join("--" + way.replace("_", "-") for way in asked)
        raise UsageError(f"{names} cannot be combined", hint="vxenv add --help")
    if options["function"] and asked != ["from_rc"]:
        raise UsageError("--function requires --from-rc", hint="vxenv add --help")
    match asked:
        case ["from_env"]:
            return variable_sources.read_environment(), "this shell"
        case ["from_settings"]:
            return _read_settings(options["from_settings"])
        case ["from_gcloud"]:
            return variable_sources.read_gcloud(options["from_gcloud"].strip(_HERE)), "gcloud"
        case ["from_rc"]:
            files = [os.path.expanduser(file) for file in options["from_rc"]]
            return variable_sources.read_rc_files(files, options["function"]), ", ".join(map(shorten_path, files))
        case ["from_dotenv"]:
            file = os.path.expanduser(options["from_dotenv"])
            return variable_sources.read_dotenv(file), shorten_path(file)
        case _:
            return Source((), ()), ""


def _read_settings(given: str) -> tuple[Source, str]:
    from vxenv.claude.settings_paths import find_user_settings

    path = find_user_settings(dict(os.environ)) if given == _HERE else os.path.expanduser(given)
    return variable_sources.read_claude_settings(path), shorten_path(path)


def _report_skipped(skipped: list[tuple[str, str]]) -> None:
    if skipped:
        say("skipped:")
        say(
            *(
                f"  {escape_text(name)}  {render_own_text(why)}" if name else f"  {render_own_text(why)}"
                for name, why in skipped
            )
        )
