"""The way to Google: by which proxies, and with which certificates."""

from collections.abc import Iterator

from vxenv.checks.doctor.certificates import check_certificates
from vxenv.checks.doctor.context import Context
from vxenv.checks.doctor.proxies import check_proxies
from vxenv.checks.finding import OK, Check


def check_network(context: Context) -> Iterator[Check]:
    """Yield what is to be said of the way that Claude Code takes to Google."""
    checks = [
        *check_proxies(context.client_environment, context.origins),
        *check_certificates(context.client_environment, context.origins),
    ]
    yield from checks or [Check("proxy", OK, "no proxy, no certificates of your own")]
