# For themes of oh-my-zsh: save this as ~/.oh-my-zsh/custom/vxenv.zsh. It shows the active profile before the theme's
# right prompt, in red if it is protected, else in cyan. It starts no program.

setopt prompt_subst
RPROMPT='${VXENV_PROFILE:+%F{${${VXENV_PROTECTED:+red}:-cyan}\}${VXENV_PROFILE//[^A-Za-z0-9._+\/-]/?}%f }'${RPROMPT-}
