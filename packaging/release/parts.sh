# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The parts of a release, each of them a file. Sourced by packaging/dev/release, which sets VERSION, TO, PACKED, WORK, KEY,
# JDK, DRAFT, COMMIT and STARTED.

BOM_PLUGIN=org.cyclonedx:cyclonedx-maven-plugin:2.9.3
PARTS=$ROOT/packaging/release
export BOM_PLUGIN

need_release_tools() {
  local tool
  for tool in jq unzip; do provide "$tool" "makes the release" "$tool" || lacks "$tool is needed: install it"; done
}

# The section of the version, from its heading to the next.
changes() {
  awk -v heading="## $VERSION" 'index($0, heading) == 1 && substr($0, length(heading) + 1, 1) ~ /^[, ]?$/ { inside = 1; print; next }
    /^## / { inside = 0 } inside' "$ROOT/CHANGELOG.md"
}

# Copies the packages, and unpacks the archive to look into it. NAME is what all files of this kind of machine are called.
gather() {
  local archives file
  mapfile -t archives < <(compgen -G "$PACKED/slipway-$VERSION-*.tar.gz")
  [[ ${#archives[@]} -eq 1 ]] || { say "there is no slipway-$VERSION-….tar.gz in $PACKED, or several" && exit 1; }
  [[ -f $PACKED/bom.json ]] || { say "there is no bom.json in $PACKED" && exit 1; }
  NAME=$(basename "${archives[0]}" .tar.gz)
  if [[ -d $TO ]]; then
    [[ ! $TO -ef $PACKED ]] || usage_error "$TO is where the packages lie: name another folder"
    [[ -z $(find "$TO/" -mindepth 1 ! \( -type f -name "slipway[-_]${VERSION}[-_.]*" \) -print -quit) ]] ||
      usage_error "$TO holds something else than version $VERSION: name an empty folder"
    rm -f "$TO"/slipway[-_]"$VERSION"[-_.]*
  fi
  mkdir -p "$TO" "$WORK/image"
  TO=$(cd "$TO" && pwd)
  for file in "$PACKED"/slipway[-_]"$VERSION"*.{tar.gz,deb,rpm,dmg,msi}; do
    [[ ! -f $file ]] || cp "$file" "$TO"
  done
  tar -xzf "${archives[0]}" -C "$WORK/image" --strip-components 1
}

# The jars that are packed are counted, and the components that Maven names: they are the same, or there is no release.
bill() {
  local jars=$WORK/jars.json
  (cd "$WORK/image" && find lib/app -name '*.jar' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) |
    jq -R -s 'split("\n") | map(select(. != "") | {hash: .[0:64], path: .[66:]})' >"$jars"
  jq -n --slurpfile bom "$PACKED/bom.json" --slurpfile jars "$jars" --rawfile licences "$PARTS/licences.txt" \
    --rawfile java "$WORK/image/lib/runtime/release" --arg version "$VERSION" --arg name "$NAME" --arg time "$STARTED" \
    -f "$PARTS/bill.jq" >"$WORK/bill.json"
  if [[ $(jq '.wrong | length' "$WORK/bill.json") -ne 0 ]]; then
    jq -r '.wrong[]' "$WORK/bill.json" >&2
    say "the bill of materials is not whole" && exit 1
  fi
  jq .bom "$WORK/bill.json" >"$TO/$NAME.cdx.json"
  say "$(jq length "$jars") jars are packed, and the bill names each; Java is one more"
}

# Each component with its licence, and each text that a jar carries, once.
notices() {
  local path texts=$WORK/texts file text
  printf 'Slipway %s carries the following, each under the licence that is named.\n' "$VERSION"
  printf "The texts for Java's own parts are in lib/runtime/legal.\n"
  printf "Some jars were changed when they were packed: libraries of other systems and the calls of Kubernetes' client are left out, the mark that\n"
  printf 'seals a jar is taken off, and the classes of picocli have the format of Java 8. Libraries of DuckDB, XGBoost, SQLite, JavaFX and Java\n'
  printf 'are without the tables of names that debuggers read; the jars of DuckDB, XGBoost and ONNX Runtime are packed anew by Java. The hashes of\n'
  printf 'the bill are those of the packed jars; of the .deb they are those of the installed ones, since there their entries lie stored until then.\n'
  mkdir -p "$texts"
  while IFS=$'\t' read -r component path; do
    printf '\n%s\n' "$component"
    [[ -n $path ]] || continue
    while read -r file; do
      text=$(unzip -p "$WORK/image/$path" "$file" 2>/dev/null | sha256sum | cut -c1-12)
      unzip -p "$WORK/image/$path" "$file" >"$texts/$text"
      printf '    %s: text %s\n' "$file" "$text"
    done < <(unzip -Z1 "$WORK/image/$path" 2>/dev/null |
      grep -iE '^(META-INF/)?(licenses?/)?(license|licence|notice|copying)[^/]*$' || true)
  done < <(jq -r '.components[] | [([.group // empty, .name, .version] | join(" ")) + ": " +
      ([.licenses[] | .license.id // .expression] | join(", ")), (.evidence.occurrences[0].location // "" | select(endswith(".jar")) // "")] | @tsv' \
    "$TO/$NAME.cdx.json")
  for file in "$texts"/*; do
    [[ ! -s $file ]] || { printf '\n==== text %s\n\n' "$(basename "$file")" && cat "$file"; }
  done
}

# What was built of which commit: the word of whoever holds the key.
provenance() {
  local builder="https://slipway.invalid/release/by-hand"
  [[ -z ${GITHUB_WORKFLOW_REF:-} ]] || builder="${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_WORKFLOW_REF"
  (cd "$TO" && listed | xargs -d '\n' sha256sum) |
    jq -R -s --arg version "$VERSION" --arg name "$NAME" --arg commit "$COMMIT" --arg builder "$builder" --arg draft "$DRAFT" \
      --arg started "$STARTED" --arg finished "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
      --arg java "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JDK/release")" -f "$PARTS/provenance.jq" \
      >"$WORK/statement"
  mv "$WORK/statement" "$TO/$NAME.intoto.json"
}

# The release's files but for hashes and signature.
listed() {
  (cd "$TO" && find . -maxdepth 1 -type f ! -name '*.sha256' ! -name '*.sha256.sig' -printf '%f\n' | LC_ALL=C sort)
}

sums() { (cd "$TO" && listed | xargs -d '\n' sha256sum) >"$TO/$NAME.sha256"; }

# By the code that signs bundles.
sign() {
  local classes=
  for room in core measure serving; do classes+=:$ROOT/app/$room/target/classes; done
  [[ -d $ROOT/app/core/target/classes ]] || { say "nothing is built that could sign: packaging/dev/installers builds it" && exit 3; }
  "$JDK/bin/java" -cp "${classes#:}" "$PARTS/Sign.java" "$KEY" "$TO/$NAME.sha256" >"$WORK/signature" || exit
  mv "$WORK/signature" "$TO/$NAME.sha256.sig"
}
