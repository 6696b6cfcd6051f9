// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.List;

/// The keys of who may ask.
public final class AccessKeys {

  public static final Key<String> EXPOSURE =
      new Key<>("access.exposure", String.class, "", "From where requests can come");
  public static final Key<String> AUTH =
      new Key<>("access.auth", String.class, "", "How callers say who they are");
  public static final Key<String> TLS = new Key<>("access.tls", String.class, "", "Who ends TLS");

  static final List<Key<?>> ALL = List.of(EXPOSURE, AUTH, TLS);

  private AccessKeys() {}
}
