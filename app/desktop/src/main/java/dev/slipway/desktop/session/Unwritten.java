// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What was typed and not written. Whatever would lose it asks here first.
public final class Unwritten {

  /// Something that a user types and has to write.
  public interface Draft {
    /// Whether anything would be lost.
    boolean isUnwritten();

    /// What would be lost, for a person.
    String what();

    /// Whether it can be written as it is.
    boolean isWritable();

    /// @param then told once it is written
    void write(Runnable then);

    void discard();
  }

  /// A draft that is in the way, and where the user wants to go.
  public record Question(Draft draft, Runnable go) {}

  private final List<Draft> drafts = new ArrayList<>();
  private final ReadOnlyObjectWrapper<Optional<Question>> question =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// Asks about a draft from now on.
  public void watch(Draft draft) {
    drafts.add(draft);
  }

  /// Whether anything would be lost now.
  public boolean isAny() {
    return drafts.stream().anyMatch(Draft::isUnwritten);
  }

  /// Empty unless the user is to be asked.
  public ReadOnlyObjectProperty<Optional<Question>> questionProperty() {
    return question.getReadOnlyProperty();
  }

  /// Goes there once nothing would be lost, or the user has said what becomes of it.
  public void before(Runnable go) {
    Optional<Draft> first = drafts.stream().filter(Draft::isUnwritten).findFirst();
    question.set(first.map(draft -> new Question(draft, go)));
    if (first.isEmpty()) {
      go.run();
    }
  }

  /// Writes the draft and goes on.
  public void save() {
    answered().ifPresent(asked -> asked.draft().write(() -> before(asked.go())));
  }

  /// Forgets the draft and goes on.
  public void discard() {
    answered()
        .ifPresent(asked -> {
          asked.draft().discard();
          before(asked.go());
        });
  }

  /// Leaves all as it is.
  public void stay() {
    answered();
  }

  private Optional<Question> answered() {
    Optional<Question> asked = question.get();
    question.set(Optional.empty());
    return asked;
  }
}
