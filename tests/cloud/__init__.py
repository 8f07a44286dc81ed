"""Test vxenv with a local Google server on loopback."""
