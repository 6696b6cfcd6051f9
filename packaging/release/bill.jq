# SPDX-License-Identifier: Apache-2.0
# Of what Maven knows ($bom), of the jars that are packed ($jars: path and hash), of the licences that a pom does not name
# by their identifier ($licences) and of Java's own file `release` ($java): the bill of materials, and what is wrong.

# The lines of licences.txt: a word, a key, an identifier.
($licences | split("\n") | map(select(test("^(name|library) ")) | capture("^(?<kind>\\S+) (?<key>.+) = (?<id>.+)$"))) as $known |
($known | map(select(.kind == "name") | {key: (.key | ascii_downcase), value: .id}) | from_entries) as $names |
($known | map(select(.kind == "library") | {key, value: .id}) | from_entries) as $libraries |
($jars[0] | map({key: (.path | split("/") | last), value: .}) | from_entries) as $packed |

def coordinates: (.group // "") + ":" + .name;
def file:
  (.purl | capture("classifier=(?<c>[^&]+)") // {c: ""}) as {$c} |
  .name + "-" + .version + (if $c == "" then "" else "-" + $c end) + ".jar";
def pom: (.purl // "") | test("type=pom");
def identified:
  if .expression then {expression} elif .license.id then {license: {id: .license.id}}
  else ($names[(.license.name // "") | ascii_downcase] // null) as $id | if $id then {expression: $id} else empty end end;
def licensed:
  ($libraries[coordinates] // null) as $own |
  (if $own then [{expression: $own}] else ([.licenses[]? | identified] | unique) end) as $found |
  # Several with an expression among them cannot stand side by side: one of them may be chosen.
  if ($found | length) > 1 then [{expression: ($found | map(.license.id // "(" + .expression + ")") | join(" OR "))}] else $found end;

($bom[0].components | map(select(pom | not))) as $parts |
($parts | map(file)) as $files |
($parts | map(
  . as $part | file as $file | $packed[$file] as $jar |
  ([.hashes[]? | select(.alg == "SHA-256") | .content] | first // "") as $published |
  del(.hashes, .licenses) + {licenses: licensed} +
  if $jar == null then {} else
    {hashes: [{alg: "SHA-256", content: $jar.hash}], evidence: {occurrences: [{location: $jar.path}]}} +
    if $published == "" or $published == $jar.hash then {} else
      {pedigree: {notes: ("Published with the SHA-256 " + $published + "; what is for other systems was taken out.")}} end
  end)) as $components |
($java | [scan("(?m)^(\\w+)=\"(.*)\"$") | {key: .[0], value: .[1]}] | from_entries) as $jdk |

{
  wrong: (
    ($components | map(select(.evidence == null) | "not packed, and Maven names it: " + file)) +
    (($packed | keys) - $files | map("packed, and Maven does not name it: " + .)) +
    ($components | map(select(.licenses == []) | coordinates as $c |
      "of unknown licence: " + $c + " (its pom says " + ([$bom[0].components[] | select(coordinates == $c) | .licenses[]? | .license.name // "?"] | join(", ") | if . == "" then "nothing" else . end) + ")")) +
    (if ($jdk.JAVA_VERSION // "") == "" then ["Java does not say its version"] else [] end)),
  bom: ($bom[0] + {
    metadata: ($bom[0].metadata + {
      timestamp: $time,
      component: {type: "application", "bom-ref": "slipway", name: "slipway", version: $version,
        description: ("Slipway as it is packed: " + $name), licenses: [{license: {id: "Apache-2.0"}}]}}),
    components: ($components + [{
      type: "platform", "bom-ref": "java", name: "java-runtime", version: ($jdk.JAVA_RUNTIME_VERSION // $jdk.JAVA_VERSION // ""),
      supplier: {name: ($jdk.IMPLEMENTOR // "unknown")},
      licenses: [{expression: "GPL-2.0-only WITH Classpath-exception-2.0"}],
      properties: [{name: "slipway:modules", value: ($jdk.MODULES // "")}],
      evidence: {occurrences: [{location: "lib/runtime"}]}}])})
}
