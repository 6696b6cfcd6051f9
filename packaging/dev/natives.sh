# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What packaging/dev/installers does with libraries that are no Java: those in jars, those of Java's runtime, and what both
# ask of the system. It takes IMAGE, APP, OUT, PLATFORM, OURS and STAMP from there.
# Sourced, never run.

# A library's file inside of a jar, for whichever system.
NATIVE='\.(so|dll|dylib|jnilib|a)$|\.so_|\.dSYM/'
# Java's libraries for windows and sounds of its own, which Slipway never loads: it draws by JavaFX.
UNUSED='lib(awt_xawt|jawt|jsound|splashscreen)\.so'
# The libraries that the packages demand by name: of C, of C++, and zlib.
DEMANDED='^(lib(c|m|dl|pthread|rt|stdc\+\+|gcc_s|z)\.so\.[0-9]+|ld-linux.*)$'

# Java of a distribution takes some libraries, as that for JPEG, from its system. They are brought along with their licence:
# packages are called differently elsewhere, and a .tar.gz demands none.
bring_libraries() {
  local lib=$IMAGE/lib/runtime/lib one needed
  [[ $PLATFORM == linux-* ]] || return 0
  while read -r one; do
    while read -r needed; do
      [[ -n $(find "$lib" -name "$needed" -print -quit) ]] || bring_library "$one" "$needed" ||
        lacks "Java's $(basename "$one") needs $needed, which cannot be brought along: name another JDK 25 by JAVA_HOME," \
          "one that brings it"
    done < <(undemanded "$one")
  done < <(find "$lib" -name '*.so' | grep -vE "/$UNUSED\$" | sort)
}

# bring_library ONE NEEDED: puts NEEDED beside ONE, where ONE looks and NEEDED itself needs no more. Debian alone keeps the
# licence where it can be found.
bring_library() {
  local one=$1 needed=$2 from package
  from=$(ldd "$one" | awk -v name="$needed" '$1 == name && $3 ~ /^\// { print $3 }')
  # shellcheck disable=SC2016 # so the loader writes the library's own folder
  [[ -n $from && -z $(undemanded "$from") ]] && readelf -d "$one" | grep -E '(RPATH|RUNPATH).*\$ORIGIN[]:]' >/dev/null || return 1
  package=$(dpkg-query -S "$(realpath "$from")" 2>/dev/null | cut -d: -f1) || return 1
  mkdir -p "$IMAGE/lib/runtime/legal/$package"
  cp "/usr/share/doc/$package/copyright" "$IMAGE/lib/runtime/legal/$package" && cp -L "$from" "$(dirname "$one")/$needed" &&
    say "bringing $needed of $package along, which Java's $(basename "$one") needs"
}

# undemanded LIBRARY: what it needs, but for what the packages demand.
undemanded() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p' | grep -vE "$DEMANDED" || true; }

drop_foreign_natives() {
  local jar foreign
  for jar in "$APP"/*.jar; do
    foreign=$(unzip -Z1 "$jar" | grep -E "$NATIVE" | grep -vE "$OURS|^lib[a-z_0-9]+\.(so|dylib)$" || true)
    [[ -z $foreign ]] || zip -qd "$jar" -@ <<<"$foreign" >/dev/null
  done
}

# JavaFX takes its libraries from beside its jar, and SQLite from the folder that the launcher names. Else each user had
# a copy of the first, and each start wrote one of the second.
unpack_natives() {
  local jar
  for jar in "$APP"/javafx-graphics-*-linux*.jar "$APP"/sqlite-jdbc-*.jar; do
    [[ -e $jar ]] || continue
    unzip -qoj "$jar" '*.so' -d "$APP"
    zip -qd "$jar" '*.so' >/dev/null
  done
}

# The tables of names for debuggers, as any distribution leaves them out. ONNX Runtime keeps its own: a bundle takes it
# from here, with the bytes that it has everywhere.
drop_symbols() {
  [[ $PLATFORM == linux-* ]] || return 0
  find "$IMAGE/lib/runtime/lib" "$APP" -name '*.so' -exec strip --strip-unneeded {} +
  drop_symbols_within "$(compgen -G "$APP/duckdb_jdbc-*.jar")" 'libduckdb_java*'
  drop_symbols_within "$(compgen -G "$APP/xgboost4j*.jar")" 'lib/*.so'
}

# drop_symbols_within JAR PATTERN: of the libraries in it that the pattern names.
drop_symbols_within() {
  local half=$OUT/half
  rm -rf "$half"
  unzip -qo "$1" "$2" -d "$half"
  find "$half" -type f -exec strip --strip-unneeded {} + -exec touch -d "$STAMP" {} +
  (cd "$half" && find . -type f -printf '%P\n' | LC_ALL=C sort | TZ=UTC zip -qX9 "$1" -@)
  rm -rf "$half"
}

# The newest glibc that a library asks for, Java's own among them. The libraries within jars were made for 2.27 and older.
glibc_needed() {
  { echo GLIBC_2.27; find "$OUT/tree/usr/lib/slipway" -name '*.so*' -exec objdump -T {} + 2>/dev/null || true; } |
    grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -n 1 | cut -d_ -f2
}
