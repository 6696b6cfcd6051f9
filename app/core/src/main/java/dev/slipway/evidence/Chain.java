// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import dev.slipway.base.Sha256;
import java.nio.charset.StandardCharsets;

/// How records are chained: the hash of one covers its content and the hash of the one before, so
/// that a changed, removed or inserted record shows at its place. It cannot show that the whole
/// chain was written anew, nor that its end was cut off.
public final class Chain {

  /// What the first record of a chain is linked to.
  public static final String START = "0".repeat(64);

  private Chain() {}

  /// The hash of a record after another.
  public static String link(String previous, Evidence evidence) {
    return link(previous, CanonicalJson.of(evidence));
  }

  /// The hash of a waiver after another.
  public static String link(String previous, Waiver waiver) {
    return link(previous, CanonicalJson.of(waiver));
  }

  private static String link(String previous, String canonical) {
    String linked = "{\"previous\":\"" + previous + "\",\"record\":" + canonical + "}";
    return Sha256.of(linked.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
