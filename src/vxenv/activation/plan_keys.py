"""The keys by which a shell asks for a plan: ``use:STACK``, ``dir:FILE``, ``default``, and words for none."""

USE, OFF, DIRECTORY, DEFAULT = "use", "off", "dir", "default"
UNLOAD = "unload"  # as OFF, but leaves no variable of vxenv's own for child shells, which may have no hook
