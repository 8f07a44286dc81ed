# Completions of vxenv for elvish, 0.18 and later.
#
# Names of profiles come from the store's directory: no process is started for them. What only vxenv knows (keys,
# locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

use path
use re
use str

# --- made by `make completions` from the commands; not by hand ---
var __vxenv_c_commands = [
  &''=['use' 'off' 'auto' 'default' 'exec' 'export' 'local' 'allow' 'trust' 'deny' 'allowed' 'list' 'ls' 'show' 'diff' 'status' 'current' 'which' 'prompt' 'why' 'models' 'vars' 'usage' 'add' 'set' 'unset' 'edit' 'copy' 'cp' 'rename' 'mv' 'remove' 'rm' 'import' 'login' 'undo' 'schema' 'source' 'statusline' 'guard' 'claude' 'editor' 'lint' 'upgrade' 'doctor' 'probe' 'explain' 'setup' 'config' 'init' 'completions' 'try' 'help']
  &'source'=['add' 'init' 'list' 'pin' 'remove' 'show' 'update']
  &'claude'=['install' 'remove']
  &'editor'=['install' 'remove']
  &'config'=['get' 'list' 'set' 'unset']
]
var __vxenv_c_options = [
  &''=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '-V' '--version' '--help']
  &'use'=['-y' '--yes' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'off'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'auto'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'default'=['--unset' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'exec'=['-y' '--yes' '--no-settings' '--ssh' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'export'=['--format' '--flatten' '--write' '--remove' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'local'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'allow'=['-y' '--yes' '--full' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'trust'=['-y' '--yes' '--full' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'deny'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'allowed'=['--prune' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'list'=['--source' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'ls'=['--source' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'show'=['--json' '--all' '--resolved' '--client' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'diff'=['--all' '--exit-code' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'status'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'current'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'which'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'prompt'=['--format' '--file' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'why'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'models'=['--location' '--family' '--served' '--retiring-within' '--client' '--prices' '--refresh' '--profile' '-y' '--yes' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'vars'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'usage'=['--by' '--since' '--until' '--profile' '--from' '--guess' '--prices' '--json' '--csv' '--svg' '--reconcile' '--billing-table' '--logs-table' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'add'=['--project' '--region' '--location' '--main' '--opus' '--sonnet' '--haiku' '--credentials' '--description' '--extends' '--protected' '--set' '--from' '--from-env' '--from-settings' '--from-gcloud' '--from-rc' '--function' '--from-dotenv' '-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'set'=['--if-set' '-n' '--dry-run' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'unset'=['-n' '--dry-run' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'edit'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'copy'=['-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'cp'=['-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'rename'=['--keep-directories' '-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'mv'=['--keep-directories' '-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'remove'=['-f' '--force' '-y' '--yes' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'rm'=['-f' '--force' '-y' '--yes' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'import'=['--as' '--format' '-f' '--force' '-n' '--dry-run' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'login'=['--impersonate-service-account' '--quota-project' '--disable-quota-project' '--no-launch-browser' '-n' '--dry-run' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'undo'=['--list' '--redo' '-n' '--dry-run' '-f' '--force' '--forget' '-y' '--yes' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'schema'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source add'=['--ref' '--path' '--set' '--require-signed' '--auto' '-y' '--yes' '--full' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source init'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source list'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source pin'=['--unset' '-y' '--yes' '--full' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source remove'=['-y' '--yes' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source show'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'source update'=['--check' '--set' '--allow-rollback' '--allow-rewrite' '-y' '--yes' '--full' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'statusline'=['--format' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'guard'=['--record' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'claude'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'claude install'=['--user' '--project' '--local' '--statusline' '--no-statusline' '--guard' '--no-guard' '-n' '--dry-run' '--format' '-f' '--force' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'claude remove'=['--user' '--project' '--local' '--statusline' '--no-statusline' '--guard' '--no-guard' '-n' '--dry-run' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'editor'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'editor install'=['--workspace' '--user' '--remote' '-n' '--dry-run' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'editor remove'=['--workspace' '--user' '--remote' '-n' '--dry-run' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'lint'=['--all' '--source' '--client' '--format' '--json' '--strict' '--fix' '-y' '--yes' '--explain' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'upgrade'=['--all' '--client' '-y' '--yes' '-n' '--dry-run' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'doctor'=['-v' '--verbose' '-q' '--quiet' '--online' '--spend' '-y' '--yes' '--json' '--no-pager' '--color' '--debug' '--help']
  &'probe'=['--models' '--locations' '--repeat' '--jobs' '--spend' '-y' '--yes' '--client' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'explain'=['--file' '--profile' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'setup'=['--shell' '-y' '--yes' '-n' '--dry-run' '--remove' '--purge' '--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'config'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'config get'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'config list'=['--json' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'config set'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'config unset'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'init'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'completions'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'try'=['--shell' '-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
  &'help'=['-q' '--quiet' '-v' '--verbose' '--no-pager' '--color' '--debug' '--help']
]
var __vxenv_c_arguments = [
  &'use'=['stacks*']
  &'default'=['stacks*']
  &'exec'=['programs*']
  &'export'=['stacks*']
  &'local'=['stacks*']
  &'allow'=['folders']
  &'trust'=['folders']
  &'deny'=['folders']
  &'show'=['stacks*']
  &'diff'=['sides' 'sides']
  &'which'=['stacks*']
  &'why'=['known']
  &'vars'=['known']
  &'add'=['nothing']
  &'set'=['settings*']
  &'unset'=['unsettings*']
  &'edit'=['profiles']
  &'copy'=['profiles' 'nothing']
  &'cp'=['profiles' 'nothing']
  &'rename'=['profiles' 'nothing']
  &'mv'=['profiles' 'nothing']
  &'remove'=['profiles*']
  &'rm'=['profiles*']
  &'import'=['files']
  &'login'=['profiles']
  &'undo'=['nothing']
  &'schema'=['=profile directory config policy catalogue']
  &'source add'=['nothing' 'nothing']
  &'source init'=['folders']
  &'source pin'=['sources' 'nothing']
  &'source remove'=['sources']
  &'source show'=['sources']
  &'source update'=['sources*']
  &'claude install'=['files']
  &'claude remove'=['files']
  &'editor install'=['=vscode cursor zed jetbrains' 'stacks*']
  &'editor remove'=['=vscode cursor zed jetbrains']
  &'lint'=['targets*']
  &'upgrade'=['stacks*']
  &'doctor'=['stacks*']
  &'probe'=['stacks*']
  &'explain'=['nothing*']
  &'config get'=['=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line']
  &'config set'=['=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line' 'nothing*']
  &'config unset'=['=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line']
  &'init'=['=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh']
  &'completions'=['=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh']
  &'help'=['=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust' 'nothing']
]
var __vxenv_c_valued = [
  &'--color'='=auto always never'
  &'use --color'='=auto always never'
  &'off --color'='=auto always never'
  &'auto --color'='=auto always never'
  &'default --color'='=auto always never'
  &'exec --ssh'='nothing'
  &'exec --color'='=auto always never'
  &'export --format'='=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle'
  &'export --write'='files'
  &'export --remove'='files'
  &'export --color'='=auto always never'
  &'local --color'='=auto always never'
  &'allow --color'='=auto always never'
  &'trust --color'='=auto always never'
  &'deny --color'='=auto always never'
  &'allowed --color'='=auto always never'
  &'list --source'='sources'
  &'list --color'='=auto always never'
  &'ls --source'='sources'
  &'ls --color'='=auto always never'
  &'show --client'='clients'
  &'show --color'='=auto always never'
  &'diff --color'='=auto always never'
  &'status --color'='=auto always never'
  &'current --color'='=auto always never'
  &'which --color'='=auto always never'
  &'prompt --format'='nothing'
  &'prompt --file'='=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf'
  &'prompt --color'='=auto always never'
  &'why --color'='=auto always never'
  &'models --location'='locations'
  &'models --family'='=opus sonnet haiku fable'
  &'models --retiring-within'='nothing'
  &'models --client'='clients'
  &'models --profile'='stacks'
  &'models --color'='=auto always never'
  &'vars --color'='=auto always never'
  &'usage --by'='=profile project location model role directory branch day week month session'
  &'usage --since'='nothing'
  &'usage --until'='nothing'
  &'usage --profile'='stacks'
  &'usage --from'='folders'
  &'usage --svg'='files'
  &'usage --reconcile'='=bigquery'
  &'usage --billing-table'='nothing'
  &'usage --logs-table'='nothing'
  &'usage --color'='=auto always never'
  &'add --project'='nothing'
  &'add --region'='locations'
  &'add --location'='locations'
  &'add --main'='models'
  &'add --opus'='models'
  &'add --sonnet'='models'
  &'add --haiku'='models'
  &'add --credentials'='files'
  &'add --description'='nothing'
  &'add --extends'='profiles'
  &'add --set'='pairs'
  &'add --from'='profiles'
  &'add --from-rc'='files'
  &'add --function'='nothing'
  &'add --from-dotenv'='files'
  &'add --color'='=auto always never'
  &'set --color'='=auto always never'
  &'unset --color'='=auto always never'
  &'edit --color'='=auto always never'
  &'copy --color'='=auto always never'
  &'cp --color'='=auto always never'
  &'rename --color'='=auto always never'
  &'mv --color'='=auto always never'
  &'remove --color'='=auto always never'
  &'rm --color'='=auto always never'
  &'import --as'='nothing'
  &'import --format'='=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer'
  &'import --color'='=auto always never'
  &'login --impersonate-service-account'='nothing'
  &'login --quota-project'='nothing'
  &'login --color'='=auto always never'
  &'undo --color'='=auto always never'
  &'schema --color'='=auto always never'
  &'source --color'='=auto always never'
  &'source add --ref'='nothing'
  &'source add --path'='nothing'
  &'source add --set'='pairs'
  &'source add --require-signed'='files'
  &'source add --color'='=auto always never'
  &'source init --color'='=auto always never'
  &'source list --color'='=auto always never'
  &'source pin --color'='=auto always never'
  &'source remove --color'='=auto always never'
  &'source show --color'='=auto always never'
  &'source update --set'='pairs'
  &'source update --color'='=auto always never'
  &'statusline --format'='nothing'
  &'statusline --color'='=auto always never'
  &'guard --color'='=auto always never'
  &'claude --color'='=auto always never'
  &'claude install --format'='nothing'
  &'claude install --color'='=auto always never'
  &'claude remove --color'='=auto always never'
  &'editor --color'='=auto always never'
  &'editor install --workspace'='folders'
  &'editor install --color'='=auto always never'
  &'editor remove --workspace'='folders'
  &'editor remove --color'='=auto always never'
  &'lint --source'='files'
  &'lint --client'='clients'
  &'lint --format'='=text json sarif github'
  &'lint --explain'='rules'
  &'lint --color'='=auto always never'
  &'upgrade --client'='clients'
  &'upgrade --color'='=auto always never'
  &'doctor --color'='=auto always never'
  &'probe --models'='models'
  &'probe --locations'='locations'
  &'probe --repeat'='nothing'
  &'probe --jobs'='nothing'
  &'probe --client'='clients'
  &'probe --color'='=auto always never'
  &'explain --file'='files'
  &'explain --profile'='stacks'
  &'explain --color'='=auto always never'
  &'setup --shell'='=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh'
  &'setup --color'='=auto always never'
  &'config --color'='=auto always never'
  &'config get --color'='=auto always never'
  &'config list --color'='=auto always never'
  &'config set --color'='=auto always never'
  &'config unset --color'='=auto always never'
  &'init --color'='=auto always never'
  &'completions --color'='=auto always never'
  &'try --shell'='=bash zsh fish ksh mksh tcsh elvish nushell xonsh'
  &'try --color'='=auto always never'
  &'help --color'='=auto always never'
]
# --- end of what is made ---

# --- Profiles, without a process ---

# Puts vxenv's configuration directory, as vxenv finds it.
fn __vxenv_c_store {
  if (not-eq $E:VXENV_CONFIG_DIR '') {
    put $E:VXENV_CONFIG_DIR
  } elif (re:match '\S' $E:XDG_CONFIG_HOME) {
    put $E:XDG_CONFIG_HOME/vxenv
  } else {
    put $E:HOME/.config/vxenv
  }
}

# Puts vxenv's state directory, as vxenv finds it.
fn __vxenv_c_state {
  if (not-eq $E:VXENV_STATE_DIR '') {
    put $E:VXENV_STATE_DIR
  } elif (re:match '\S' $E:XDG_STATE_HOME) {
    put $E:XDG_STATE_HOME/vxenv
  } else {
    put $E:HOME/.local/state/vxenv
  }
}

# Puts the names of profiles, each behind BEFORE.
fn __vxenv_c_read {|before|
  for file [(__vxenv_c_store)/profiles/*[nomatch-ok].toml] {
    var name = (str:trim-suffix (path:base $file) .toml)
    # No other name is a profile's.
    if (and (re:match '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' $name) (path:is-regular &follow-symlink=$true $file)) {
      put $before$name
    }
  }
  for file [(__vxenv_c_state)/sources/*[nomatch-ok]/profiles/*[nomatch-ok].toml] {
    var source = (path:base (path:dir (path:dir $file)))
    var name = $source/(str:trim-suffix (path:base $file) .toml)
    if (and (re:match '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' $name) (path:is-regular &follow-symlink=$true $file)) {
      put $before$name
    }
  }
}

# --- What stands behind arguments and options ---

# Puts what vxenv knows. The hook keeps a function for that, since `vxenv` may be on no PATH.
fn __vxenv_c_ask {|@words|
  try {
    if (has-key $edit:completion:arg-completer 'vxenv complete') {
      $edit:completion:arg-completer['vxenv complete'] $@words < /dev/null 2> /dev/null
    } else {
      (external vxenv) complete $@words < /dev/null 2> /dev/null
    }
  } catch {
    nop
  } | from-lines | each {|line| put [(str:split "\t" $line)][0] }
}

# KEY=VALUE: the key, then what fits it.
fn __vxenv_c_pairs {|word|
  var at = (str:index $word =)
  if (< $at 0) {
    each {|key|
      if (str:has-suffix $key .) {
        edit:complex-candidate $key
      } else {
        edit:complex-candidate $key'='
      }
    } [(__vxenv_c_ask keys $word)]
    return
  }
  var key value = $word[..$at] $word[(+ $at 1)..]
  for found [(__vxenv_c_ask values $key)] {
    if (has-value [:files :directories] $found) {
      edit:complete-filename $value | each {|file| edit:complex-candidate $key'='$file[stem] &code-suffix=$file[code-suffix] }
    } else {
      put $key'='$found
    }
  }
}

# Puts the candidates of KIND for the last of WORDS, of which COUNT are arguments of the command already.
fn __vxenv_c_of {|kind count word|
  if (str:has-prefix $kind =) {
    str:split ' ' $kind[1..]
  } elif (has-value [profiles unsettings] $kind) {
    __vxenv_c_read ''
    if (and (eq $kind unsettings) (< 0 $count)) {
      __vxenv_c_ask keys $word
    }
  } elif (eq $kind settings) {
    if (not (str:contains $word =)) {
      __vxenv_c_read ''
    }
    if (< 0 $count) {
      __vxenv_c_pairs $word
    }
  } elif (has-value [stacks sides targets programs] $kind) {
    __vxenv_c_read $word[..(+ 1 (str:last-index $word +))]
    if (eq $kind sides) {
      put @shell @dir @claude
    }
    if (has-value [sides targets] $kind) {
      edit:complete-filename $word
    }
  } elif (eq $kind pairs) {
    __vxenv_c_pairs $word
  } elif (eq $kind files) {
    edit:complete-filename $word
  } elif (eq $kind folders) {
    edit:complete-filename $word | each {|file|
      if (str:has-suffix $file[stem]$file[code-suffix] /) {
        put $file
      }
    }
  } elif (not (has-value ['' nothing] $kind)) {
    __vxenv_c_ask $kind $word
  }
}

# Puts the candidates for the last of the words, which begin with vxenv.
fn __vxenv_c_complete {|@words|
  var word = $words[-1]
  var command = []
  var count = 0
  var value = ''
  var at = 0
  for one $words[1..-1] {
    set at = (+ $at 1)
    if (not-eq $value '') {
      set value = ''
    } elif (eq $one --) {
      # A command line of its own.
      edit:complete-sudo sudo (all $words[(+ $at 1)..])
      return
    } elif (str:has-prefix $one -) {
      var name = (str:join ' ' [$@command $one])
      if (has-key $__vxenv_c_valued $name) {
        set value = $__vxenv_c_valued[$name]
      }
    } elif (has-key $__vxenv_c_commands (str:join ' ' $command)) {
      set command = [$@command $one]
    } else {
      set count = (+ $count 1)
    }
  }
  var name = (str:join ' ' $command)
  if (not-eq $value '') {
    __vxenv_c_of $value 0 $word
  } elif (re:match '^--[^=]+=' $word) {
    var at = (str:index $word =)
    var option = (str:join ' ' [$@command $word[..$at]])
    if (has-key $__vxenv_c_valued $option) {
      __vxenv_c_of $__vxenv_c_valued[$option] 0 $word[(+ $at 1)..] | each {|found| put $word[..$at]'='$found }
    }
  } elif (str:has-prefix $word -) {
    if (has-key $__vxenv_c_options $name) {
      all $__vxenv_c_options[$name]
    }
  } elif (has-key $__vxenv_c_commands $name) {
    all $__vxenv_c_commands[$name]
  } elif (has-key $__vxenv_c_arguments $name) {
    var kinds = $__vxenv_c_arguments[$name]
    if (< $count (count $kinds)) {
      __vxenv_c_of (str:trim-suffix $kinds[$count] '*') $count $word
    } elif (str:has-suffix $kinds[-1] '*') {
      __vxenv_c_of (str:trim-suffix $kinds[-1] '*') $count $word
    }
  }
}

set edit:completion:arg-completer[vxenv] = $__vxenv_c_complete~
