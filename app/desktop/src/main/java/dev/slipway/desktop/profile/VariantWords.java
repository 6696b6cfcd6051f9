// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.profile.VariantsViewModel.Row;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.variants.VariantStanding;
import dev.slipway.workbench.variants.VariantTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts variants of the model into words.
final class VariantWords {

  private static final String NONE = "–";

  private VariantWords() {}

  static Optional<String> obstacle(Row row) {
    return row.standing().flatMap(VariantStanding::obstacle);
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
    if (row.standing().flatMap(VariantStanding::trial).flatMap(Recorded::stale).isPresent()) {
      return Texts.of("variants.stale");
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
    return row.standing().flatMap(VariantStanding::trial).map(Recorded::value);
  }

  /// What was found of a variant and still holds: numbers of another model are not shown.
  private static Optional<VariantTrial.Results> held(Row row) {
    return row.standing()
        .flatMap(VariantStanding::trial)
        .filter(trial -> trial.stale().isEmpty())
        .map(Recorded::value)
        .flatMap(VariantTrial::held);
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
    for (Row row : rows) {
      lines.add(row.standing().isEmpty() ? original(row, rows) : line(row));
    }
    return lines;
  }

  /// Each trial runs the model as it is anew: what it took stands beside the variant it ran
  /// against, and only what no run changes stands here.
  private static List<String> original(Row row, List<Row> rows) {
    List<VariantTrial.Results> trials = rows.stream().flatMap(each -> held(each).stream()).toList();
    return List.of(
        row.name(),
        NONE,
        NONE,
        NONE,
        trials.stream().map(t -> t.size().before().toString()).findFirst().orElse(NONE),
        trials.stream()
            .flatMap(t -> t.score().stream())
            .map(s -> score(s.before()))
            .findFirst()
            .orElse(NONE),
        NONE,
        NONE);
  }

  private static List<String> line(Row row) {
    Optional<VariantTrial.Results> held = held(row);
    Optional<Comparison> comparison = held.flatMap(VariantTrial.Results::comparison);
    return List.of(
        row.name(),
        comparison.map(c -> ratio(c.of(Comparison.Measure.LATENCY))).orElse(NONE),
        comparison.map(c -> ratio(c.of(Comparison.Measure.CPU))).orElse(NONE),
        comparison.map(c -> memory(c.inside())).orElse(NONE),
        held.map(h -> h.size().after().toString()).orElse(NONE),
        held.flatMap(VariantTrial.Results::score).map(s -> score(s.after())).orElse(NONE),
        held.map(h -> Numbers.percent(h.worst())).orElse(NONE),
        held.map(h -> Numbers.percent(h.same())).orElse(NONE));
  }

  private static String memory(Comparison.Breakdown inside) {
    return Texts.of("variants.against", inside.memoryB(), inside.memoryA());
  }

  /// The value, that of the model as it is in the same run, and the one by the other.
  private static String ratio(Comparison.Ratio ratio) {
    Interval by = ratio.ratio();
    return Texts.of(
        "variants.ratio",
        Formats.duration(ratio.b()),
        Formats.decimals(by.value(), 2),
        Formats.decimals(by.low(), 2),
        Formats.decimals(by.high(), 2),
        Formats.duration(ratio.a()));
  }

  private static String score(Interval score) {
    return Texts.of(
        "search.interval",
        Numbers.score(score.value()),
        Numbers.score(score.low()),
        Numbers.score(score.high()));
  }
}
