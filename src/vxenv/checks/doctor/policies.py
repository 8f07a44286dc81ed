"""Check the policies: the administrator's, and those of sources."""

import os
from collections.abc import Iterator

from vxenv.catalogue.days import get_utc_today
from vxenv.checks.doctor.config import report_broken
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import NOTE, OK, WARNING, Check
from vxenv.errors import quote_word
from vxenv.paths import shorten_path
from vxenv.profiles.policy import Policy
from vxenv.profiles.policy_files import PolicyFile, list_all_policies


def check_policies(_: Context) -> Iterator[Check]:
    """Yield a check for each policy file; lint reports what the active stack breaks."""
    for file in list_all_policies():
        place = shorten_path(file.path)
        if file.ignored:
            folder = quote_word(shorten_path(os.path.dirname(file.path)))
            yield Check("policy", WARNING, f"ignoring {place}: {file.ignored}", f"ls -ld {folder} {quote_word(place)}")
        elif file.trouble:
            yield report_broken("policy", file.trouble)
        elif file.policy:
            yield _describe_policy(file, file.policy)


def _describe_policy(file: PolicyFile, policy: Policy) -> Check:
    today = get_utc_today()
    place = shorten_path(file.path)
    if policy.first and today < policy.first:
        return Check("policy", NOTE, f"{place} applies from {policy.first}")
    if policy.last and policy.last < today:
        return Check("policy", NOTE, f"{place} applied until {policy.last}")
    scope = f'profiles of the source "{file.source}"' if file.source else "all profiles"
    until = f" until {policy.last}" if policy.last else ""
    return Check("policy", OK, f"{place} applies to {scope}{until}: {', '.join(policy.list_topics()) or 'no rules'}")
