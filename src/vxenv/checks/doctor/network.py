"""Check the proxies and certificates of connections to Google."""

from collections.abc import Iterator

from vxenv.checks.doctor.certificates import check_certificates
from vxenv.checks.doctor.context import Context
from vxenv.checks.doctor.proxies import check_proxies
from vxenv.checks.finding import OK, Check


def check_network(context: Context) -> Iterator[Check]:
    """Yield the checks of Claude Code's connection to Google."""
    checks = [
        *check_proxies(context.client_environment, context.origins),
        *check_certificates(context.client_environment, context.origins),
    ]
    yield from checks or [Check("proxy", OK, "no proxy, no custom certificates")]
