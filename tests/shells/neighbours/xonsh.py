"""Provide typical rc code of xonsh, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "starship",
        # A prompt function, evaluated each time with the status of the last line.
        r"""
        def star_prompt():
            import subprocess
            subprocess.run(["true"], env=${...}.detype(), check=True)
            return f"<star {${...}.get('LAST_RETURN_CODE', 0)}>@@PROMPT@@"

        $STAR_SHELL = 'xonsh'
        $PROMPT = star_prompt
        """,
        "<star STATUS>",
    ),
    Company(
        "mise",
        # It evaluates the output of a program at each prompt and move, and has an alias for itself.
        r"""
        import os as other_os
        from xonsh.built_ins import XSH as OTHER

        def other_hook(**kwargs):
            OTHER.builtins.execx("$OTHER = '" + other_os.getcwd().replace("'", "") + "'", "exec", OTHER.ctx)

        def other_says(**kwargs):
            print(f"<other {$LAST_RETURN_CODE}>", end="", flush=True)
            other_hook()

        events.on_chdir(lambda **kwargs: other_hook())
        events.on_pre_prompt(other_says)
        aliases['other'] = lambda args: other_hook()
        """,
        "<other STATUS>",
    ),
    Company(
        "direnv",
        # A program prints the changes as JSON when the directory changes.
        r"""
        @events.on_post_init
        @events.on_chdir
        def __direnv(**kwargs):
            import json
            for name, value in json.loads($(echo '{"OTHER": "x", "OTHER_GONE": null}')).items():
                if value is None:
                    ${...}.pop(name, None)
                else:
                    ${...}[name] = value
        """,
    ),
    Company(
        "zoxide",
        # Replaces `cd`.
        r"""
        from xonsh.dirstack import cd as zo_xonsh_cd

        def zo_cd(args, **kwargs):
            return zo_xonsh_cd(args)

        @events.on_chdir
        def zo_hook(**kwargs):
            import os, subprocess
            subprocess.run(["true", os.getcwd()], check=False, env=__xonsh__.env.detype())

        aliases['cd'] = zo_cd
        """,
    ),
    Company(
        "atuin",
        r"""
        @events.on_precommand
        def tuin_begin(cmd, **kwargs):
            $TUIN_ID = str(len(cmd))

        @events.on_postcommand
        def tuin_end(cmd, rtn, out, ts, **kwargs):
            print(f"<tuin {rtn}>", end="", flush=True)
            ${...}.pop('TUIN_ID', None)
        """,
        "<tuin STATUS>",
    ),
    Company(
        "conda",
        # A function wraps the program and evaluates its output.
        r"""
        def conda_main(args, **kwargs):
            if args[0] == 'activate':
                __xonsh__.builtins.execx("$CONDA_PREFIX = '/base'; $PATH.insert(0, '/b')", 'exec', __xonsh__.ctx)

        aliases['conda'] = conda_main
        conda activate base
        """,
    ),
    Company(
        "foreign",
        # It takes over the final state of a bash that starts with all variables exported here.
        """
        echo 'export OTHER=x; other() { :; }; alias other_too=true' > $HOME/other.sh
        source-bash $HOME/other.sh
        """,
    ),
    Company(
        "aliases",
        "aliases |= {'ls': 'ls -F', 'cat': ['cat', '-n'], 'command': lambda args: 1, '..': 'cd ..'}\n"
        "aliases['env'] = ['/usr/bin/env']",
    ),
    Company(
        "names",
        # Names of Python builtins that users may redefine.
        "os = sys = json = re = hook = text = list = str = dict = tuple = set = any = all = map = isinstance = None\n"
        "len = next = object = bool = getattr = sorted = OSError = ValueError = property = staticmethod = None",
    ),
    Company("vi", "$VI_MODE = True"),
    Company("directories", "$AUTO_CD = True; $AUTO_PUSHD = True; $CDPATH = ['/']; $DIRSTACK_SIZE = 2"),
    Company("strict", "$RAISE_SUBPROC_ERROR = True; $XONSH_SHOW_TRACEBACK = True; $EXPAND_ENV_VARS = True"),
    Company("raising", "$XONSH_SUBPROC_RAISE_ERROR = True; $XONSH_SUBPROC_CMD_RAISE_ERROR = True"),
    Company("environ", "$UPDATE_OS_ENVIRON = True"),
    Company("threads", "$THREAD_SUBPROCS = None; $XONSH_CAPTURE_ALWAYS = True"),
]
