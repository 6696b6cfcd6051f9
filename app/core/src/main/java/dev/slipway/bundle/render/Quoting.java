// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.regex.Pattern;

/// How a text is written into each language so that it stays one text: pure functions, each the
/// only place that knows its language's rules.
public final class Quoting {

  private static final Pattern SHELL_WORD = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./:@+=,-]*");
  private static final Pattern CODE =
      Pattern.compile("[^`|\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\p{Cf}]+");
  private static final String MARKDOWN_SPECIAL = "\\`*_[]<>|~$&";
  private static final String MARKDOWN_AT_START = "#+-=";

  private Quoting() {}

  /// In double quotes, on one line; the same text in YAML 1.2, JSON and PromQL.
  public static String doubleQuoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isHalfOfPair(text, i)) {
            out.append("\\ufffd");
          } else if (isUnseen(c)) {
            out.append(escaped(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /// A word as it is, anything else in single quotes; on one line, for bash.
  static String shell(String text) {
    if (SHELL_WORD.matcher(text).matches()) {
      return text;
    }
    if (text.chars().noneMatch(Quoting::isControl)) {
      return "'" + text.replace("'", "'\\''") + "'";
    }
    StringBuilder out = new StringBuilder("$'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(isControl(c) ? escaped(c) : String.valueOf(c));
      }
    }
    return out.append('\'').toString();
  }

  /// In double quotes, for the instructions that replace variables. A control character cannot be
  /// written there at all.
  static String dockerfile(String text) {
    if (text.chars().anyMatch(Quoting::isControl)) {
      throw new IllegalArgumentException(
          "a Dockerfile cannot hold a line break or another control character in a value");
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  /// In single quotes, in which Groovy replaces no variables. Line breaks have escapes of their
  /// own: older readers replace those by number before they look for the string's end.
  static String groovy(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> out.append("\\'");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default ->
            out.append(isUnseen(c) || isHalfOfPair(text, i) ? escaped(c) : String.valueOf(c));
      }
    }
    return out.append('\'').toString();
  }

  /// A value of a Java properties file.
  static String properties(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '=', ':', '#', '!' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case ' ' -> out.append(i == 0 ? "\\ " : " ");
        default -> out.append(isUnseen(c) ? escaped(c) : String.valueOf(c));
      }
    }
    return out.toString();
  }

  /// Text in Markdown (GitHub's), which shows exactly these characters on one line or table cell;
  /// in place of those that only steer how others are shown stands U+FFFD.
  public static String markdown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    String seen = text.replace("\r\n", "\n");
    for (int i = 0; i < seen.length(); i++) {
      char c = seen.charAt(i);
      if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
        out.append("<br>");
      } else if (c == '<') {
        out.append("&lt;");
      } else if (c == '>') {
        out.append("&gt;");
      } else if (c == '&') {
        out.append("&amp;");
      } else if (MARKDOWN_SPECIAL.indexOf(c) >= 0
          || (i == 0 && MARKDOWN_AT_START.indexOf(c) >= 0)
          || (c == '{' && i + 1 < seen.length() && seen.charAt(i + 1) == '{')) {
        out.append('\\').append(c);
      } else if (isControl(c)) {
        out.append('\ufffd');
      } else if (isFormat(seen, i)) {
        out.append('\ufffd');
        i += Character.isHighSurrogate(c) ? 1 : 0;
      } else {
        out.append(c);
      }
    }
    return numberedListAtStart(out.toString());
  }

  private static String numberedListAtStart(String markdown) {
    return markdown.replaceFirst("^(\\d+)([.)])(?=\\s|$)", "$1\\\\$2");
  }

  /// Code within a line of Markdown.
  public static String code(String text) {
    if (CODE.matcher(text).matches() && text.equals(text.strip())) {
      return "`" + text + "`";
    }
    StringBuilder out = new StringBuilder("<code>");
    text.codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || c == ' ') {
            out.appendCodePoint(c);
          } else {
            boolean unseen = c == 0 || Character.getType(c) == Character.FORMAT;
            out.append("&#").append(unseen ? 0xfffd : c).append(';');
          }
        });
    return out.append("</code>").toString();
  }

  /// Text on one line that may stand behind a comment sign of any language; in place of what is not
  /// seen, or only steers how others are shown, stands a space.
  static String comment(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean format = isFormat(text, i);
      out.append(format || isUnseen(c) || isHalfOfPair(text, i) ? ' ' : c);
      i += format && Character.isHighSurrogate(c) ? 1 : 0;
    }
    return out.toString().strip();
  }

  /// Text within a template of Prometheus, whose own marks would otherwise be acted upon.
  static String prometheusTemplate(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }

  /// Text within a workflow of GitHub, which would otherwise evaluate expressions in it.
  static String githubText(String text) {
    return text.replace("${{", "${{ '${{' }}");
  }

  /// A word that needs no quotes in any language; such as an image's name.
  static String word(String text) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "only letters, digits and _ . / : @ + = , - may stand here, not " + doubleQuoted(text));
    }
    return text;
  }

  /// Text within an element of HTML or in an attribute's quotes.
  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n' -> out.append(c);
        default -> {
          boolean format = isFormat(text, i);
          out.append(format || isUnseen(c) || isHalfOfPair(text, i) ? '\ufffd' : c);
          i += format && Character.isHighSurrogate(c) ? 1 : 0;
        }
      }
    }
    return out.toString();
  }

  private static boolean isControl(int c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
  }

  private static boolean isUnseen(char c) {
    return isControl(c) || c == 0xfeff || c >= 0xfffe;
  }

  /// What is not seen itself and can show a line in another order than it is read.
  private static boolean isFormat(String text, int i) {
    return Character.getType(text.codePointAt(i)) == Character.FORMAT;
  }

  private static boolean isHalfOfPair(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static String escaped(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
