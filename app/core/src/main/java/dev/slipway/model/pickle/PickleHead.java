// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.util.regex.Pattern;

/// How pickles begin. Those of protocol 2 and more say so; older ones begin with the instructions
/// for an object, a list or a dictionary, as Python's pickler writes them.
final class PickleHead {

  /// Bytes that are looked at.
  static final int LENGTH = 512;

  private static final Pattern START =
      Pattern.compile(
          "(?s)(\u0080[\u0002-\u0005]"
              + "|c[\\w.]+\\n[\\w.]+\\n[(q)p}\\]XUVSNKJ\u0085-\u0098]"
              + "|\\(i[\\w.]+\\n[\\w.]+\\n"
              + "|\\((dp|lp|c[\\w.]+\\n)"
              + "|[}\\]]q[\u0000-\u0001]).*");

  private PickleHead() {}

  /// @param start the first bytes, as Latin-1
  static boolean matches(String start) {
    return START.matcher(start).matches();
  }
}
