// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something in a bundle that its `bundle.json` does not list and that is not the team's own: no
/// hash, no reason and no signature is about it.
///
/// @param path as the disk or the zip file names it
/// @param what it is, for a person: `a file`, `a symbolic link to /etc`
/// @param sha256 of a file's bytes
public record Stray(String path, String what, Optional<Sha256> sha256) {

  /// As many are named on a line.
  private static final int NAMED = 10;

  static Stray of(String path, String what) {
    return new Stray(path, what, Optional.empty());
  }

  /// Its path and what it is.
  public String said() {
    return visible(path) + " is " + what;
  }

  /// Some of them on one line; the rest is counted.
  public static String named(List<Stray> strays) {
    int more = strays.size() - NAMED;
    return strays.stream().limit(NAMED).map(Stray::said).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /// A path in which every character can be seen: what looks like another name, or moves the
  /// cursor, is written as its number.
  public static String visible(String path) {
    boolean plain = path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    if (plain && !path.isEmpty()) {
      return path;
    }
    var seen = new StringBuilder("\"");
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"' || c == '\\') {
        seen.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        seen.append(c);
      } else {
        seen.append("\\u%04x".formatted((int) c));
      }
    }
    return seen.append('"').toString();
  }
}
