# SPDX-License-Identifier: Apache-2.0
# Of several bills of materials, each of a program: one, which names the programs too.
.[0] + {
  components: ([.[] | .metadata.component, .components[]] | unique_by(.purl)),
  dependencies: ([.[].dependencies[]] | group_by(.ref) |
    map({ref: .[0].ref, dependsOn: ([.[].dependsOn // [] | .[]] | unique)}))
}
