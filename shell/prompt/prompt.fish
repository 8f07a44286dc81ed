# The active profile in front of fish's prompt: red if it is protected, else cyan. Source it behind your own
# fish_prompt. No program is started for it.

if not functions -q __vxenv_prompt_before
    functions -c fish_prompt __vxenv_prompt_before
    function fish_prompt
        set -l code $status
        if test -n "$VXENV_PROFILE"
            if test -n "$VXENV_PROTECTED"
                set_color red
            else
                set_color cyan
            end
            printf '%s ' (string replace -ra '[^A-Za-z0-9._+-]' '?' -- $VXENV_PROFILE)
            set_color normal
        end
        # The prompt behind this one may show the status of the last command.
        __vxenv_prompt_status $code
        __vxenv_prompt_before
    end
    function __vxenv_prompt_status
        return $argv[1]
    end
end
