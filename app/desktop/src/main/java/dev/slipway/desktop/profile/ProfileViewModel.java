// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// What was measured, and the tier to measure at next.
public final class ProfileViewModel {

  /// The last profile, with the limits that it is held against.
  ///
  /// @param latency the objectives on it, each with its lines
  public record Measured(
      Recorded<Profile> recorded, List<LatencyLimit> limits, List<JudgedObjective> latency) {

    public Profile profile() {
      return recorded.value();
    }

    /// Why parts of it must not be believed; empty when all may.
    public List<String> doubts() {
      var doubts = new ArrayList<String>();
      profile()
          .here()
          .ifPresent(here ->
              here.load()
                  .invalid()
                  .forEach(why -> doubts.add(Texts.of("profile.doubt-served", why))));
      profile().unserved().ifPresent(why -> doubts.add(Texts.of("profile.unserved", why)));
      profile().open().invalid().forEach(why -> doubts.add(Texts.of("profile.doubt-open", why)));
      profile()
          .closed()
          .invalid()
          .forEach(why -> doubts.add(Texts.of("profile.doubt-closed", why)));
      return doubts;
    }
  }

  private static final String SAMPLES = "latencies.csv";

  private final Session session;
  private final ObservableValue<Optional<Measured>> measured;
  private final ArrivalChoice arrival = new ArrivalChoice();
  private final SizesViewModel sizes;
  private final ObjectProperty<Tier> tier = new SimpleObjectProperty<>(Tier.QUICK);

  public ProfileViewModel(Session session) {
    this.session = session;
    sizes = new SizesViewModel(session);
    measured = session.openedProperty().map(opened -> opened.flatMap(ProfileViewModel::measured));
  }

  private static Optional<Measured> measured(Session.Opened opened) {
    return opened
        .voyage()
        .profile()
        .map(recorded ->
            new Measured(
                recorded,
                opened.voyage().project().project().objectives().latency(),
                opened.objectives().stream()
                    .filter(judged -> judged.name().startsWith("latency."))
                    .toList()));
  }

  public ObservableValue<Optional<Measured>> measured() {
    return measured;
  }

  public ObjectProperty<Tier> tierProperty() {
    return tier;
  }

  /// The measurement that is going on.
  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.measuringProperty();
  }

  /// How the requests of the next one come.
  public ArrivalChoice arrival() {
    return arrival;
  }

  /// How large they are.
  public SizesViewModel sizes() {
    return sizes;
  }

  public String command() {
    return pattern()
        .map(how -> session.profileCommand(tier.get(), how))
        .orElseGet(() -> session.profileCommand(tier.get()) + " --arrival PATTERN");
  }

  private Optional<ArrivalPattern> pattern() {
    return arrival.patternProperty().get();
  }

  /// Whether it is known how to measure, and nothing is measured already.
  public boolean isReady() {
    return pattern().isPresent() && runningProperty().get().isEmpty();
  }

  public void run() {
    pattern().ifPresent(how -> session.profile(tier.get(), how));
  }

  /// The file that is proposed for the times of requests.
  public Path samplesFile() {
    return session
        .project()
        .map(project -> project.folder().resolve(SAMPLES))
        .orElse(Path.of(SAMPLES));
  }

  /// The command line that writes the times of requests to a file.
  public String samplesCommand(Path file) {
    return Shell.line(
        "slipway",
        "report",
        session.project().map(OpenedProject::folder).orElse(Path.of("PROJECT")),
        "--samples",
        file);
  }

  /// Writes what each request of the last profile took, and says where.
  public void writeSamples(Path file) {
    session
        .project()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.samples"),
                    samplesCommand(file),
                    progress -> session.actions().runs().samples(project, file, progress),
                    written ->
                        session.tell(
                            Texts.of(
                                "samples.written",
                                Words.count(written.rows(), "request"),
                                written.run()),
                            Formats.home(written.file().toString()))));
  }

  /// Once the machine is quiet.
  public void runWhenQuiet() {
    pattern().ifPresent(how -> session.profileWhenQuiet(tier.get(), how));
  }
}
