// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Follows numbers from the data model to their places in a file. A value with numbers is written
/// between marks that name the origin of each; when the whole file is there, the marks are taken
/// out and every number of the file is looked up among those of the value around it. Values from
/// outside never hold these marks.
public final class NumberTrace {

  private static final char BEGIN = '\ufdd3';
  private static final char TEXT = '\ufdd4';
  private static final char END = '\ufdd5';
  private static final String BETWEEN = "\ufdd6";
  private static final String ITEM = "\ufdd7";
  private static final String ORIGINS = "\ufdd8";

  /// A file's text and all its numbers, in order.
  public record Traced(String text, List<Place> numbers) {
    public Traced {
      numbers = List.copyOf(numbers);
    }
  }

  /// A number in a file, or a name with digits in it.
  ///
  /// @param line from 1
  /// @param column from 0
  /// @param token its digits, with their unit where both are one word: `500m`
  /// @param origins keys of the plan, paths of records, or reasons; empty when it stands in the
  ///   template, or was computed without a reason
  public record Place(int line, int column, Token token, List<String> origins) {
    public Place {
      origins = List.copyOf(origins);
    }

    public String text() {
      return token.text();
    }
  }

  /// A number that a value holds.
  record Given(String text, List<String> origins) {

    private String digits() {
      return text.startsWith("-") ? text.substring(1) : text;
    }

    /// Whether the number is it, with a unit written behind.
    private boolean isWithUnit(Token token) {
      String digits = digits();
      return !token.name()
          && token.text().startsWith(digits)
          && token.text().chars().skip(digits.length()).allMatch(Character::isLetter);
    }

    /// Whether it is a pattern that stands for the number among others, such as `0[.]025|0[.]0250`.
    private boolean covers(Token token) {
      return text.length() > token.text().length()
          && text.contains(token.text())
          && Token.of(text).stream().anyMatch(part -> part.text().equals(token.text()));
    }
  }

  private NumberTrace() {}

  /// Several origins of one number.
  static String joined(List<String> origins) {
    return String.join(BETWEEN, origins);
  }

  static List<String> split(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(BETWEEN));
  }

  /// What is written for a value that holds numbers; other values are written as they are.
  static String around(String written, String value) {
    return around(written, Language.numbers(value));
  }

  static String around(String written, List<Given> numbers) {
    return numbers.isEmpty()
        ? written
        : BEGIN
            + numbers.stream()
                .map(given -> given.text() + ORIGINS + joined(given.origins()))
                .collect(Collectors.joining(ITEM))
            + TEXT
            + written
            + END;
  }

  static Traced of(String marked) {
    StringBuilder text = new StringBuilder(marked.length());
    List<Region> regions = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case BEGIN -> {
          int written = marked.indexOf(TEXT, i);
          open.push(new Open(text.length(), marked.substring(i + 1, written)));
          i = written;
        }
        case END -> regions.add(open.pop().until(text.length()));
        default -> text.append(c);
      }
    }
    return new Traced(text.toString(), places(text.toString(), regions));
  }

  /// @param regions what is within another stands before it
  private static List<Place> places(String text, List<Region> regions) {
    List<Token> tokens = Token.of(text);
    Map<Token, List<String>> origins = new HashMap<>();
    for (Region region : regions) {
      for (int i = first(tokens, region.start()); i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (token.start() >= region.end()) {
          break;
        }
        if (!origins.containsKey(token)) {
          region.take(token).ifPresent(given -> origins.put(token, given.origins()));
        }
      }
    }
    List<Place> places = new ArrayList<>();
    int line = 1;
    int begin = 0;
    for (Token token : tokens) {
      for (int end = text.indexOf('\n', begin);
          end >= 0 && end < token.start();
          end = text.indexOf('\n', begin)) {
        line++;
        begin = end + 1;
      }
      places.add(
          new Place(line, token.start() - begin, token, origins.getOrDefault(token, List.of())));
    }
    return places;
  }

  /// Index of the first token that begins at a place or after it.
  private static int first(List<Token> tokens, int start) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).start() < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private record Open(int start, String numbers) {
    Region until(int end) {
      List<Given> given =
          Arrays.stream(numbers.split(ITEM))
              .map(item -> item.split(ORIGINS, 2))
              .map(item -> new Given(item[0], split(item[1])))
              .toList();
      return new Region(start, end, new ArrayList<>(given));
    }
  }

  /// Where a value stands in the file.
  ///
  /// @param given its numbers that are not yet found in the file
  private record Region(int start, int end, List<Given> given) {

    /// The number of the value that one in the file is.
    Optional<Given> take(Token token) {
      Optional<Given> same =
          given.stream()
              .filter(each -> each.digits().equals(token.text()))
              .findFirst()
              .or(() -> given.stream().filter(each -> each.isWithUnit(token)).findFirst());
      same.ifPresent(given::remove);
      return same.or(() -> given.stream().filter(each -> each.covers(token)).findFirst());
    }
  }
}
