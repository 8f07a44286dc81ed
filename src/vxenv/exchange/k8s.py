"""Kubernetes ConfigMap for ``envFrom``, which takes values literally, unlike ``env``.

https://kubernetes.io/docs/concepts/configuration/configmap/
"""

import re

from vxenv.exchange.container import Container, quote_yaml

# The longest DNS label; longer names of objects are allowed, but not everywhere.
_LONGEST = 63
_OTHER = re.compile(r"[^a-z0-9]+")


def render(container: Container) -> str:
    """Return the ConfigMap, and the lines for a pod as a comment. Raises CannotSayError."""
    container.check_values("a ConfigMap")
    name = f"vxenv-{_OTHER.sub('-', container.name.lower())}"[:_LONGEST].strip("-")
    lines = [
        "# In the container of a pod:",
        "#   envFrom:",
        "#     - configMapRef:",
        f"#         name: {name}",
        'apiVersion: "v1"',
        'kind: "ConfigMap"',
        "metadata:",
        f"  name: {quote_yaml(name)}",
        "data:",
    ]
    lines += [f"  {quote_yaml(key)}: {quote_yaml(value)}" for key, value in container.values.items()]
    return "\n".join(lines) + "\n"
