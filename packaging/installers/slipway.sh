#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts a command of Slipway, or the window under the name slipway-desktop or as `slipway desktop`. Java's options and
# the order of the jars are those with which the class caches beside them were made.
case ${0##*/} in
  slipway-desktop) room=desktop ;;
  *) room=cli ;;
esac
home=$(readlink -f "$0")
home=${home%/bin/*}
app=$home/lib/app
if [ "$room" = cli ] && [ "${1:-}" = desktop ]; then
  room=desktop
  shift
fi

lacks() {
  echo "slipway: $1; the command line does the same work: slipway --help" >&2
  exit 3
}

# Without these JavaFX would end with a trace of its own. Nothing is started to find it out.
need_window() {
  [ -n "${DISPLAY:-}" ] || lacks "there is no display to open a window on (DISPLAY is not set)"
  for library in "$home"/lib/*/libgtk-3.so.0 /usr/lib/libgtk-3.so.0 /usr/lib/*/libgtk-3.so.0 /usr/lib64/libgtk-3.so.0; do
    [ ! -e "$library" ] || return 0
  done
  lacks "the window needs GTK 3, and there is none (install @WINDOW_PACKAGES@, or what your system calls them)"
}

if [ "$room" = desktop ]; then
  need_window
  main=dev.slipway.desktop.Launcher
else
  main=dev.slipway.cli.CliMain
fi
paths=
while read -r jar; do paths=$paths:$app/$jar; done <"$app/$room.classpath"
set -- -cp "${paths#:}" "$main" "$@"
if [ "$room" = cli ]; then
  case ${4:-} in
    @SHORT_COMMANDS@) set -- "@$app/short.options" "$@" ;;
  esac
fi
# How wide the page is, which Java does not tell.
if [ "$room" = cli ] && [ -t 1 ]; then
  SLIPWAY_COLUMNS=${SLIPWAY_COLUMNS:-$({ stty size </dev/tty; } 2>/dev/null | cut -d ' ' -f 2)}
  export SLIPWAY_COLUMNS
fi
export ORT_DISABLE_TELEMETRY=1
# Java itself passes over a cache that does not fit. What it says of that is not the user's.
exec "$home/lib/runtime/bin/java" "-XX:AOTCache=$app/$room.aot" -Xlog:disable "-Dorg.sqlite.lib.path=$app" \
  "@$app/$room.options" "$@"
