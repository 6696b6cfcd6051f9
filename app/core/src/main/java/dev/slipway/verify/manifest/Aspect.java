// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

/// The heading under which a rule's violations are counted.
enum Aspect {
  VALIDITY("manifests.schema_errors"),
  POD_SECURITY("manifests.pss_restricted_violations"),
  HARDENING("manifests.hardening_violations"),
  PROBES(""),
  AVAILABILITY("manifests.availability_findings"),
  AUTOSCALING("manifests.autoscaling_findings"),
  RELEASE("");

  private final String key;

  Aspect(String key) {
    this.key = key;
  }

  /// The evidence key; empty when the manifests alone cannot answer it.
  String key() {
    return key;
  }
}
