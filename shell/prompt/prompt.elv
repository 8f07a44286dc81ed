# The active profile in front of elvish's prompt: red if it is protected, else cyan. Load it in rc.elv behind an
# edit:prompt of your own: eval (slurp < ~/.config/vxenv/prompt.elv). No program is started for it.

use re
var __vxenv_prompt_before~ = $edit:prompt
set edit:prompt = {
  if (and (has-env VXENV_PROFILE) (not-eq $E:VXENV_PROFILE '')) {
    var colour = cyan
    if (not-eq $E:VXENV_PROTECTED '') {
      set colour = red
    }
    styled (re:replace '[^A-Za-z0-9._+-]' '?' $E:VXENV_PROFILE) $colour
    put ' '
  }
  __vxenv_prompt_before
}
