# The active profile in front of zsh's prompt: red if it is protected, else cyan. Source it behind vxenv's hook.
# zsh expands what is in PROMPT at each prompt; no program is started for it. A % in a name would steer the prompt, so
# it is doubled.

setopt prompt_subst
PROMPT='${VXENV_PROFILE:+%F{${${VXENV_PROTECTED:+red}:-cyan}\}${VXENV_PROFILE//\%/%%}%f }'$PROMPT
