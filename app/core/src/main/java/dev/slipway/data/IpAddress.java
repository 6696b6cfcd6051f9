// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.regex.Pattern;

/// Addresses of hosts, as texts; nothing is looked up.
final class IpAddress {

  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern V6 =
      Pattern.compile("(?=.*:.*:)(?=.*[0-9a-fA-F])[0-9a-fA-F:]{3,39}(:(\\d+\\.){3}\\d+)?");

  private IpAddress() {}

  static boolean isOne(String text) {
    return V4.matcher(text).matches() || isV6(text);
  }

  private static boolean isV6(String text) {
    if (!V6.matcher(text).matches() || text.contains(":::")) {
      return false;
    }
    String[] groups = text.split(":", -1);
    boolean shortened = text.contains("::");
    for (String group : groups) {
      if (group.length() > 4 && !group.contains(".")) {
        return false;
      }
    }
    // Times such as 12:30:05 have three groups and no gap.
    return shortened ? groups.length <= 9 : groups.length == 8;
  }
}
