// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.checklist.RunLog;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/// Results that a later run, or the other front end, wants to see again.
final class Shelf {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final RunLog runs;
  private final InstantSource clock;

  Shelf(RunLog runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// A name for a run that starts now, unlike that of any other.
  String newId(OpenedProject opened, String kind) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return opened.project().name()
        + "-"
        + kind
        + "-"
        + STAMP.format(clock.instant())
        + "-"
        + unique;
  }

  void keep(OpenedProject opened, Sha256 model, String kind, String id, Object result)
      throws ProblemException {
    runs.keep(
        new RunLog.Run(
            id,
            kind,
            opened.project().name(),
            opened.release(model),
            clock.instant(),
            Json.line(result)));
  }

  /// The last result of a kind; one that this version can no longer read counts as none.
  <T> Optional<Recorded<T>> latest(
      OpenedProject opened, Sha256 model, String kind, Class<T> type, String command)
      throws ProblemException {
    Optional<RunLog.Run> run = runs.latest(opened.project().name(), kind);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    T value;
    try {
      value = Json.read(run.get().json(), type);
    } catch (ProblemException olderForm) {
      return Optional.empty();
    }
    Optional<String> stale =
        run.get().release().equals(opened.release(model))
            ? Optional.empty()
            : Optional.of("it is of release " + run.get().release());
    return Optional.of(new Recorded<>(value, run.get().at(), stale, command));
  }
}
