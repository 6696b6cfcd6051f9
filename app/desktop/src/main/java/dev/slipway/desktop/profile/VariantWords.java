// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Interval;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.profile.VariantsViewModel.Row;
import dev.slipway.profile.Comparison;
import dev.slipway.workbench.ChooseVariant.Standing;
import dev.slipway.workbench.VariantTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Variants of a model, in words.
final class VariantWords {

  private static final String NONE = "–";

  private VariantWords() {}

  static Optional<String> obstacle(Row row) {
    return row.standing().flatMap(Standing::obstacle);
  }

  static Tone tone(Row row) {
    if (obstacle(row).isEmpty()) {
      return Tone.GOOD;
    }
    return trial(row).isEmpty() ? Tone.OPEN : row.ships() ? Tone.BAD : Tone.UNSURE;
  }

  static String state(Row row) {
    if (row.ships()) {
      return obstacle(row).isEmpty() ? Texts.of("variants.ships") : Texts.of("variants.ships-not");
    }
    if (obstacle(row).isEmpty()) {
      return Texts.of("variants.offered");
    }
    return Texts.of(trial(row).isEmpty() ? "variants.untried" : "variants.refused");
  }

  static String because(Row row) {
    return obstacle(row)
        .map(why -> Texts.of("variants.cannot", why))
        .or(() -> trial(row).map(VariantTrial::because))
        .orElse(Texts.of("variants.record"));
  }

  static String what(Row row) {
    return row.name().equals("int8")
        ? Texts.of("variants.int8-below")
        : Texts.of("variants.extended-below");
  }

  private static Optional<VariantTrial> trial(Row row) {
    return row.standing().flatMap(Standing::trial).map(recorded -> recorded.value());
  }

  private static Optional<VariantTrial.Held> held(Row row) {
    return trial(row).flatMap(VariantTrial::held);
  }

  /// A line for each form, after one with the names of the columns.
  static List<List<String>> table(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            Texts.of("variants.form"),
            Texts.of("variants.latency"),
            Texts.of("variants.cpu"),
            Texts.of("variants.memory"),
            Texts.of("variants.size"),
            Texts.of("variants.score"),
            Texts.of("variants.apart"),
            Texts.of("variants.same")));
    Optional<VariantTrial.Held> any =
        rows.stream().flatMap(row -> held(row).stream()).reduce(VariantWords::fuller);
    for (Row row : rows) {
      lines.add(row.standing().isEmpty() ? original(row, any) : line(row));
    }
    return lines;
  }

  private static VariantTrial.Held fuller(VariantTrial.Held a, VariantTrial.Held b) {
    return a.comparison().isPresent() ? a : b;
  }

  private static List<String> original(Row row, Optional<VariantTrial.Held> any) {
    Optional<Comparison> comparison = any.flatMap(VariantTrial.Held::comparison);
    return List.of(
        row.name(),
        comparison
            .map(c -> Formats.duration(c.of(Comparison.Measure.LATENCY).a()).toString())
            .orElse(NONE),
        comparison
            .map(c -> Formats.duration(c.of(Comparison.Measure.CPU).a()).toString())
            .orElse(NONE),
        comparison.map(c -> c.inside().memoryA().toString()).orElse(NONE),
        any.map(held -> held.size().before().toString()).orElse(NONE),
        any.flatMap(VariantTrial.Held::score).map(s -> score(s.before())).orElse(NONE),
        NONE,
        NONE);
  }

  private static List<String> line(Row row) {
    Optional<VariantTrial.Held> held = held(row);
    Optional<Comparison> comparison = held.flatMap(VariantTrial.Held::comparison);
    return List.of(
        row.name(),
        comparison.map(c -> ratio(c.of(Comparison.Measure.LATENCY))).orElse(NONE),
        comparison.map(c -> ratio(c.of(Comparison.Measure.CPU))).orElse(NONE),
        comparison.map(c -> c.inside().memoryB().toString()).orElse(NONE),
        held.map(h -> h.size().after().toString()).orElse(NONE),
        held.flatMap(VariantTrial.Held::score).map(s -> score(s.after())).orElse(NONE),
        held.map(h -> Formats.percent(h.worst())).orElse(NONE),
        held.map(h -> Formats.percent(h.same())).orElse(NONE));
  }

  /// The value, and by the value of the model as it is.
  private static String ratio(Comparison.Ratio ratio) {
    Interval by = ratio.ratio();
    return Texts.of(
        "variants.ratio",
        Formats.duration(ratio.b()),
        Formats.decimals(by.value(), 2),
        Formats.decimals(by.low(), 2),
        Formats.decimals(by.high(), 2));
  }

  private static String score(Interval score) {
    return Texts.of(
        "search.interval",
        Formats.decimals(score.value(), 3),
        Formats.decimals(score.low(), 3),
        Formats.decimals(score.high(), 3));
  }
}
