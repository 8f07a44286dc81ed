"""Read and edit JSON and TOML; edits leave all other bytes unchanged."""
