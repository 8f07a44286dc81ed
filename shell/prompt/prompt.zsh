# Shows the active profile before zsh's prompt, in red if it is protected, else in cyan. Source this after vxenv's hook.
# zsh expands PROMPT at each prompt; no program is started. Characters that profile names cannot contain, such as
# control characters, are shown as question marks.

setopt prompt_subst
PROMPT='${VXENV_PROFILE:+%F{${${VXENV_PROTECTED:+red}:-cyan}\}${VXENV_PROFILE//[^A-Za-z0-9._+\/-]/?}%f }'$PROMPT
