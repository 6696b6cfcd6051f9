// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The readiness of a release, and the cheapest next steps.
///
/// A gate is open while no blocker of it, or of one before it, is unsettled. The level is reached
/// where no major is either.
///
/// @param signatures of a gate
record Readiness(Catalogue catalogue, List<Line> lines, Function<String, List<Said>> signatures) {

  /// The gate after launch: it is asked again each quarter and holds no level.
  private static final String AFTER_LAUNCH = "operate";

  private static final int MOST_NEXT = 3;
  private static final int LAST = 100;

  private static final Comparator<Line> WHAT_FIRST =
      Comparator.comparing((Line line) -> !line.item().blocks())
          .thenComparing((Line line) -> !line.item().holdsLevel())
          .thenComparingInt(Readiness::effort);

  Checklist checklist(String release) {
    Optional<Catalogue.Gate> holding = levels().stream().filter(gate -> !reached(gate)).findFirst();
    List<Line> first =
        holding.map(gate -> toDo(gate.id(), true)).orElseGet(() -> toDo(AFTER_LAUNCH, false));
    return new Checklist(
        release,
        level(holding),
        holding.map(gate -> first.getFirst().item().id()).orElse(""),
        lines,
        first.stream().limit(MOST_NEXT).toList(),
        gates());
  }

  private List<Catalogue.Gate> levels() {
    return catalogue.gates().stream().filter(gate -> !gate.id().equals(AFTER_LAUNCH)).toList();
  }

  private boolean reached(Catalogue.Gate gate) {
    return toDo(gate.id(), true).isEmpty();
  }

  /// The name of the last level before the gate that holds.
  private String level(Optional<Catalogue.Gate> holding) {
    List<Catalogue.Gate> levels = levels();
    int reached = holding.map(levels::indexOf).orElse(levels.size());
    return reached == 0 ? "Draft" : ready(levels.get(reached - 1).id());
  }

  private static String ready(String gate) {
    return gate.substring(0, 1).toUpperCase(Locale.ROOT) + gate.substring(1) + "-ready";
  }

  private List<Line> toDo(String gate, boolean onlyWhatHolds) {
    return lines.stream()
        .filter(line -> line.item().gate().equals(gate) && !line.settled())
        .filter(line -> !onlyWhatHolds || line.item().holdsLevel())
        .sorted(WHAT_FIRST)
        .toList();
  }

  private List<Checklist.Gate> gates() {
    var gates = new ArrayList<Checklist.Gate>();
    boolean open = true;
    for (Catalogue.Gate gate : catalogue.gates()) {
      List<Line> own = lines.stream().filter(line -> line.item().gate().equals(gate.id())).toList();
      open = open && own.stream().allMatch(line -> line.settled() || !line.item().blocks());
      gates.add(
          new Checklist.Gate(gate.id(), gate.title(), open, own, signatures.apply(gate.id())));
    }
    return gates;
  }

  /// Running something again is cheaper than writing something down, that is cheaper than waiting
  /// for a pipeline, and all are cheaper than mending what failed. A gate is signed when nothing
  /// else blocks it.
  private static int effort(Line line) {
    if (line.item().means() == Item.Means.SIGNED) {
      return LAST;
    }
    int where =
        switch (line.item().evidenceFrom()) {
          case WORKBENCH -> 1;
          case REHEARSAL -> 2;
          case MANUAL -> 3;
          case PIPELINE -> 4;
          case TARGET -> 5;
        };
    int what =
        switch (line.state()) {
          case FAIL, INCONCLUSIVE -> 5;
          case ERROR -> 1;
          default -> 0;
        };
    return where + what;
  }
}
