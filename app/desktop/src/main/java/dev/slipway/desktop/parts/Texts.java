// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// The words on the screens, by key.
public final class Texts {

  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.slipway.desktop.desktop", Locale.ROOT);

  private Texts() {}

  public static String of(String key) {
    return BUNDLE.getString(key);
  }

  /// Empty where there are no such words.
  public static Optional<String> find(String key) {
    return BUNDLE.containsKey(key) ? Optional.of(BUNDLE.getString(key)) : Optional.empty();
  }

  /// With `{0}`, `{1}` and so on filled in.
  public static String of(String key, Object... values) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(values);
  }
}
