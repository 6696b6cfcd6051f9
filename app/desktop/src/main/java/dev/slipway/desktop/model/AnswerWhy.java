// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.model.attribution.Attribution;
import dev.slipway.workbench.PredictRows.Question;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Explains the last answer: what each feature, or each word, adds to it.
public final class AnswerWhy {

  private final Session session;
  private final ReadOnlyObjectWrapper<Optional<Question>> question =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Attribution>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  AnswerWhy(Session session) {
    this.session = session;
  }

  /// What was asked last, where its answer can be explained.
  public ReadOnlyObjectProperty<Optional<Question>> questionProperty() {
    return question.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Attribution>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// A new answer has other reasons.
  void answered(Optional<Question> asked) {
    running.get().ifPresent(Job::cancel);
    found.set(Optional.empty());
    question.set(asked.filter(q -> q instanceof Question.OneRow || q instanceof Question.Texts));
  }

  public void explain() {
    Optional<Question> asked = question.get();
    if (asked.isEmpty() || running.get().isPresent()) {
      return;
    }
    session
        .opening()
        .shownProject()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.why"),
                    "",
                    progress ->
                        session.actions().study().why().explain(project, asked.get(), progress),
                    explained -> {
                      if (question.get().equals(asked)) {
                        found.set(Optional.of(explained));
                      }
                    })
                .showIn(running));
  }
}
