// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceJson;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import dev.slipway.measure.target.MeasurementLog;
import dev.slipway.measure.target.TargetMeasurement;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Moves evidence between laptop, pipeline and cluster.
public final class MoveEvidence {

  private static final long MOST_BYTES = 64L << 20;

  private final Ledger ledger;

  MoveEvidence(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What was written.
  ///
  /// @param records and waivers
  /// @param leftOut waivers of the project that were altered after they were kept
  public record Exported(int records, int leftOut) {}

  /// Writes the evidence and the waivers of the project's release.
  public Exported export(OpenedProject opened, Path file) throws ProblemException {
    String release = opened.release(Hashes.of(opened.model()));
    List<Ledger.Entry> entries =
        ledger.entries(opened.project().name()).stream()
            .filter(entry -> entry.evidence().release().equals(release))
            .toList();
    List<Waiver> waivers =
        ledger.waivers(opened.project().name()).stream()
            .filter(waiver -> waiver.release().equals(release))
            .toList();
    try {
      Files.writeString(
          file, EvidenceJson.write(opened.project().name(), release, entries, waivers));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "evidence.unwritable",
              "Cannot write " + file,
              String.valueOf(e.getMessage()),
              "Name a file in a folder that you may write to."),
          e);
    }
    return new Exported(
        entries.size() + waivers.size(), ledger.alteredWaivers(opened.project().name()));
  }

  /// Takes in records that are not known yet, all or none, and says how many those were.
  ///
  /// @param file one that [#export] wrote, or the log of a job that measured on the target
  public int take(OpenedProject opened, Path file) throws ProblemException {
    String release = opened.release(Hashes.of(opened.model()));
    String name = opened.project().name();
    requireSmall(file);
    String text = Reading.text(file);
    // A log stays one when its markers are missing: whoever writes a log may not sign for a person.
    EvidenceJson.Contents read =
        file.toString().endsWith(".log") || MeasurementLog.is(text)
            ? new EvidenceJson.Contents(
                measured(MeasurementLog.read(text), name, release), List.of())
            : EvidenceJson.read(text, name, release);
    List<Evidence> records = EvidenceJson.unseen(read.records(), ledger.entries(name));
    List<Waiver> known = ledger.waivers(name);
    List<Waiver> waivers =
        read.waivers().stream().filter(waiver -> !known.contains(waiver)).distinct().toList();
    ledger.take(records, waivers);
    return records.size() + waivers.size();
  }

  /// A measurement as evidence of the place and the moment where it was made.
  private static List<Evidence> measured(TargetMeasurement made, String project, String release)
      throws ProblemException {
    EvidenceJson.requireRelease(made.project(), made.release(), project, release);
    return ServiceFacts.of(made.model(), made.served()).stream()
        .map(fact ->
            fact.evidence(
                new Fact.Origin(
                    project, release, made.tool(), made.where(), made.at(), "profile/run")))
        .toList();
  }

  /// It is read into memory. A file that is not there is for whoever reads it.
  private static void requireSmall(Path file) throws ProblemException {
    long bytes = file.toFile().length();
    if (bytes > MOST_BYTES) {
      throw Problem.input(
              "evidence.too-large",
              file + " is too large to be evidence",
              "It has " + new Bytes(bytes) + "; at most " + new Bytes(MOST_BYTES) + " are read",
              "Name the file that `slipway evidence export` wrote, or the log of one job")
          .asException();
    }
  }
}
