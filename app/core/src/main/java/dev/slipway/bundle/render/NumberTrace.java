// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Follows numbers from the data model to their places in a file. A number is written between marks
/// that name its origin; when the whole file is there, the marks are taken out and their places
/// kept. Values from outside never hold these marks.
public final class NumberTrace {

  private static final char BEGIN = '\ufdd3';
  private static final char TEXT = '\ufdd4';
  private static final char END = '\ufdd5';
  private static final String BETWEEN = "\ufdd6";

  /// A file's text and its numbers, in order.
  public record Traced(String text, List<Place> numbers) {
    public Traced {
      numbers = List.copyOf(numbers);
    }
  }

  /// A number in a file.
  ///
  /// @param line from 1
  /// @param text its digits, with their unit where both are one word: `500m`
  /// @param origins keys of the plan, paths of records, or reasons; empty when it was computed
  public record Place(int line, String text, List<String> origins) {
    public Place {
      origins = List.copyOf(origins);
    }
  }

  private NumberTrace() {}

  /// What is written for a value that holds numbers; other values are written as they are.
  static String around(String written, String value) {
    String numbers = Language.numbers(value);
    return numbers.isEmpty()
        ? written
        : BEGIN
            + String.join(BETWEEN, Language.origins(value))
            + TEXT
            + numbers
            + TEXT
            + written
            + END;
  }

  static Traced of(String marked) {
    StringBuilder text = new StringBuilder(marked.length());
    List<Place> places = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int line = 1;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case BEGIN -> {
          int numbers = marked.indexOf(TEXT, i);
          int written = marked.indexOf(TEXT, numbers + 1);
          open.push(
              new Open(
                  line, marked.substring(numbers + 1, written), marked.substring(i + 1, numbers)));
          i = written;
        }
        case END -> places.add(open.pop().place());
        default -> {
          text.append(c);
          line += c == '\n' ? 1 : 0;
        }
      }
    }
    return new Traced(text.toString(), places);
  }

  private record Open(int line, String numbers, String origins) {
    Place place() {
      return new Place(
          line, numbers, origins.isEmpty() ? List.of() : List.of(origins.split(BETWEEN)));
    }
  }
}
