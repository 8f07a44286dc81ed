# Shows the active profile before xonsh's prompt, in red if it is protected, else in cyan. Load this after your own
# $PROMPT: exec($(vxenv prompt --file prompt.xsh)). It starts no program.


def __vxenv_prompt_load() -> None:
    """Put the profile in front of the prompt that is there."""
    import re

    from xonsh.built_ins import XSH

    def profile() -> str:
        """Return what is shown: what no profile can be called, such as a field of the prompt, as question marks."""
        name = re.sub(r"[^A-Za-z0-9._+/-]", "?", str(XSH.env.get("VXENV_PROFILE") or ""))
        return name and name + " "

    def colour() -> str:
        return "RED" if XSH.env.get("VXENV_PROTECTED") else "CYAN"

    before = XSH.env.get("PROMPT")

    def shown() -> str:
        own = before() if callable(before) else str(before)
        name = profile()
        return (f"{{{colour()}}}{name}{{RESET}}" if name else "") + own

    shown.__name__ = "__vxenv_prompt_shown"
    if getattr(before, "__name__", "") != shown.__name__:
        XSH.env["PROMPT"] = shown


__vxenv_prompt_load()
