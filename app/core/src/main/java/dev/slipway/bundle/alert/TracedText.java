// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/// A text in which each number knows its origin.
public record TracedText(List<Part> parts) {

  public TracedText {
    parts = List.copyOf(parts);
  }

  /// A piece of a text.
  public sealed interface Part permits Words, Literal, Bound, Figure, Placeholder {

    /// As a person reads it.
    String text();
  }

  public record Words(String text) implements Part {}

  /// A text from outside, which stands in quotes where it is part of a query.
  public record Literal(String text) implements Part {}

  /// A number that is written otherwise: with its unit, or as a pattern.
  public record Bound(String text, Figure figure) implements Part {}

  /// What Prometheus replaces when an alert fires: `$value | humanize`.
  public record Placeholder(String expression) implements Part {
    @Override
    public String text() {
      return "{{ " + expression + " }}";
    }
  }

  /// @param pattern with `%s` for each of the values, which are texts, parts or texts of parts
  static TracedText of(String pattern, Object... values) {
    String[] between = pattern.split("%s", -1);
    if (between.length != values.length + 1) {
      throw new IllegalArgumentException(values.length + " values for: " + pattern);
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < between.length; i++) {
      if (i > 0) {
        add(values[i - 1], parts);
      }
      if (!between[i].isEmpty()) {
        parts.add(new Words(between[i]));
      }
    }
    return new TracedText(parts);
  }

  private static void add(Object value, List<Part> parts) {
    switch (value) {
      case TracedText told -> parts.addAll(told.parts);
      case Part part -> parts.add(part);
      case String words -> parts.add(new Words(words));
      default -> throw new IllegalArgumentException("neither text nor number: " + value);
    }
  }

  /// With other texts between the first and the last.
  static TracedText joined(List<TracedText> texts, String between) {
    List<Part> parts = new ArrayList<>();
    for (TracedText text : texts) {
      if (!parts.isEmpty()) {
        parts.add(new Words(between));
      }
      parts.addAll(text.parts);
    }
    return new TracedText(parts);
  }

  /// As Prometheus tells it, with what it puts in the place of each placeholder.
  TracedText filled(String... values) {
    Iterator<String> next = List.of(values).iterator();
    return new TracedText(
        parts.stream()
            .map(part -> part instanceof Placeholder ? filled(next.next()) : part)
            .toList());
  }

  private static Part filled(String value) {
    return new Bound(value, Figure.rule(0, "what the made-up series of the test come to"));
  }

  String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }
}
