"""The formats of `export` that copy profiles, and the hint for values that other formats cannot hold."""

import contextlib
from collections.abc import Iterator

from vxenv.cli.output.terminal import say
from vxenv.errors import UsageError, render_hints
from vxenv.exchange import CannotSayError
from vxenv.profiles.flat_profile import bundle_profiles, flatten_stack
from vxenv.profiles.names import list_sources
from vxenv.profiles.references import read_copy
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import Store


@contextlib.contextmanager
def suggest_json(operand: str) -> Iterator[None]:
    """Hint at JSON in the error for a value of `operand` that a format cannot represent."""
    try:
        yield
    except CannotSayError as error:
        raise CannotSayError(error.what, hint=f"vxenv export {operand} --format json") from error


def render_profiles(form: str, stack: tuple[str, ...], resolved: Resolved, store: Store, *, flatten: bool) -> str:
    """Return the profiles of `stack` in the format toml or bundle."""
    if form == "toml":
        return _render_toml(stack, resolved, flatten=flatten).removesuffix("\n")
    return bundle_profiles(stack, store, flat=flatten).removesuffix("\n")


def _render_toml(stack: tuple[str, ...], resolved: Resolved, *, flatten: bool) -> str:
    if flatten:
        return flatten_stack(resolved)
    if len(stack) > 1:
        raise UsageError("--format toml requires a single profile", hint=_list_alternatives(stack, resolved))
    document = resolved.documents[-1]
    if document.names:
        say(
            f'note: the parents of "{document.name}" are not included: {", ".join(document.names)}',
            *render_hints(_list_alternatives(stack, resolved)),
        )
    return read_copy(document.name, document.text.encode()).decode()


def _list_alternatives(stack: tuple[str, ...], resolved: Resolved) -> str:
    """Return the commands that export `stack` with the profiles it extends."""
    names = " ".join(stack)
    if list_sources(document.name for document in resolved.documents):
        return f"vxenv export {names} --format bundle --flatten"
    return f"vxenv export {names} --format bundle\nvxenv export {names} --format toml --flatten"
