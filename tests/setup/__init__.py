"""Tests of setup and its removal."""
