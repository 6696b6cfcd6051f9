// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern of a tokenizer file: a string, a regular expression, or a class of characters.
@FunctionalInterface
interface TextPattern {

  /// Steps that a stretch costs, besides looking for it.
  int SPAN = 10;

  /// A stretch of a text.
  ///
  /// @param found what was looked for, or what lies between
  record Span(int from, int to, boolean found) {}

  /// The whole text in stretches; none is empty.
  List<Span> in(String text, StepBudget budget);

  static TextPattern characters(IntPredicate wanted) {
    return (text, budget) -> {
      budget.spend(text.length());
      List<Span> spans = new ArrayList<>();
      int between = 0;
      for (int i = 0; i < text.length(); ) {
        int c = text.codePointAt(i);
        int next = i + Character.charCount(c);
        if (wanted.test(c)) {
          budget.spend(SPAN);
          gap(spans, between, i);
          spans.add(new Span(i, next, true));
          between = next;
        }
        i = next;
      }
      gap(spans, between, text.length());
      return spans;
    };
  }

  static TextPattern text(String wanted) {
    return (text, budget) -> {
      budget.spend(text.length());
      List<Span> spans = new ArrayList<>();
      int between = 0;
      for (int i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, between)) {
        budget.spend(SPAN);
        gap(spans, between, i);
        between = i + wanted.length();
        spans.add(new Span(i, between, true));
      }
      gap(spans, between, text.length());
      return spans;
    };
  }

  static TextPattern pattern(Pattern pattern) {
    return (text, budget) -> {
      List<Span> spans = new ArrayList<>();
      int between = 0;
      Matcher matcher = pattern.matcher(budget.counted(text));
      try {
        while (matcher.find()) {
          if (matcher.end() > matcher.start()) {
            budget.spend(SPAN);
            gap(spans, between, matcher.start());
            between = matcher.end();
            spans.add(new Span(matcher.start(), between, true));
          }
        }
      } catch (StackOverflowError deep) {
        throw new StepBudget.Exhausted();
      }
      gap(spans, between, text.length());
      return spans;
    };
  }

  /// What a file looks for: `{"String": …}` or `{"Regex": …}`.
  static TextPattern of(Part part) throws PreparationException {
    part.only("String", "Regex");
    if (part.child("String").isPresent()) {
      String wanted = part.text("String");
      if (wanted.isEmpty()) {
        throw part.need("String").unsupported();
      }
      return text(wanted);
    }
    return pattern(compiled(part.need("Regex")));
  }

  private static void gap(List<Span> spans, int from, int to) {
    if (to > from) {
      spans.add(new Span(from, to, false));
    }
  }

  private static Pattern compiled(Part part) throws PreparationException {
    String wanted = part.text();
    // Ruby's way of writing patterns, as far as it means the same in Java.
    boolean alike =
        wanted.length() <= 4_096
            && !wanted.matches("(?s).*(\\[\\[:|\\\\[hHkgGKyYOzZA<>]|\\(\\?[#<~(]).*");
    if (!alike) {
      throw part.unsupported();
    }
    try {
      return Pattern.compile(
          Escapes.IN_RUBY.matcher(wanted).replaceAll(Escapes::inJava),
          Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES | Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw part.unsupported();
    }
  }

  /// What a backslash begins, where it means something else in Java.
  final class Escapes {

    static final Pattern IN_RUBY = Pattern.compile("\\\\(?:([pP])\\{(\\^?)([A-Z][a-z]{2,})\\}|.)");

    private Escapes() {}

    static String inJava(MatchResult escape) {
      String java =
          switch (escape.group()) {
            // Java counts characters that join others too.
            case "\\w" -> "[\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}]";
            case "\\W" -> "[^\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}]";
            default ->
                escape.group(3) == null
                    ? escape.group()
                    : "\\" + escape.group(1) + "{" + escape.group(2) + "Is" + escape.group(3) + "}";
          };
      return Matcher.quoteReplacement(java);
    }
  }
}
