# A segment for powerlevel10k. Source it in ~/.zshrc behind ~/.p10k.zsh, and add `vxenv` to
# POWERLEVEL9K_LEFT_PROMPT_ELEMENTS or POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS. No program is started for it.

function prompt_vxenv {
  [[ -n ${VXENV_PROFILE-} ]] || return 0
  if [[ -n ${VXENV_PROTECTED-} ]]; then
    p10k segment -s PROTECTED -f red -t "${VXENV_PROFILE//[^A-Za-z0-9._+-]/?}"
  else
    p10k segment -f cyan -t "${VXENV_PROFILE//[^A-Za-z0-9._+-]/?}"
  fi
}

# The instant prompt is drawn before the hook is loaded: it shows what the shell inherited.
function instant_prompt_vxenv { prompt_vxenv; }
