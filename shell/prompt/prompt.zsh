# The active profile in front of zsh's prompt: red if it is protected, else cyan. Source it behind vxenv's hook.
# zsh expands what is in PROMPT at each prompt; no program is started for it. Whatever no
# profile can be called, which might steer the prompt or the terminal, is shown as question marks.

setopt prompt_subst
PROMPT='${VXENV_PROFILE:+%F{${${VXENV_PROTECTED:+red}:-cyan}\}${VXENV_PROFILE//[^A-Za-z0-9._+-]/?}%f }'$PROMPT
