"""The first line of a plan, which the hook compares as text before it looks at the rest."""


def heading(seal: str, who: str) -> str:
    """Return the line for a plan that is for `who`, in a home whose secret is `seal`.

    The secret stands at both ends, so that no key, which may hold any text, ends it early.
    """
    return f"vxenv plan {seal} {who} {seal}\n"
