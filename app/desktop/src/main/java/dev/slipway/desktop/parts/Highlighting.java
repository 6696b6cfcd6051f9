// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// Decides the colour of each part of a text.
final class Highlighting {

  private static final int LONGEST = 200_000;

  private static final List<String> KINDS =
      List.of("comment", "key", "string", "number", "keyword", "heading", "strong");

  private static final String TEXT_IN_QUOTES = "(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*')";
  private static final String NUMBER =
      "(?<number>(?<![\\w.-])-?\\d[\\d.]*(?:[a-zA-Z%]{0,3})(?![\\w.-]))";

  private static final Pattern YAML =
      Pattern.compile(
          "(?<comment>(?:^|(?<=\\s))#[^\\n]*)|(?<key>(?<=^|^[ -]{1,80}|[{,]"
              + " )[\\w./$-]+(?=:(?:\\s|$)))|"
              + TEXT_IN_QUOTES
              + "|(?<keyword>\\b(?:true|false|null)\\b)|"
              + NUMBER,
          Pattern.MULTILINE);
  private static final Pattern DOCKERFILE =
      Pattern.compile(
          "(?<comment>^\\s*#[^\\n]*)|(?<keyword>^(?:FROM|COPY|RUN|ENV|ARG|USER|WORKDIR|EXPOSE|LABEL"
              + "|ENTRYPOINT|CMD|STOPSIGNAL|HEALTHCHECK|VOLUME|ADD|SHELL)\\b|\\bAS\\b)|"
              + TEXT_IN_QUOTES
              + "|(?<key>[\\w.-]+(?==))|"
              + NUMBER,
          Pattern.MULTILINE);
  private static final Pattern MARKDOWN =
      Pattern.compile(
          "(?<heading>^#{1,6}"
              + " [^\\n]*)|(?<comment>^(?:---|>[^\\n]*)$)|(?<strong>\\*\\*[^*\\n]+\\*\\*)|(?<string>`[^`\\n]+`)|(?<key>^\\s*(?:[-*]|\\d+\\.)"
              + " |\\|)",
          Pattern.MULTILINE);
  private static final Pattern JSON =
      Pattern.compile(
          "(?<key>\"(?:[^\"\\\\\\n]|\\\\.)*\"(?=\\s*:))|"
              + TEXT_IN_QUOTES
              + "|(?<keyword>\\b(?:true|false|null)\\b)|"
              + NUMBER);
  private static final Pattern SHELL =
      Pattern.compile(
          "(?<comment>^\\s*#[^\\n]*)|(?<key>^[\\w.-]+(?==)|\\$\\{?\\w+}?)|"
              + TEXT_IN_QUOTES
              + "|(?<keyword>\\b(?:if|then|else|fi|for|do|done|case|esac|set|exit|exec|in)\\b)|"
              + NUMBER,
          Pattern.MULTILINE);

  private Highlighting() {}

  static StyleSpans<Collection<String>> of(String path, String text) {
    var spans = new StyleSpansBuilder<Collection<String>>();
    int end = 0;
    if (text.length() <= LONGEST) {
      Pattern pattern = pattern(path, text);
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        spans.add(List.of(), matcher.start() - end);
        spans.add(List.of("code-" + kind(pattern, matcher)), matcher.end() - matcher.start());
        end = matcher.end();
      }
    }
    spans.add(List.of(), text.length() - end);
    return spans.create();
  }

  /// All in the colour of text.
  static StyleSpans<Collection<String>> none(String text) {
    return new StyleSpansBuilder<Collection<String>>().add(List.of(), text.length()).create();
  }

  private static String kind(Pattern pattern, Matcher matcher) {
    return KINDS.stream()
        .filter(pattern.namedGroups()::containsKey)
        .filter(kind -> matcher.group(kind) != null)
        .findFirst()
        .orElse("plain");
  }

  private static Pattern pattern(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.startsWith("dockerfile")) {
      return DOCKERFILE;
    }
    if (name.endsWith(".md")) {
      return MARKDOWN;
    }
    if (name.endsWith(".json")) {
      return JSON;
    }
    boolean shell = name.endsWith(".properties") || name.endsWith(".sh") || text.startsWith("#!");
    return shell || name.startsWith(".") ? SHELL : YAML;
  }
}
