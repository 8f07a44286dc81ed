# Shows the active profile before elvish's prompt, in red if it is protected, else in cyan. Load this in rc.elv after
# your own edit:prompt: eval (slurp < ~/.config/vxenv/prompt.elv). It starts no program.

use re
var __vxenv_prompt_before~ = $edit:prompt
set edit:prompt = {
  if (and (has-env VXENV_PROFILE) (not-eq $E:VXENV_PROFILE '')) {
    var colour = cyan
    if (not-eq $E:VXENV_PROTECTED '') {
      set colour = red
    }
    styled (re:replace '[^A-Za-z0-9._+/-]' '?' $E:VXENV_PROFILE) $colour
    put ' '
  }
  __vxenv_prompt_before
}
