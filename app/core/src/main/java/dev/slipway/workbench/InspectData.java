// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.data.ContractCheck;
import dev.slipway.data.ContractRules;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataStudy;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelFit;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.TableProfile;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.KeptRules;
import dev.slipway.data.sql.Limits;
import dev.slipway.evidence.Evidence;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectChange;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.project.WriteProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Profiles the reference and the holdout, and keeps the reports.
public final class InspectData {

  static final String KIND = "data";

  /// Rows, entities and columns that leak; or why that is not known.
  static final String LEAK = "data.split_leak_count";

  /// Columns that the model takes and a file lacks, and values that it does not take.
  private static final String MISFIT = "data.misfit_count";

  private static final String RULES = "quality-rules.yaml";

  /// Who only wants to see what is known waits no longer for a look at data.
  private static final Duration GLANCE = Duration.ofSeconds(10);

  private final Trail trail;
  private final Shelf shelf;
  private final InstantSource clock;
  private final WriteProject write;

  InspectData(Trail trail, Shelf shelf, InstantSource clock) {
    this.trail = trail;
    this.shelf = shelf;
    this.clock = clock;
    this.write = new WriteProject();
  }

  static String command(OpenedProject opened) {
    return opened.command("data");
  }

  public DataStudy inspect(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    DataStudy study = look(opened, progress);
    keep(opened, study);
    return study;
  }

  /// Looks at the data alone, and keeps nothing of it: for rules that are not written yet.
  public DataStudy withoutRules(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    return LookAtData.of(opened, List.of(), today(), progress);
  }

  private DataStudy look(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    return LookAtData.of(opened, rules(opened), today(), progress);
  }

  static List<DataFiles.Source> sources(OpenedProject opened, Project.DataSource data)
      throws ProblemException {
    String reference = reference(data);
    return List.of(
        new DataFiles.Source(opened.folder().resolve(reference), reference),
        new DataFiles.Source(opened.folder().resolve(data.holdout()), data.holdout()));
  }

  /// What the model learned from.
  static String reference(Project.DataSource data) throws ProblemException {
    return data.reference()
        .orElseThrow(() ->
            Problem.input(
                    "data.no-reference",
                    "The project names no reference data",
                    "The reference is the data to describe, the rows that the holdout must not"
                        + " repeat, and the baseline for drift.",
                    "Add reference: … beside holdout in slipway.yaml. Without it the model can"
                        + " still be evaluated, measured, exported and verified.")
                .asException());
  }

  /// The rules as their file has them now; none where the project names no file.
  static List<QualityRule> rules(OpenedProject opened) throws ProblemException {
    Optional<String> file = source(opened).rules();
    return file.isEmpty()
        ? List.of()
        : QualityRules.parse(Reading.text(opened.folder().resolve(file.get())), file.get());
  }

  /// Whether the reference and the holdout keep to a contract, such as the one of an earlier
  /// export.
  public List<Finding> against(
      OpenedProject opened, Path contract, DataStudy study, Progress progress)
      throws ProblemException, InterruptedException {
    String text = Reading.text(contract);
    List<Finding> findings = new ArrayList<>();
    for (TableProfile file : List.of(study.reference(), study.holdout())) {
      findings.addAll(ContractCheck.of(text, contract.toString(), file));
    }
    ContractRules terms = ContractRules.of(text, contract.toString());
    if (!terms.rules().isEmpty()) {
      try (DataFiles files =
          DataFiles.open(
              sources(opened, source(opened)), Limits.ofMachine(), progress.part(0, 0.6))) {
        LookAtData.outcomes(files, terms.rules(), today(), progress.part(0.6, 1)).stream()
            .map(ContractRules::finding)
            .forEach(findings::add);
      }
    }
    findings.addAll(terms.others());
    return List.copyOf(findings);
  }

