# A segment for powerlevel10k. Source this in ~/.zshrc after ~/.p10k.zsh, and add `vxenv` to
# POWERLEVEL9K_LEFT_PROMPT_ELEMENTS or POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS. It starts no program.

function prompt_vxenv {
  [[ -n ${VXENV_PROFILE-} ]] || return 0
  if [[ -n ${VXENV_PROTECTED-} ]]; then
    p10k segment -s PROTECTED -f red -t "${VXENV_PROFILE//[^A-Za-z0-9._+\/-]/?}"
  else
    p10k segment -f cyan -t "${VXENV_PROFILE//[^A-Za-z0-9._+\/-]/?}"
  fi
}

# The instant prompt is drawn before the hook is loaded, so it shows inherited variables.
function instant_prompt_vxenv { prompt_vxenv; }
