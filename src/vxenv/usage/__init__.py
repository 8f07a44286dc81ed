"""Usage: the ledger of sessions, transcripts, and what sessions cost."""
