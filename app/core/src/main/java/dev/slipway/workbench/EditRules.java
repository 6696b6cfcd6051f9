// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RulesEdit;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.WriteProject;
import java.nio.file.Path;
import java.util.List;

/// Changes single rules in the project's rules file, and never what another person wrote meanwhile.
public final class EditRules {

  private final WriteProject write = new WriteProject();

  EditRules() {}

  /// What a change made of the rules file; writing `before` over `after` undoes it.
  public record RulesWritten(String before, String after) {}

  /// What becomes of the rules.
  public sealed interface Change {
    /// Comes behind all others.
    record Added(QualityRule rule) implements Change {}

    /// @param place from 0 on
    record Changed(int place, QualityRule rule) implements Change {}

    /// @param place from 0 on
    record Removed(int place) implements Change {}
  }

  /// The rules as their file has them now; none where the project names no file, or no reference
  /// that they could be held against.
  public List<QualityRule> of(OpenedProject opened) throws ProblemException {
    return opened.reference().isPresent() ? InspectData.rules(opened) : List.of();
  }

  /// @param seen the rules that the file must still hold
  public RulesWritten edit(OpenedProject opened, List<QualityRule> seen, Change change)
      throws ProblemException {
    Path file = file(opened);
    String name = String.valueOf(file.getFileName());
    String before = Reading.text(file);
    if (!QualityRules.parse(before, name).equals(seen)) {
      throw meanwhile(file);
    }
    String after =
        switch (change) {
          case Change.Added(QualityRule rule) -> RulesEdit.added(before, name, rule);
          case Change.Changed(int place, QualityRule rule) ->
              RulesEdit.changed(before, name, place, rule);
          case Change.Removed(int place) -> RulesEdit.removed(before, name, place);
        };
    write.whole(file, after, true);
    return new RulesWritten(before, after);
  }

  /// Takes a change back.
  public void undo(OpenedProject opened, RulesWritten change) throws ProblemException {
    Path file = file(opened);
    if (!Reading.text(file).equals(change.after())) {
      throw meanwhile(file);
    }
    write.whole(file, change.before(), true);
  }

  private static Path file(OpenedProject opened) throws ProblemException {
    return opened
        .rules()
        .orElseThrow(() ->
            Problem.input(
                    "data.no-rules",
                    "The project names no rules file",
                    "Rules stand in a file of their own, which data.rules in slipway.yaml names.",
                    "Let Slipway write one: " + InspectData.command(opened) + " --suggest")
                .asException());
  }

  private static ProblemException meanwhile(Path file) {
    return Problem.input(
            "data.rules-changed-meanwhile",
            file + " was changed meanwhile",
            "It no longer holds the rules that are shown here.",
            "Check the data again, and make your change again.")
        .asException();
  }
}
