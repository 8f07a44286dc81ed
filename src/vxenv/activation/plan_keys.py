"""Keys of plans: ``use:STACK``, ``dir:FILE``, ``default``, and words for no plan."""

USE, OFF, DIRECTORY, DEFAULT = "use", "off", "dir", "default"
AUTO = "auto"  # removes the pin
UNLOAD = "unload"  # like OFF, but removes all of vxenv's variables, since child shells may have no hook
