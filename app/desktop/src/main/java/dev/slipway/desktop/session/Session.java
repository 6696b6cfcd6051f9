// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.data.QualityRule;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.Jobs;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.Stage;
import dev.slipway.workbench.report.Voyage;
import dev.slipway.workbench.report.VoyageStages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// The open project, the current screen, and the actions. Everything here belongs to the window's
/// thread; long work goes through [Jobs].
public final class Session {

  /// What is known of the open project.
  ///
  /// @param yaml the text of its `slipway.yaml`
  /// @param rules for data as their file has them
  /// @param standings of all stages
  public record Opened(
      Voyage voyage,
      List<JudgedObjective> objectives,
      String yaml,
      List<QualityRule> rules,
      List<Stage.Standing> standings) {
    public Opened {
      objectives = List.copyOf(objectives);
      rules = List.copyOf(rules);
      standings = List.copyOf(standings);
    }

    /// Finds out where the stages stand.
    public Opened(
        Voyage voyage, List<JudgedObjective> objectives, String yaml, List<QualityRule> rules) {
      this(voyage, objectives, yaml, rules, VoyageStages.of(voyage, objectives));
    }
  }

  /// Something that was done, for a short notice.
  ///
  /// @param where the screen that shows it; who looks at that needs no notice
  public record Notice(String title, String text, Optional<Screen> where) {}

  private final Actions actions;
  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<Optional<Opened>> opened =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Screen> screen = new SimpleObjectProperty<>(Screen.OVERVIEW);
  private final ObjectProperty<ProfileTab> profileTab =
      new SimpleObjectProperty<>(ProfileTab.PROFILE);
  private final ObjectProperty<Optional<Problem>> problem =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Notice>> notice =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Problem>> ledger =
      new SimpleObjectProperty<>(Optional.empty());
  private final Works works = new Works();

  private final Unwritten unwritten = new Unwritten();
  private final Opening opening;

  public Session(Actions actions, Jobs jobs) {
    this.actions = actions;
    this.jobs = jobs;
    this.opening = new Opening(this);
    ledger.subscribe(trouble -> trouble.ifPresent(told -> problem.set(trouble)));
  }

  public Actions actions() {
    return actions;
  }

  public Jobs jobs() {
    return jobs;
  }

  /// What is typed and not written.
  public Unwritten unwritten() {
    return unwritten;
  }

  /// How projects and models are opened, and projects begun.
  public Opening opening() {
    return opening;
  }

  public ReadOnlyObjectProperty<Optional<Opened>> openedProperty() {
    return opened.getReadOnlyProperty();
  }

  public ObjectProperty<Screen> screenProperty() {
    return screen;
  }

  /// Which part of the profile's screen is shown.
  public ObjectProperty<ProfileTab> profileTabProperty() {
    return profileTab;
  }

  /// What went wrong last and was not yet read.
  public ObjectProperty<Optional<Problem>> problemProperty() {
    return problem;
  }

  /// What is wrong with the ledger now: while something is, nothing is kept.
  public ObjectProperty<Optional<Problem>> ledgerProperty() {
    return ledger;
  }

  public ObjectProperty<Optional<Notice>> noticeProperty() {
    return notice;
  }

  /// The work that goes on, by the screen that it belongs to.
  public Works works() {
    return works;
  }

  /// The measurement that is going on.
  public ReadOnlyObjectProperty<Optional<Job>> measuringProperty() {
    return works.of(Screen.PROFILE);
  }

  public Optional<Voyage> voyage() {
    return opened.get().map(Opened::voyage);
  }

  public Optional<OpenedProject> project() {
    return voyage().map(Voyage::project);
  }

  /// How the command line names the project.
  public String named() {
    return project().map(p -> Shell.word(p.folder())).orElse("PROJECT");
  }

  /// Opens what was dropped or chosen.
  public void open(Path given) {
    opening.open(given);
  }

  /// Reads the project again, from its file on.
  public void reload() {
    project()
        .ifPresent(project ->
            jobs.start(
                Texts.of("job.open"),
                project.command("inspect"),
                progress -> load(actions.open(project.folder(), progress)),
                this::show));
  }

  /// Writes `slipway.yaml` anew and reads the project again.
  ///
  /// @param before what the file must still hold
  /// @param then told when it is written
  public void write(String before, String after, Runnable then) {
    project()
        .ifPresent(project ->
            jobs.start(
                Texts.of("job.write"),
                project.command("checklist"),
                progress -> {
                  actions.write(project, before, after);
                  return load(actions.open(project.folder(), progress));
                },
                found -> {
                  show(found);
                  then.run();
                }));
  }

  /// Measures the model with requests of independent users.
  public void profile(Tier tier) {
    profile(tier, new ArrivalPattern.Poisson());
  }

  /// Measures the model.
  ///
  /// @param pattern how requests come
  public void profile(Tier tier, ArrivalPattern pattern) {
    measure(
        new Measuring(Texts.of("job.profile"), profileCommand(tier, pattern), "notice.profiled"),
        (project, progress) -> actions.profile(project, tier, pattern, progress));
  }

  /// Measures the model once the machine is quiet, for which it waits ten minutes at most.
  public void profileWhenQuiet(Tier tier, ArrivalPattern pattern) {
    String command = profileCommand(tier, pattern) + " --when-quiet 10m";
    measure(
        new Measuring(Texts.of("job.profile"), command, "notice.profiled"),
        (project, progress) -> actions.profileWhenQuiet(project, tier, pattern, progress));
  }

