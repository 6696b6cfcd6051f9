// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import java.time.Instant;

/// A named person's permission that an item stays unmet until a day.
public record Waiver(
    String project,
    String release,
    String item,
    String reason,
    String compensatingControl,
    String requester,
    String approver,
    Instant created,
    Instant expires) {

  public Waiver {
    if (reason.isBlank() || compensatingControl.isBlank()) {
      throw new IllegalArgumentException(
          "a waiver gives its reason and what guards the release meanwhile");
    }
    if (requester.isBlank() || approver.isBlank()) {
      throw new IllegalArgumentException("a waiver names who asked for it and who granted it");
    }
    if (Attestation.samePerson(requester, approver)) {
      throw new IllegalArgumentException(
          "a waiver is approved by somebody else than its requester");
    }
    if (!expires.isAfter(created)) {
      throw new IllegalArgumentException("a waiver ends after it begins");
    }
  }

  /// The same under another project's name, as of [Evidence].
  public Waiver of(String other) {
    return new Waiver(
        other, release, item, reason, compensatingControl, requester, approver, created, expires);
  }
}
