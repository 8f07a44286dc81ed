"""Render a stack as one profile that extends none, or as a bundle of its profiles."""

from collections.abc import Sequence
from typing import Any

from vxenv.catalogue.environment import CLAUDE_DIRECTORY
from vxenv.errors import UsageError
from vxenv.profiles.additions import HEADERS_HELPER
from vxenv.profiles.adoption import adopt_variables
from vxenv.profiles.budget import MONTHLY, render_cents
from vxenv.profiles.bundle import render_bundle
from vxenv.profiles.document import ISOLATE, ISOLATE_LINKS
from vxenv.profiles.keys import parse_value, shorten_home
from vxenv.profiles.names import SLASH, split_source
from vxenv.profiles.patterns import check_name
from vxenv.profiles.profile_text import render_profile
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.secret_reference import build_table
from vxenv.profiles.store import Store


def flatten_stack(resolved: Resolved) -> str:
    """Return a profile that sets the same variables as the stack and extends none."""
    plain = {name: setting.value for name, setting in resolved.settings.items() if not setting.secret}
    values: dict[tuple[str, ...], Any] = {}
    description = resolved.documents[-1].description
    if description:
        values["description",] = description
    if resolved.protected:
        values["protected",] = True
    if resolved.isolated:
        del plain[CLAUDE_DIRECTORY]  # the directory has the name of the profile
        values[ISOLATE,] = True
        values |= {(ISOLATE_LINKS,): list(resolved.links)} if resolved.links else {}
    if resolved.budget:
        values[MONTHLY] = parse_value(MONTHLY, render_cents(resolved.budget))
    for name, reference in resolved.list_references().items():
        values["env", name] = build_table(reference)
    values |= adopt_variables(plain.items(), secrets=True).values
    for setting in resolved.additions.values():
        if setting.value is not None:
            is_helper = setting.key[-1] == HEADERS_HELPER
            values[setting.key] = shorten_home(setting.value) if is_helper else setting.value
    return render_profile(values).decode()


def bundle_profiles(names: Sequence[str], store: Store, *, flat: bool) -> str:
    """Return the profiles `names` as a bundle, including those they extend, or flattened. Raises UsageError.

    A flattened profile of a source has its name there.
    """
    texts: dict[str, str] = {}
    for name in names:
        resolved = resolve_stack([check_name(name)], store)
        if flat:
            texts[split_source(name)[1]] = flatten_stack(resolved)
            continue
        foreign = next((document.name for document in resolved.documents if SLASH in document.name), "")
        if foreign:
            what = f'"{foreign}" comes from a source; a bundle contains its values only with --flatten'
            raise UsageError(what, hint=f"vxenv export {' '.join(names)} --format bundle --flatten")
        texts |= {document.name: document.text for document in resolved.documents}
    return render_bundle(texts)
