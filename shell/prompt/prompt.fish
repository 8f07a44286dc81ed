# Shows the active profile before fish's prompt, in red if it is protected, else in cyan. Source this after your own
# fish_prompt. It starts no program.

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
            printf '%s ' (string replace -ra '[^A-Za-z0-9._+/-]' '?' -- $VXENV_PROFILE)
            set_color normal
        end
        # The wrapped prompt may show the status of the last command.
        __vxenv_prompt_status $code
        __vxenv_prompt_before
    end
    function __vxenv_prompt_status
        return $argv[1]
    end
end