  /// Writes rules that the reference keeps to into a file, and names it in `slipway.yaml`. Each was
  /// read back and tried on the reference before.
  ///
  /// @return the file
  public Path suggest(OpenedProject opened, DataStudy study, boolean replace, Progress progress)
      throws ProblemException, InterruptedException {
    String name = source(opened).rules().orElse(RULES);
    Path file = opened.folder().resolve(name);
    var reference = sources(opened, source(opened)).getFirst();
    String text;
    try (DataFiles files =
        DataFiles.open(List.of(reference), Limits.ofMachine(), progress.part(0, 0.3))) {
      List<QualityRule> suggested = RuleSuggestions.from(study.reference(), today());
      text =
          QualityRules.text(
              KeptRules.of(files, 0, suggested, today(), progress.part(0.3, 1)),
              study.reference().source());
    }
    write.whole(file, text, replace);
    if (source(opened).rules().isEmpty()) {
      write.set(opened, List.of("data", "rules"), name);
    }
    return file;
  }

  /// What only a person knows of how rows became reference and holdout.
  ///
  /// @param said by key, `entity`, `time` or `equal-rows`: a column, or what else the key takes
  /// @param known columns that are known when the model is asked
  public record Split(SortedMap<String, String> said, List<String> known) {
    public Split {
      said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
      known = List.copyOf(known);
    }
  }

  /// States it in `slipway.yaml`, all or none.
  public void state(OpenedProject opened, Split split) throws ProblemException {
    List<ProjectChange> changes = new ArrayList<>();
    for (var each : split.said().entrySet()) {
      if (!each.getKey().equals("equal-rows") && !each.getValue().equals(SplitTerms.NONE)) {
        requireColumn(opened, each.getValue());
      }
      changes.add(new ProjectChange.Text(List.of("data", each.getKey()), each.getValue()));
    }
    for (String column : split.known()) {
      requireColumn(opened, column);
      changes.add(
          new ProjectChange.Text(List.of("data", "columns", column, "known"), "at-prediction"));
    }
    if (!changes.isEmpty()) {
      write.changed(opened, changes);
    }
  }

  private static void requireColumn(OpenedProject opened, String column) throws ProblemException {
    for (DataFiles.Source file : sources(opened, source(opened))) {
      List<String> columns = DataFiles.columns(file.path(), file.name());
      if (!columns.contains(column)) {
        throw noColumn(file.name(), columns, column);
      }
    }
  }

  static ProblemException noColumn(String file, List<String> columns, String column) {
    return Problem.input(
            "data.no-column",
            "%s has no column '%s'".formatted(file, column),
            "It has " + String.join(", ", columns) + ".",
            "Name a column that both files have; for an entity or a time, or say none.")
        .asException();
  }

  /// Keeps what the last look found as evidence of the project as it is now, where it still holds:
  /// a decision about a column changes what is said of the data, not what they hold.
  public void restate(OpenedProject opened) throws ProblemException {
    Sha256 model = Hashes.of(opened.model());
    Optional<DataStudy> study =
        opened.reference().isEmpty()
            ? Optional.empty()
            : last(opened, Shelf.Now.of(opened, model))
                .filter(last -> last.stale().isEmpty())
                .map(Recorded::value);
    if (study.isPresent()) {
      trail.keep(opened, model, command(opened), facts(opened, model, study.get()));
    }
  }

  private void keep(OpenedProject opened, DataStudy study) throws ProblemException {
    Sha256 model = Hashes.of(opened.model());
    trail.keep(opened, model, command(opened), facts(opened, model, study));
    Fact.Inputs looked = files(study).and("model", model).and(Hashes.LOOK, Hashes.look(opened));
    if (opened.rules().isPresent()) {
      looked = looked.and(Hashes.RULES, Hashes.of(opened.rules().get()));
    }
    shelf.keep(opened, model, KIND, shelf.newId(opened, KIND), looked, study);
  }

  private static Fact.Inputs files(DataStudy study) {
    return Fact.Inputs.none()
        .and("reference", study.reference().sha256())
        .and("holdout", study.holdout().sha256());
  }

