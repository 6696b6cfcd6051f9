// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Tuning;
import dev.slipway.workbench.variants.VariantStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;

/// The variants, their results, and which one ships.
public final class VariantsViewModel {

  /// The model as it is, or a variant of it.
  ///
  /// @param standing empty for the model as it is
  public record Row(Optional<VariantStanding> standing, boolean ships) {

    public String name() {
      return standing.map(s -> s.form().text()).orElse(Texts.of("variants.original"));
    }
  }

  private final Session session;
  private final ObservableValue<List<Row>> rows;
  private final LastChange last;
  private final Tuning tuning;

  public VariantsViewModel(Session session) {
    this.session = session;
    this.last = new LastChange(session);
    this.tuning = new Tuning(session);
    this.rows =
        session
            .openedProperty()
            .map(opened -> opened.map(o -> rows(o.voyage().variants())).orElse(List.of()));
  }

  private static List<Row> rows(List<VariantStanding> standings) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(Optional.empty(), standings.stream().noneMatch(VariantStanding::chosen)));
    standings.forEach(each -> rows.add(new Row(Optional.of(each), each.chosen())));
    return List.copyOf(rows);
  }

  public ObservableValue<List<Row>> rows() {
    return rows;
  }

  public LastChange lastChange() {
    return last;
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.measuringProperty();
  }

  public String command() {
    return tuning.variantsCommand();
  }

  /// Makes each variant and holds it against the model as it is.
  public void tryAll() {
    tuning.tryVariants();
  }

  public void choose(Row row) {
    last.make(
        command() + " --choose " + row.standing().map(s -> s.form().text()).orElse("original"),
        project -> session.actions().choose(project, row.standing().map(VariantStanding::form)),
        () ->
            session.tell(
                Texts.of("variants.chosen", row.name()), Texts.of("variants.chosen-below")));
  }
}
