# SPDX-License-Identifier: Apache-2.0
# Of the lines of sha256sum: a statement of in-toto's framework, version 1, with the predicate of SLSA's provenance, version 1.
{
  _type: "https://in-toto.io/Statement/v1",
  subject: split("\n") | map(select(. != "") | {name: .[66:], digest: {sha256: .[0:64]}}),
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: "https://slipway.invalid/release/v1",
      externalParameters: {version: $version, files: $name, draft: ($draft != "")},
      internalParameters: {java: $java},
      resolvedDependencies: [{name: "slipway", digest: {gitCommit: $commit}}]
    },
    runDetails: {
      builder: {id: $builder},
      metadata: {startedOn: $started, finishedOn: $finished}
    }
  }
}
