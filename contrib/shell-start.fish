# Once a day the first new shell says what is overdue; the others, and quiet days, say nothing.
# For fish: copy it to ~/.config/fish/conf.d/forecastctl.fish

function _forecastctl_daily
    command -q forecastctl; or return
    set -l folder $HOME/.local/state/forecastctl
    set -q XDG_STATE_HOME; and set folder $XDG_STATE_HOME/forecastctl
    set -l today (date +%Y-%m-%d)
    set -l last
    test -r $folder/last-check; and read last <$folder/last-check
    test "$last" = $today; and return
    mkdir -p $folder; and echo $today >$folder/last-check
    set -l line (forecastctl check -q --timeout 2 </dev/null 2>/dev/null)
    or string replace --regex ' \|.*' '' -- $line
end

status is-interactive; and _forecastctl_daily
functions --erase _forecastctl_daily
