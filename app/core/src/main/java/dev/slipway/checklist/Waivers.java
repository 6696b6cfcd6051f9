// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.Said;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Waiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which waiver of a release is in force, and why another is not.
record Waivers(
    List<Waiver> all, Catalogue.Policy policy, ChecklistContext context, SignedWords words) {

  /// The item's own line, or the waiver's that sets it aside.
  Line over(Line own) {
    Item item = own.item();
    List<Waiver> asked =
        all.stream()
            .filter(w -> w.project().equals(context.project()))
            .filter(w -> w.release().equals(context.release()))
            .filter(w -> w.item().equals(item.id()))
            .sorted(Comparator.comparing(Waiver::expires).reversed())
            .toList();
    for (Waiver waiver : asked) {
      if (whyNotInForce(waiver, item).isEmpty()) {
        return inForce(waiver, own);
      }
    }
    String note =
        asked.stream()
            .findFirst()
            .flatMap(waiver -> whyNotInForce(waiver, item))
            .map(why -> "; " + why)
            .orElse("");
    return own.because(own.because() + note);
  }

  private static Line inForce(Waiver waiver, Line own) {
    String because =
        "waived by %s until %s: %s; meanwhile: %s; own result: %s"
            .formatted(
                waiver.approver(),
                Checklist.day(waiver.expires()),
                waiver.reason(),
                waiver.compensatingControl(),
                own.because());
    List<Said> said = new ArrayList<>(own.said());
    said.add(
        new Said(
            "waived",
            waiver.approver(),
            waiver.created(),
            waiver.expires(),
            "%s; meanwhile: %s; asked for by %s"
                .formatted(waiver.reason(), waiver.compensatingControl(), waiver.requester()),
            Optional.empty()));
    return new Line(
        own.item(),
        State.WAIVED,
        own.found(),
        own.limit(),
        because,
        own.evidence(),
        Optional.of(waiver),
        said);
  }

  private Optional<String> whyNotInForce(Waiver waiver, Item item) {
    int days = policy.waiverDays(item);
    if (days == 0) {
      return Optional.of("it may not be waived");
    }
    Optional<Attestation> back = words.withdrawn(waiver);
    if (back.isPresent()) {
      return Optional.of(
          "its waiver was taken back by %s: %s".formatted(back.get().by(), back.get().note()));
    }
    if (waiver.expires().isAfter(waiver.created().plus(Duration.ofDays(days)))) {
      return Optional.of(
          "its waiver runs longer than the %d days that a %s may be waived"
              .formatted(days, item.severity()));
    }
    if (waiver.created().isAfter(context.now())) {
      return Optional.of("its waiver begins on " + Checklist.day(waiver.created()));
    }
    return waiver.expires().isAfter(context.now())
        ? Optional.empty()
        : Optional.of("its waiver ended on " + Checklist.day(waiver.expires()));
  }
}
