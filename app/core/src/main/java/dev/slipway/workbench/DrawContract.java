// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.DataChecks;
import dev.slipway.data.ContractTerms;
import dev.slipway.data.DataContract;
import dev.slipway.data.DataStudy;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Place;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import java.util.List;
import java.util.Optional;

/// Drafts the project's data contract from the last data report and today's rules, and says what
/// the checks of that data found.
final class DrawContract {

  private final InspectData data;

  DrawContract(InspectData data) {
    this.data = data;
  }

  /// Empty where nobody has looked at the data as it is now.
  Optional<DataContract> draw(OpenedProject opened, Inspection inspection) throws ProblemException {
    Optional<DataStudy> study = study(opened, inspection);
    if (study.isEmpty()) {
      return Optional.empty();
    }
    Project.DataSource source = InspectData.source(opened);
    List<String> columns =
        study.get().reference().columns().stream()
            .map(column -> column.name())
            .filter(name -> !name.equals(source.label()))
            .toList();
    return Optional.of(
        ContractTerms.of(
            study.get(),
            InspectData.rules(opened),
            source.label(),
            source.columnClasses(),
            places(columns, source, inspection)));
  }

  /// What the checks found; empty where nobody has looked at the data as it is now.
  Optional<DataChecks> checks(OpenedProject opened, Inspection inspection) throws ProblemException {
    Optional<DataStudy> study = study(opened, inspection);
    if (study.isEmpty()) {
      return Optional.empty();
    }
    Project.DataSource source = InspectData.source(opened);
    return Optional.of(DataChecks.of(study.get(), source.label(), source.columnClasses()));
  }

  private Optional<DataStudy> study(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    return opened.reference().isEmpty()
        ? Optional.empty()
        : data.last(opened, Shelf.Now.of(opened, inspection.model().sha256()))
            .filter(last -> last.stale().isEmpty())
            .map(Recorded::value);
  }

  /// Where columns go in the model, by the names that they have in the file.
  static List<Place> places(List<String> columns, Project.DataSource data, Inspection inspection)
      throws ProblemException {
    List<String> called =
        new Table("the data", columns, List.of()).renamed(data.inputs()).columns();
    return ModelInputs.places(called, inspection.featureMap(), inspection.signature()).stream()
        .map(place ->
            new Place(columns.get(called.indexOf(place.column())), place.input(), place.index()))
        .toList();
  }
}
