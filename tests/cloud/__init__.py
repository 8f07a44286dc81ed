"""vxenv against a Google of the tests' own, on loopback."""
