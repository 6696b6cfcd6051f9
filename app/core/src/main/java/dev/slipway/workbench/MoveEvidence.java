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
import dev.slipway.profile.OnTarget;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Moves evidence between laptop, pipeline and cluster.
public final class MoveEvidence {

  private static final long MOST_BYTES = 64L << 20;

  private final Ledger ledger;
  private final Shelf shelf;

  MoveEvidence(Ledger ledger, Shelf shelf) {
    this.ledger = ledger;
    this.shelf = shelf;
  }

  /// What was written.
  ///
  /// @param records and waivers
  /// @param leftOut waivers of the project that were altered after they were kept
  public record Exported(int records, int leftOut) {}

  /// Writes the evidence and the waivers of the project's release.
  public Exported export(OpenedProject opened, Path file) throws ProblemException {
    String release = opened.release(Hashes.of(opened.model()));
    String name = opened.project().name();
    List<Ledger.Entry> entries =
        ledger.entries(opened.records()).stream()
            .filter(entry -> entry.evidence().release().equals(release))
            .map(entry ->
                new Ledger.Entry(
                    entry.sequence(), entry.evidence().of(name), entry.hash(), entry.intact()))
            .toList();
    List<Waiver> waivers =
        ledger.waivers(opened.records()).stream()
            .filter(waiver -> waiver.release().equals(release))
            .map(waiver -> waiver.of(name))
            .toList();
    try {
      Files.writeString(file, EvidenceJson.write(name, release, entries, waivers));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "evidence.unwritable",
              "Cannot write " + file,
              String.valueOf(e.getMessage()),
              "Name a file in a folder that you may write to."),
          e);
    }
    return new Exported(entries.size() + waivers.size(), ledger.alteredWaivers(opened.records()));
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
    if (file.toString().endsWith(".log") || MeasurementLog.is(text)) {
      return take(opened, MeasurementLog.read(text));
    }
    EvidenceJson.Contents read = EvidenceJson.read(text, name, release);
    List<Evidence> records = unseen(opened, read.records());
    List<Waiver> known = ledger.waivers(opened.records());
    List<Waiver> waivers =
        read.waivers().stream()
            .map(waiver -> waiver.of(opened.records()))
            .filter(waiver -> !known.contains(waiver))
            .distinct()
            .toList();
    ledger.take(records, waivers);
    return records.size() + waivers.size();
  }

  private List<Evidence> append(OpenedProject opened, List<Evidence> read) throws ProblemException {
    List<Evidence> records = unseen(opened, read);
    ledger.append(records);
    return records;
  }

  private List<Evidence> unseen(OpenedProject opened, List<Evidence> read) throws ProblemException {
    return EvidenceJson.unseen(
        read.stream().map(each -> each.of(opened.records())).toList(),
        ledger.entries(opened.records()));
  }

  /// A measurement as evidence of the place and the moment where it was made.
  private int take(OpenedProject opened, TargetMeasurement made) throws ProblemException {
    String project = opened.project().name();
    String release = opened.release(Hashes.of(opened.model()));
    EvidenceJson.requireRelease(made.project(), made.release(), project, release);
    List<Evidence> taken =
        append(
            opened,
            ServiceFacts.of(made.served(), ServiceFacts.inputs(opened, made.model())).stream()
                .map(fact ->
                    fact.evidence(
                        new Fact.Origin(
                            project, release, made.tool(), made.where(), made.at(), "profile/run")))
                .toList());
    if (!taken.isEmpty()) {
      MeasureService.keep(shelf, opened, made.model(), new OnTarget(made.where(), made.served()));
    }
    return taken.size();
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
