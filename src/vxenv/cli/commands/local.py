"""The command `local`."""

import os

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import find_link, link_error, read_directory_file
from vxenv.activation.search import logical_directory
from vxenv.checks.advice import describe
from vxenv.cli.directory_review import announce_pin, show_review
from vxenv.cli.output.questions import confirm, is_interactive
from vxenv.cli.output.review import list_questions
from vxenv.cli.output.terminal import say
from vxenv.config import read_settings
from vxenv.errors import RefusedError
from vxenv.paths import DIRECTORY_FILE, shown
from vxenv.profiles.document import parse
from vxenv.profiles.names import encode_stack, stack_names, stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


@click.command(short_help="Have this directory ask for a profile, and allow that.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def local(names: tuple[str, ...]) -> None:
    """Write the profiles NAME... into ./.vxenv.toml and allow it. Other keys of the file stay.

    A file that is there and not allowed is shown first, and asked for.

    \b
    vxenv local eu-client
    vxenv local prod-global opus
    """
    from vxenv.text.toml_edit import edited

    stack = stack_names(names)
    resolved = resolve(stack, Store())
    path = os.path.join(logical_directory(), DIRECTORY_FILE)
    link = find_link(path)
    if link:
        raise link_error(path, link)
    file = read_directory_file(path, read_settings()) if os.path.lexists(path) else None
    new = edited(file.data if file else b"", path, {("profile",): encode_stack(stack)})
    document = parse(new, DIRECTORY_FILE, path, directory=True)
    if file and not file.allowed:
        # Allowing it unseen would allow what somebody else put beside the profile.
        wrong = f"{shown(path)} is there and not allowed"
        hint = f"vxenv allow; vxenv local {stack_text(stack)}"
        if is_interactive():
            show_review(path, document, "vxenv allow --full", full=False)
        confirm(
            "Write this file, and allow it?",
            absent=RefusedError(wrong, hint=hint),
            declined=RefusedError(f"{wrong}; nothing changed", hint=hint),
        )
    # All but the profile is as it was, and the user said yes to that.
    trust.write_allowed(path, new, reviewed=bool(list_questions(document)))
    say(f"{shown(path)}: {describe(stack_text(stack), resolved)}")
    announce_pin()
