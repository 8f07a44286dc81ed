"""The checks that send requests to Google."""
