// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.settings;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.cost.PriceAge;
import dev.slipway.cost.PriceImport;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.Doctor.Capability;
import dev.slipway.workbench.KeepPrices;
import dev.slipway.workbench.KeepPrices.ImportResult;
import dev.slipway.workbench.project.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What this machine has, and the prices and templates that count.
public final class SettingsViewModel {

  /// The price book in words.
  ///
  /// @param holds how many prices there are
  /// @param old those that are too old to be trusted
  public record Prices(String holds, List<String> old) {
    public Prices {
      old = List.copyOf(old);
    }
  }

  private final Session session;
  private final ReadOnlyObjectWrapper<List<Capability>> programs =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Prices>> prices =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ImportResult>> imported =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
  private boolean looked;

  public SettingsViewModel(Session session) {
    this.session = session;
  }

  /// The container engine first, then each tool; none until the machine was looked at.
  public ReadOnlyObjectProperty<List<Capability>> programsProperty() {
    return programs.getReadOnlyProperty();
  }

  /// Whether the machine is being looked at.
  public ReadOnlyBooleanProperty lookingProperty() {
    return looking.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Prices>> pricesProperty() {
    return prices.getReadOnlyProperty();
  }

  /// What came of the last import.
  public ReadOnlyObjectProperty<Optional<ImportResult>> importedProperty() {
    return imported.getReadOnlyProperty();
  }

  /// Looks at machine and prices, when the screen is shown for the first time.
  public void begin() {
    if (!looked) {
      looked = true;
      look();
      start("job.prices", "slipway prices", SettingsViewModel::said, this::show);
    }
  }

  /// Looks which programs there are now.
  public void look() {
    if (looking.get()) {
      return;
    }
    looking.set(true);
    session
        .jobs()
        .start(
            Texts.of("job.doctor"),
            "slipway doctor",
            progress -> session.actions().programs(),
            programs::set)
        .stateProperty()
        .subscribe(state -> looking.set(state == Job.State.RUNNING));
  }

  /// Takes the rows of a price file, and prices the open project anew.
  public void importPrices(Path file) {
    start(
        "job.import-prices",
        "slipway prices import " + Formats.argument(file.toString()),
        keep -> {
          ImportResult taken =
              keep.take(file, PriceImport.LargeChanges.REFUSED, KeepPrices.Writing.KEPT);
          session.actions().restock();
          return taken;
        },
        taken -> {
          imported.set(Optional.of(taken));
          refreshed();
        });
  }

  /// Takes the last import of this window back.
  public void undoImport() {
    imported
        .get()
        .map(taken -> String.valueOf(taken.file().getFileName()))
        .ifPresent(table ->
            start(
                "job.import-prices",
                "slipway prices undo " + table,
                keep -> {
                  Path file = keep.undo(table);
                  session.actions().restock();
                  return file;
                },
                file -> {
                  imported.set(Optional.empty());
                  refreshed();
                }));
  }

  /// Reads templates and prices again, such as after an edit.
  public void readAgain() {
    start(
        "job.templates",
        "slipway targets",
        keep -> {
          session.actions().restock();
          return "";
        },
        done -> refreshed());
  }

  private void refreshed() {
    start("job.prices", "slipway prices", SettingsViewModel::said, this::show);
    session.reload();
  }

  private void show(Prices now) {
    prices.set(Optional.of(now));
  }

  private static Prices said(KeepPrices keep) {
    long users = keep.book().machines().values().stream().filter(m -> m.stamp().users()).count();
    return new Prices(
        Texts.of(
            "settings.prices-hold",
            Words.count(keep.book().machines().size(), "machine"),
            Words.count(keep.book().meters().size(), "service"),
            Words.count(users, "machine")),
        keep.warnings().stream().map(PriceAge.Warning::text).toList());
  }

  @FunctionalInterface
  private interface Keeping<T> {
    T of(KeepPrices keep) throws ProblemException;
  }

  private <T> void start(
      String key, String command, Keeping<T> work, java.util.function.Consumer<T> then) {
    Jobs.Work<T> job = progress -> work.of(session.actions().prices());
    session.jobs().start(Texts.of(key), command, job, then);
  }

  /// Where records, runs, prices and templates of this machine are.
  public String home() {
    return Formats.home(session.actions().home().folder().toString());
  }

  /// Where targets come from besides those that ship; what a later one holds wins.
  public List<String> templateFolders() {
    Home home = session.actions().home();
    return Stream.concat(Stream.of(home.templates()), home.teamTemplates().stream())
        .map(folder -> Formats.home(folder.toString()))
        .toList();
  }

  /// How many targets there are, with those of the folders.
  public int targets() {
    return session.actions().targets().size();
  }
}
