// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Ledger;
import dev.slipway.objective.ProjectChange;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.project.WriteProject;
import dev.slipway.workbench.variants.VariantRecords;
import dev.slipway.workbench.variants.VariantStanding;
import dev.slipway.workbench.variants.VariantTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses which form of the model ships: the model as it is, or a variant that was offered.
public final class ChooseVariant {

  private static final List<String> PATH = List.of("model", "variant");

  static final ProjectChange ORIGINAL = new ProjectChange.Removal(PATH);

  private final VariantRecords records;
  private final Shelf shelf;
  private final WriteProject write = new WriteProject();

  ChooseVariant(VariantRecords records, Shelf shelf) {
    this.records = records;
    this.shelf = shelf;
  }

  /// All that may be tried, in the order in which they are.
  ///
  /// @param now of [Shelf.Now#ofOriginal]
  /// @param entries the ledger's
  List<VariantStanding> standings(OpenedProject opened, Shelf.Now now, List<Ledger.Entry> entries)
      throws ProblemException {
    List<VariantStanding> standings = new ArrayList<>();
    for (VariantForm form : VariantForm.values()) {
      standings.add(
          new VariantStanding(
              form,
              shelf.latest(
                  opened,
                  now,
                  VariantRecords.kind(form.text()),
                  VariantTrial.class,
                  opened.command("variants") + " --form " + form.text()),
              opened.variant().equals(Optional.of(form.text())),
              records.obstacle(opened, form.text(), entries)));
    }
    return standings;
  }

  /// Writes the choice into `slipway.yaml`.
  ///
  /// @throws ProblemException when the variant was not offered, or what was found of it is stale
  public ProjectWritten choose(OpenedProject opened, VariantForm form) throws ProblemException {
    records.requireOffered(opened, form.text());
    return write.changed(opened, List.of(chosen(form.text())));
  }

  /// The model as it is ships again.
  public ProjectWritten chooseOriginal(OpenedProject opened) throws ProblemException {
    return write.changed(opened, List.of(ORIGINAL));
  }

  static ProjectChange chosen(String name) {
    return new ProjectChange.Text(PATH, name);
  }
}
