// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our stylesheet for another size of text: each length in it grows alike, so that what holds a
/// text grows with it. Pop-ups take it too, since they have the stylesheets of their window.
final class TextSize {

  static final int NORMAL = 100;

  private static final Pattern LENGTH = Pattern.compile("(?<![\\w.#-])(\\d+(?:\\.\\d+)?)px");

  /// Lines and rings stay as thin as they are.
  private static final double THIN = 2.5;

  private TextSize() {}

  /// @param percent of the size that the text has by itself
  static String styles(int percent) {
    if (percent == NORMAL) {
      return Theme.OWN_STYLES;
    }
    byte[] scaled = scaled(text(), percent / 100.0).getBytes(StandardCharsets.UTF_8);
    return "data:text/css;base64," + Base64.getEncoder().encodeToString(scaled);
  }

  static String scaled(String css, double factor) {
    var scaled = new StringBuilder();
    Matcher length = LENGTH.matcher(css);
    while (length.find()) {
      double value = Double.parseDouble(length.group(1));
      length.appendReplacement(
          scaled, value <= THIN ? "$0" : String.format(Locale.ROOT, "%.2fpx", value * factor));
    }
    return length.appendTail(scaled).toString();
  }

  private static String text() {
    try (InputStream in = TextSize.class.getResourceAsStream(Theme.OWN_STYLES)) {
      if (in == null) {
        throw new IllegalStateException("the application lacks its stylesheet");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