  private static List<Fact> facts(OpenedProject opened, Sha256 model, DataStudy study)
      throws ProblemException {
    Fact.Inputs inputs = files(study);
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("data.rows", study.reference().rows(), "count", inputs));
    facts.add(Fact.of("data.duplicate_rows", study.reference().duplicates(), "count", inputs));
    Fact.Inputs stated = inputs.and(Hashes.DATA, Hashes.data(opened));
    if (opened.rules().isPresent()) {
      stated = stated.and(Hashes.RULES, Hashes.of(opened.rules().get()));
    }
    Leakage leakage = study.leakage();
    // What nobody could check is no count of zero.
    facts.add(
        leakage.open().isPresent()
            ? Fact.of(LEAK, leakage.open().get(), Evidence.NOT_RUN, stated.and("model", model))
            : Fact.of(LEAK, leakage.found(), "count", stated.and("model", model)));
    List<ModelFit> fits = study.fits().orElse(List.of());
    if (!fits.isEmpty()) {
      Optional<String> open = fits.stream().flatMap(fit -> fit.open().stream()).findFirst();
      long misfits = fits.stream().mapToLong(ModelFit::found).sum();
      facts.add(
          open.isPresent() && misfits == 0
              ? Fact.of(MISFIT, open.get(), Evidence.NOT_RUN, stated.and("model", model))
              : Fact.of(MISFIT, misfits, "count", stated.and("model", model)));
    }
    var classes = source(opened).columnClasses();
    long unclassified =
        study.reference().columns().stream()
            .filter(column -> !classes.containsKey(column.name()))
            .count();
    facts.add(Fact.of("data.columns_unclassified", unclassified, "count", stated));
    if (!study.rules().isEmpty()) {
      facts.add(
          Fact.of("data.quality_rules_failed", study.broken(study.reference()), "count", stated));
    }
    return facts;
  }

  /// What is known of the reference and the holdout: what is wrong with them, and what they hold.
  ///
  /// @param study from which the reports come; where nothing holds and a new look takes too long,
  ///   the last one, which is stale
  record Known(List<DataReport> reports, Optional<Recorded<DataStudy>> study) {}

  /// From the last look while it still holds, else from a new one that is not kept; that it was not
  /// run where that takes too long.
  Known known(OpenedProject opened, Shelf.Now now) throws ProblemException {
    return known(opened, now, GLANCE);
  }

  Known known(OpenedProject opened, Shelf.Now now, Duration glance) throws ProblemException {
    if (opened.reference().isEmpty()) {
      return new Known(List.of(), Optional.empty());
    }
    Project.DataSource data = source(opened);
    Optional<Recorded<DataStudy>> last = last(opened, now);
    if (last.isPresent() && last.get().stale().isEmpty()) {
      return new Known(last.get().value().whole(data.label(), data.columnClasses()), last);
    }
    try {
      Optional<DataStudy> study = GovernData.within(glance, () -> look(opened, Progress.NONE));
      if (study.isPresent()) {
        return new Known(
            study.get().whole(data.label(), data.columnClasses()),
            study.map(
                seen -> new Recorded<>(seen, clock.instant(), Optional.empty(), command(opened))));
      }
      DataFiles.Source unseen = sources(opened, data).getFirst();
      var late =
          new DataReport(
              reference(data),
              Hashes.of(unseen.path()),
              0,
              List.of(),
              List.of(GovernData.late(ShipReport.DATA_CHECKS, glance, command(opened))));
      return new Known(List.of(late), last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Known(List.of(), last);
    }
  }

  Optional<Recorded<DataStudy>> last(OpenedProject opened, Shelf.Now now) throws ProblemException {
    return shelf
        .latest(opened, now, KIND, DataStudy.class, command(opened))
        .map(last ->
            last.stale().isPresent() || last.value().fits().isPresent()
                ? last
                : last.stale(Optional.of("values were not checked yet")));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  static Project.DataSource source(OpenedProject opened) throws ProblemException {
    return opened
        .project()
        .data()
        .orElseThrow(() ->
            Problem.input(
                    "data.missing",
                    "The project names no data",
                    "Without labelled holdout rows nobody can say how good the model is.",
                    "Add data: {reference: …, holdout: …, label: …} to slipway.yaml.")
                .asException());
  }
}
