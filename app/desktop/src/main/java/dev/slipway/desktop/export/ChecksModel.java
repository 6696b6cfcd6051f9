// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Finding;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.CheckFiles;
import dev.slipway.workbench.Doctor.Capability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The checks of the files that would be written, by Slipway's rules and by the real tools.
public final class ChecksModel {

  private final Session session;
  private final PreviewModel preview;
  private final ReadOnlyObjectWrapper<Optional<CheckFiles.Answer>> answer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  ChecksModel(Session session, PreviewModel preview) {
    this.session = session;
    this.preview = preview;
    // What was found is of other files then.
    preview
        .previewProperty()
        .subscribe((before, now) -> {
          if (!before.map(BundlePreview::files).equals(now.map(BundlePreview::files))) {
            answer.set(Optional.empty());
          }
        });
  }

  /// What was found of the files as they are now.
  public ReadOnlyObjectProperty<Optional<CheckFiles.Answer>> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// Checks the files, unless that is going on or was done.
  public void run() {
    Optional<BundlePreview> now = preview.previewProperty().get();
    if (now.isEmpty() || running.get().isPresent() || answer.get().isPresent()) {
      return;
    }
    Job job =
        session
            .jobs()
            .start(
                Texts.of("job.check"),
                "",
                progress -> session.actions().check(now.get().files(), progress),
                found -> {
                  if (preview
                      .previewProperty()
                      .get()
                      .map(BundlePreview::files)
                      .equals(Optional.of(now.get().files()))) {
                    answer.set(Optional.of(found));
                  }
                });
    job.showIn(running);
  }

  /// What was found: failed checks first, then those that did not run.
  public List<Finding> findings() {
    return answer.get().map(CheckFiles.Answer::findings).orElse(List.of()).stream()
        .sorted(Comparator.comparingInt(ChecksModel::rank))
        .toList();
  }

  public long count(Class<? extends Finding> kind) {
    return findings().stream().filter(kind::isInstance).count();
  }

  /// The tools that check such files: those that ran first.
  public List<Capability> tools() {
    return answer.get().map(CheckFiles.Answer::tools).orElse(List.of()).stream()
        .sorted(Comparator.comparing(Capability::present).reversed())
        .toList();
  }

  private static int rank(Finding finding) {
    return switch (finding) {
      case Finding.Failed failed -> 0;
      case Finding.NotRun notRun -> 1;
      case Finding.Passed passed -> 2;
    };
  }
}
