// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Nearest;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.objective.ProjectChange;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import dev.slipway.plan.ByHand;
import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.WriteProject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sets values of the plan by hand, in `slipway.yaml`, and takes them back. A value that cannot
/// work is refused, and nothing is written.
public final class SetPlanned {

  /// Where values are changed that follow from something else.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "runtime.threads", "runtime.threads in slipway.yaml, and a profile measures it",
          "runtime.optimisation", "runtime.optimisation in slipway.yaml, and a profile measures it",
          "runtime.batch-rows", "runtime.batch-rows in slipway.yaml, and a profile measures it",
          "resources.cpu-limit", "runtime.threads in slipway.yaml: each thread gets one core",
          "resources.memory-request", "resources.memory-limit, which it equals",
          "model.variant", "slipway variants --choose",
          "image.limit", "objectives.image in slipway.yaml",
          "slo.availability", "objectives.availability in slipway.yaml",
          "slo.latency", "objectives.latency in slipway.yaml",
          "replicas.peak-rate", "objectives.traffic in slipway.yaml");

  private final MakePlan plan;
  private final WriteProject write = new WriteProject();

  SetPlanned(MakePlan plan) {
    this.plan = plan;
  }

  /// @param key of the plan, such as `replicas.min`
  /// @param value in the key's unit, as it was typed
  /// @param note who wants it so, and why
  /// @throws ProblemException when it cannot be set, or cannot work
  public ProjectWritten set(OpenedProject opened, String key, String value, String note)
      throws ProblemException {
    Settable which = settable(key);
    SetByHand wanted = read(which, value, note);
    List<String> path = path(which);
    return write.changed(
        opened,
        now -> {
          SortedMap<Settable, SetByHand> all = new TreeMap<>(now.byHand());
          all.put(which, wanted);
          requireWorking(opened.with(now), which, all);
          return List.of(
              new ProjectChange.Decimal(with(path, "value"), wanted.value()),
              new ProjectChange.Text(with(path, "note"), wanted.note()));
        });
  }

  /// Lets the plan's own value stand again.
  public ProjectWritten reset(OpenedProject opened, String key) throws ProblemException {
    Settable which = settable(key);
    return write.changed(
        opened,
        now -> {
          if (!now.byHand().containsKey(which)) {
            throw Problem.input(
                    "plan.not-set",
                    key + " is not set by hand",
                    opened.file() + " says nothing of it, so the plan's own value stands already.",
                    "slipway plan shows which values are set by hand.")
                .asException();
          }
          return List.of(new ProjectChange.Removal(path(which)));
        });
  }

  /// Where a value of the plan is changed that is not set by hand; empty where it is.
  public static Optional<String> elsewhere(String key) {
    return Settable.of(key).isPresent()
        ? Optional.empty()
        : Optional.of(
            Optional.ofNullable(ELSEWHERE.get(key))
                .map(where -> "Change " + where + ".")
                .orElse("slipway explain " + key + " says what it follows from."));
  }

  private void requireWorking(
      OpenedProject opened, Settable which, SortedMap<Settable, SetByHand> all)
      throws ProblemException {
    SortedMap<Settable, Problem> refused = new TreeMap<>(plan.refused(opened.byHand(all)));
    Optional<Problem> own = Optional.ofNullable(refused.get(which));
    if (own.isPresent()) {
      throw own.get().asException();
    }
    if (!refused.isEmpty()) {
      // What was refused before is none of this value's doing.
      refused.keySet().removeAll(plan.refused(opened).keySet());
    }
    if (!refused.isEmpty()) {
      throw refused.firstEntry().getValue().asException();
    }
  }

  private static List<String> path(Settable which) {
    return List.of("plan", "overrides", which.key());
  }

  private static List<String> with(List<String> path, String last) {
    return List.of(path.get(0), path.get(1), path.get(2), last);
  }

  private static Settable settable(String key) throws ProblemException {
    Optional<Settable> found = Settable.of(key);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> known = Arrays.stream(Settable.values()).map(Settable::key).toList();
    boolean planned = PlanKeys.ALL.stream().map(Key::name).anyMatch(key::equals);
    throw Problem.input(
            "plan.not-settable",
            planned
                ? key + " is not set by hand"
                : "The plan has no value " + key + " that is set by hand",
            planned
                ? "It follows from something else: what was measured must be what ships."
                : Nearest.meant(key, known)
                    .map(meant -> "Did you mean " + meant + "?")
                    .orElse("These can be: " + String.join(", ", known) + "."),
            elsewhere(key).orElse(""))
        .asException();
  }

  private static SetByHand read(Settable which, String value, String note) throws ProblemException {
    BigDecimal number;
    try {
      number = new BigDecimal(value.strip());
    } catch (NumberFormatException e) {
      throw new ProblemException(noNumber(which, value), e);
    }
    Optional<String> impossible = which.impossible(number);
    if (impossible.isPresent()) {
      throw Problem.input(
              "plan.bad-value",
              cannotBe(which, value),
              impossible.get() + unit(which).map(unit -> ", in " + unit).orElse("") + ".",
              "Give another value.")
          .asException();
    }
    if (note.isBlank() || note.strip().length() > SetByHand.LONGEST_NOTE) {
      throw Problem.input(
              "plan.no-note",
              "Nothing says why " + which.key() + " is to be " + value.strip(),
              "Whoever is handed the bundle reads it beside the value; %d letters at most."
                  .formatted(SetByHand.LONGEST_NOTE),
              "Say who wants it so, and why, with --note.")
          .asException();
    }
    return new SetByHand(number, note.replaceAll("\\p{Cntrl}+", " "));
  }

  private static Problem noNumber(Settable which, String value) {
    String digits = value.strip().replaceFirst("(?s)^(\\d{0,9}).*", "$1");
    String example =
        !digits.isEmpty() && which.impossible(new BigDecimal(digits)).isEmpty()
            ? digits
            : which.least().toPlainString();
    return Problem.input(
        "plan.bad-value",
        cannotBe(which, value),
        "It takes a number" + unit(which).map(unit -> " of " + unit).orElse("") + ", and no unit.",
        "Give the number alone, such as "
            + example
            + unit(which).map(unit -> " for " + example + " " + unit).orElse("")
            + ".");
  }

  private static String cannotBe(Settable which, String value) {
    return which.key() + " cannot be " + value.strip();
  }

  private static Optional<String> unit(Settable which) {
    return Optional.of(ByHand.key(which).unit())
        .filter(unit -> !unit.isEmpty() && !unit.equals("count"));
  }
}
