"""The groups of checks, causes before consequences."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from vxenv.checks.doctor.client import check_client
from vxenv.checks.doctor.clients import check_clients
from vxenv.checks.doctor.config import check_config
from vxenv.checks.doctor.context import Context
from vxenv.checks.doctor.credentials import check_credentials
from vxenv.checks.doctor.gcloud import check_gcloud
from vxenv.checks.doctor.network import check_network
from vxenv.checks.doctor.policies import check_policies
from vxenv.checks.doctor.profile import check_profile
from vxenv.checks.doctor.routing import check_routing
from vxenv.checks.doctor.settings import check_settings
from vxenv.checks.doctor.shell import check_shell
from vxenv.checks.doctor.sources import check_sources
from vxenv.checks.finding import Check

GROUPS: Final[dict[str, Callable[[Context], Iterable[Check]]]] = {
    "shell": check_shell,
    "config": check_config,
    "sources": check_sources,
    "policy": check_policies,
    "client": check_client,
    "profile": check_profile,
    "settings": check_settings,
    "routing": check_routing,
    "credentials": check_credentials,
    "gcloud": check_gcloud,
    "network": check_network,
    "clients": check_clients,
}


def check_groups(context: Context) -> Iterator[tuple[str, list[Check]]]:
    """Yield the title of each group with its checks."""
    for title, check in GROUPS.items():
        yield title, list(check(context))
