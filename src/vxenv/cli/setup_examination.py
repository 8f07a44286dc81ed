"""Check the profile that setup has created."""

from vxenv.checks.doctor.context import gather_context
from vxenv.checks.doctor.groups import check_groups
from vxenv.checks.finding import FAILED, WARNING
from vxenv.cli.output.check_lines import render_checks
from vxenv.cli.output.terminal import report
from vxenv.errors import VxenvError


def examine_profile(name: str) -> None:
    """Print the problems that doctor finds in the profile `name`, except those of the shell, which has no hook yet."""
    try:
        groups = [(title, checks) for title, checks in check_groups(gather_context((name,))) if title != "shell"]
    except VxenvError as error:
        report("", f"cannot check {name}: {error.what}")
        return
    bad = any(check.state in (FAILED, WARNING) for _, checks in groups for check in checks)
    report("", f"doctor {name}:" if bad else f"doctor {name}: no problems found")
    report(*(line for title, checks in groups for line in render_checks(title, checks, verbose=False, quiet=True)))
