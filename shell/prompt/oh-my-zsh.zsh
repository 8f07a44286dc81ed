# For themes of oh-my-zsh: as ~/.oh-my-zsh/custom/vxenv.zsh. It puts the active profile in front of the theme's right
# prompt: red if it is protected, else cyan. No program is started for it.

setopt prompt_subst
RPROMPT='${VXENV_PROFILE:+%F{${${VXENV_PROTECTED:+red}:-cyan}\}${VXENV_PROFILE//[^A-Za-z0-9._+-]/?}%f }'${RPROMPT-}