  /// A measurement as the window shows it.
  ///
  /// @param notice key of what is told at its end
  public record Measuring(String title, String command, String notice) {}

  /// Measures something of the project, one thing at a time, and reads the project again.
  public void measure(Measuring how, Work work) {
    work(Screen.PROFILE, how, work).ifPresent(job -> job.stateProperty().subscribe(this::showKept));
  }

  /// Works on the project, unless such work is going on, and reads the project again.
  ///
  /// @param screen that the work belongs to
  public Optional<Job> work(Screen screen, Measuring how, Work work) {
    if (works.of(screen).get().isPresent()) {
      return Optional.empty();
    }
    return project()
        .map(project -> {
          Job job =
              jobs.start(
                  how.title(),
                  how.command(),
                  progress -> {
                    work.run(project, progress);
                    return load(actions.open(project.folder(), Progress.NONE));
                  },
                  found -> done(found, how.notice(), screen));
          works.show(screen, job);
          return job;
        });
  }

  /// Changes `slipway.yaml` and reads the project again.
  ///
  /// @param command empty where no command does the same
  /// @param then gets what the change gave
  public <T> void change(String command, Change<T> change, Consumer<T> then) {
    Optional<OpenedProject> known = project();
    known.ifPresent(project -> {
      var given = new AtomicReference<Optional<T>>(Optional.empty());
      jobs.start(
          Texts.of("job.write"),
          command,
          progress -> {
            given.set(Optional.of(change.made(project)));
            return load(actions.open(project.folder(), progress));
          },
          found -> {
            show(found);
            given.get().ifPresent(then);
          });
    });
  }

  /// Asks the model about the holdout rows.
  public void evaluate() {
    work(
        Screen.QUALITY,
        new Measuring(Texts.of("job.evaluate"), evaluateCommand(), "notice.evaluated"),
        actions::evaluate);
  }

  /// Scores the model and the champion on the holdout rows.
  public void challenge(Path champion, double allowedRegression) {
    String command =
        evaluateCommand()
            + " --champion "
            + Shell.word(champion)
            + (allowedRegression > 0 ? " --allowed-regression " + allowedRegression : "");
    work(
        Screen.QUALITY,
        new Measuring(Texts.of("job.challenge"), command, "notice.evaluated"),
        (project, progress) -> actions.challenge(project, champion, allowedRegression, progress));
  }

  /// Checks the reference and the holdout.
  public void checkData() {
    work(
        Screen.DATA,
        new Measuring(Texts.of("job.data"), dataCommand(), "notice.data"),
        actions::checkData);
  }

  public String dataCommand() {
    return "slipway data " + named();
  }

  /// Long work on the project.
  @FunctionalInterface
  public interface Work {
    void run(OpenedProject project, Progress progress)
        throws ProblemException, InterruptedException;
  }

  /// A change of the project's file.
  @FunctionalInterface
  public interface Change<T> {
    T made(OpenedProject project) throws ProblemException;
  }

  public String evaluateCommand() {
    return "slipway evaluate " + named();
  }

  /// Verifies the written bundle by running it.
  public void verify() {
    voyage()
        .ifPresent(voyage -> {
          Path bundle =
              voyage.bundle().map(b -> b.value().folder()).orElse(voyage.project().bundleFolder());
          work(
              Screen.VERIFY,
              new Measuring(
                  Texts.of("job.verify"),
                  Shell.line("slipway", "verify", bundle),
                  "notice.verified"),
              (project, progress) -> actions.verify(project, bundle, progress));
        });
  }

  /// Reviews the checklist.
  public void review() {
    project()
        .ifPresent(project ->
            jobs.start(
                Texts.of("job.review"),
                project.command("checklist"),
                progress -> {
                  actions.review(project, progress);
                  return load(project);
                },
                found -> done(found, "notice.reviewed", Screen.CHECKLIST)));
  }

  public String profileCommand(Tier tier) {
    return "slipway profile " + named() + " --tier " + Words.id(tier);
  }

  public String profileCommand(Tier tier, ArrivalPattern pattern) {
    return Stream.concat(
            Stream.of(profileCommand(tier)), pattern.options().stream().map(Shell::word))
        .collect(Collectors.joining(" "));
  }

  /// Gathers what is known of a project; not on the window's thread.
  public Opened load(OpenedProject project) throws ProblemException {
    Voyage voyage = actions.look(project);
    return new Opened(
        voyage, actions.judge(voyage), actions.text(project), actions.data().rules(project));
  }

  public void show(Opened found) {
    opened.set(Optional.of(found));
  }

  /// What was measured until a cancel is kept, and belongs on the screen.
  private void showKept(Job.State state) {
    if (state == Job.State.CANCELLED) {
      reload();
    }
  }

  private void done(Opened found, String key, Screen where) {
    show(found);
    tell(new Notice(Texts.of(key), Texts.of("notice.kept"), Optional.of(where)));
  }

  public void tell(String title, String text) {
    tell(new Notice(title, text, Optional.empty()));
  }

  /// Tells it even where the same was told before.
  public void tell(Notice told) {
    notice.set(Optional.empty());
    notice.set(Optional.of(told));
  }
}
