"""Tests of Claude Code's settings files, its version, and vxenv's patches of them."""
