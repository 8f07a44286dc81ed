"""Provide stubs of the programs in hints: each does nothing, and fails on invalid arguments."""

import os
import shlex
import stat

from shells.home import Home

# The calls of gcloud, as in its reference: https://cloud.google.com/sdk/gcloud/reference
GCLOUD = (
    "init",
    "auth login",
    "auth list",
    "auth print-access-token",
    "auth application-default login",
    "auth application-default print-access-token",
    "auth application-default set-quota-project [a-z]*",
    "config get account",
    "config list [a-z]*/[a-z]*",
    "config unset [a-z]*/[a-z]*",
    "config set project [a-z]*",
    "config configurations list",
    "config configurations activate [a-z]*",
    "projects list",
    "projects get-iam-policy [a-z]*",
    "projects add-iam-policy-binding [a-z]* --member=[a-zA-Z]*:*@* --role=roles/[a-zA-Z]*.[a-zA-Z]*",
    "services enable [a-z]*.googleapis.com",
    "services enable [a-z]*.googleapis.com --project=[a-z]*",
    "iam service-accounts get-iam-policy [a-z]*@[a-z]*.gserviceaccount.com",
    "iam workload-identity-pools providers describe * --workload-identity-pool=* --location=global --project=*",
    "org-policies describe [a-z]*.[a-zA-Z.]* --effective --project=[a-z]*",
    "storage ls",
    "storage ls -a gs://*",
    "storage ls -l gs://*",
    "storage buckets add-iam-policy-binding gs://* --member=[a-zA-Z]*:*@* --role=roles/storage.objectViewer",
    "secrets versions access [a-z0-9]* --secret=* --project=[a-z]*",
)
OTHERS = {
    "claude": ("", "update", "--version", "--settings *"),
    "npm": ("install -g @anthropic-ai/claude-code",),
    "curl": ("-sSI https://*.googleapis.com/", "-X POST -H *:setPublisherModelConfig"),
    "sudo": ("chown -R [0-9]* *",),
    "pgrep": ("-fl vxenv",),
    "pass": ("show *",),
    "vi": ("*",),
    "nano": ("*",),
}


def write_standins(home: Home) -> str:
    """Write the programs, and return their directory."""
    for name, calls in {"gcloud": GCLOUD, **OTHERS}.items():
        told = "echo me@acme.example" if name == "gcloud" else ":"
        patterns = "|".join(_pattern(call) for call in calls)
        script = f'#!/bin/sh\ncase "$*" in {patterns}) {told} ;; *) echo "$0: $*" >&2; exit 64 ;; esac\n'
        os.chmod(home.write(f"bin/{name}", script), stat.S_IRWXU)
    return home.path("bin")


def _pattern(call: str) -> str:
    """Return `call` as a `case` pattern with quoted blanks."""
    return "' '".join(part if set(part) & set("*[") else shlex.quote(part) for part in call.split(" ")) or "''"
