# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# How Java is started for a command and for the window, and the practice runs of which it keeps the loaded classes in a
# cache: the same for a build (packaging/dev/slipway) and for what is installed (packaging/dev/installers).
# Sourced, never run.

# shellcheck disable=SC2034 # those who source this use them
WINDOW_PACKAGES=('libgtk-3-0t64|libgtk-3-0' libpangoft2-1.0-0 libxtst6 libxxf86vm1 libgl1 fontconfig)
# Commands are short: the collector that starts first and takes the least of the cores.
COMMAND_OPTIONS=(-XX:+UseSerialGC)
# Commands that only read and write records end within seconds, most of which were the compilers'. So less is compiled:
# what is called five times as often as is usual, and by the optimising compiler what is called a million times, as
# hashing is. And a method that is called by reflection gets no class made for it.
# shellcheck disable=SC2034
SHORT_COMMANDS=' checklist diff doctor evidence explain export init plan prices report targets '
SHORT_OPTIONS=(-XX:+IgnoreUnrecognizedVMOptions -XX:CompileThresholdScaling=5
  -XX:Tier4InvocationThreshold=200000 -XX:Tier4MinInvocationThreshold=100000
  -XX:Tier4CompileThreshold=1000000 -XX:Tier4BackEdgeThreshold=4000000
  -Djdk.reflect.useNativeAccessorOnly=true)
# The window is compiled as short commands are, and later still: it is up before much of it is worth more, and the loops
# of long work turn often enough. Memory is taken as it is needed: by itself Java begins with a part of the machine's.
WINDOW_OPTIONS=(-XX:+UseSerialGC -Xms48m -Xmx1g "${SHORT_OPTIONS[@]}" -XX:CompileThresholdScaling=10)
# The provider of logs is named: to find it, Java would look into each jar. SLF4J would tell that it was named, were it not
# told to speak of what is wrong alone.
JAVA_OPTIONS=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dprism.lcdtext=false
  -Dslf4j.provider=org.slf4j.jul.JULServiceProvider -Dslf4j.internal.verbosity=WARN)

# java_options ROOM: one a line, as an argument file of Java has them.
java_options() {
  printf '%s\n' "${JAVA_OPTIONS[@]}"
  case $1 in
    cli) printf '%s\n' "${COMMAND_OPTIONS[@]}" ;;
    desktop) printf '%s\n' "${WINDOW_OPTIONS[@]}" ;;
  esac
}

# practise ROOM JAVA ARGFILE WORK LOG: runs the room in the folder WORK, on a copy of a sample, so that
# WORK/slipway.aot is the class cache of what was loaded. ARGFILE holds Java's options and the class path.
practise() {
  local room=$1 java=$2 argfile=$3 work=$4 log=$5
  rm -f "$work/slipway.aot"
  mkdir -p "$work"
  # Without a bundle of the user's own.
  tar --create --directory "$ROOT/sample-projects" --exclude penguin-species/bundle penguin-species |
    tar --extract --directory "$work"
  : >"$log"
  "practise_$room" && [[ -s $work/slipway.aot ]]
}

# Those below belong to practise alone.

# Exports every target of a sample, which loads most of what any command does, and shows what is looked at most. The cache
# also tells what was compiled, so Java's options are those of an export. The sample is measured where it never was in this
# folder, or what was measured does not hold for this version any more. No gate counts here.
practise_cli() {
  if [[ ! -d $work/home ]] || ! practise_export; then
    practise_measuring || true
    practise_export || return 1
  fi
  rm -rf "$work/bundle"
}

# Shows every screen of a sample's project, on JavaFX's platform without a display: nobody sees a window.
practise_desktop() {
  SLIPWAY_HOME=$work/home "$java" "-XX:AOTCacheOutput=$work/slipway.aot" \
    -Dglass.platform=Headless -Dprism.order=sw "@$argfile" dev.slipway.desktop.PracticeMain \
    "$work/penguin-species" walk </dev/null >>"$log" 2>&1
}

practise_export() {
  local targets=()
  # Those that need what the sample does not state cannot be made of it.
  mapfile -t targets < <(grep -L '^needs:' "$ROOT"/templates/*/target.yaml)
  targets=("${targets[@]%/target.yaml}")
  rm -rf "$work/bundle"
  # Java splits the variable at spaces that are not quoted.
  JDK_JAVA_OPTIONS="${SHORT_OPTIONS[*]} \"-XX:AOTCacheOutput=$work/slipway.aot\"" SLIPWAY_HOME=$work/home \
    "$java" "@$argfile" dev.slipway.cli.PracticeMain \
    export "$work/penguin-species" --out "$work/bundle" --target "$(IFS=, && echo "${targets[*]##*/}")" -- \
    report "$work/penguin-species" -- checklist "$work/penguin-species" -- evidence whose "$work/penguin-species" -- \
    targets -- prices </dev/null >>"$log" 2>&1 &&
    [[ -s $work/slipway.aot ]]
}

# The data are read again once their baseline is written, without a limit of time: a report does so where nobody did, and on
# a busy machine gives up. Then the cache had 585 classes and 3.5 MB more on one day than on another. A bundle in the
# project's folder is what a report looks at.
practise_measuring() {
  local sample=$work/penguin-species
  rm -rf "$sample/bundle"
  SLIPWAY_HOME=$work/home "$java" "@$argfile" dev.slipway.cli.PracticeMain \
    data "$sample" --baseline -- data "$sample" -- evaluate "$sample" -- profile "$sample" --tier quick -- \
    export "$sample" </dev/null >>"$log" 2>&1
}
