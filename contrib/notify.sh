#!/bin/sh
# A desktop notification when predictions are overdue, and none when all is well.
# Arguments go to `forecastctl check`, whose exit code is handed on.

PATH="$HOME/.local/bin:$PATH"
: "${DBUS_SESSION_BUS_ADDRESS:=unix:path=/run/user/$(id -u)/bus}" # cron does not set it
export PATH DBUS_SESSION_BUS_ADDRESS

line=$(forecastctl check "$@" </dev/null)
code=$?
case $code in
  0) exit 0 ;;
  1) urgency=normal ;;
  *) urgency=critical ;;
esac
notify-send --app-name=forecastctl --urgency="$urgency" 'Predictions' "${line%% |*}"
exit "$code"
