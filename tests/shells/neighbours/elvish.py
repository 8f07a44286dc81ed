"""Provide typical rc.elv code, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "mise",
        # Functions after a move and before a prompt, each appended to the existing ones.
        """
        fn other-moved { set-env OTHER $pwd }
        set after-chdir = (conj $after-chdir {|_| other-moved })
        set edit:before-readline = (conj $edit:before-readline $other-moved~)
        """,
    ),
    Company(
        "direnv",
        # Its program prints data, and nothing if nothing changes.
        """
        set @edit:before-readline = $@edit:before-readline {
        try {
        var m = [(echo '{"DIRENV_OTHER": "x"}' | from-json)]
        if (> (count $m) 0) { for k [(keys $m[0])] { set-env $k $m[0][$k] } }
        } catch e { echo $e }
        }
        """,
    ),
    Company(
        "zoxide",
        # Replaces `cd`, with a hook for moves.
        """
        set after-chdir = [$@after-chdir {|_| set-env ZOXIDE_OTHER $pwd }]
        use builtin
        fn jump {|@words| builtin:cd $@words }
        edit:add-var cd~ $jump~
        """,
    ),
    Company(
        "starship",
        """
        set edit:after-command = [$@edit:after-command {|m| set-env STAR_ERROR (not-eq $m[error] $nil) }]
        set edit:rprompt = { print 'star' }
        """,
    ),
    Company("carapace", "set edit:completion:arg-completer[git] = {|@words| put checkout }"),
    Company("cd that lists", "use builtin; fn cd {|@words| builtin:cd $@words; e:ls }"),
    Company("keys", "set edit:insert:binding[Ctrl-L] = { edit:clear }; set edit:max-height = 20"),
    Company(
        "names", "fn ls {|@words| e:ls --color=never $@words }; fn env { fail never }; var path = mine; var str = mine"
    ),
    Company("indicator", "set value-out-indicator = 'value> '; set notify-bg-job-success = $false"),
]
