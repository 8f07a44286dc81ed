"""Override file for Docker Compose: https://github.com/compose-spec/compose-spec/blob/main/spec.md.

``$$`` is a literal dollar sign. A variable with null is passed from the local environment.
"""

from typing import Final

from vxenv.exchange.container import TARGET, Container, quote_yaml

SERVICE: Final = "claude"


def render(container: Container) -> str:
    """Return the service, for `docker compose --file`. Raises CannotSayError."""
    container.check_values("a Compose file")
    lines = ["services:", f"  {SERVICE}:", "    environment:"]
    lines += [f"      {quote_yaml(name)}: {_quote(value)}" for name, value in container.values.items()]
    lines += [f"      {quote_yaml(name)}: null" for name in container.local]
    if container.credentials:
        lines += [
            "    volumes:",
            '      - type: "bind"',
            f"        source: {_quote_source(container)}",
            f"        target: {quote_yaml(TARGET)}",
            "        read_only: true",
            "        bind:",
            "          create_host_path: false",
        ]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    return quote_yaml(text.replace("$", "$$"))


def _quote_source(container: Container) -> str:
    """Return the credentials file, quoted, with the home directory as a variable."""
    source = container.render_source("")
    inside = source != container.credentials
    return quote_yaml(("${HOME}" if inside else "") + source.replace("$", "$$"))
