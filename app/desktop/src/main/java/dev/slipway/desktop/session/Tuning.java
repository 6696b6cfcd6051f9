// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.search.SearchGoal.Most;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.project.VariantForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Searches for better settings and tries variants of the model.
public final class Tuning {

  /// What a search takes when nobody says otherwise.
  public static final Duration BUDGET = Duration.ofMinutes(2);

  private final Session session;

  public Tuning(Session session) {
    this.session = session;
  }

  public String searchCommand(Most goal, Duration budget) {
    return "slipway search %s --for %s --budget %ds"
        .formatted(session.named(), Words.id(goal), budget.toSeconds());
  }

  /// Goes on where an earlier search of the same model on this machine was.
  public void search(Most goal, Duration budget) {
    var request = new SearchSettings.Request(goal, Optional.empty(), budget, List.of(), List.of());
    session.measure(
        new Session.Measuring(
            Texts.of("job.search"), searchCommand(goal, budget), "notice.searched"),
        (project, progress) -> session.actions().search(project, request, progress));
  }

  public String variantsCommand() {
    return "slipway variants " + session.named();
  }

  /// Makes each variant and holds it against the model as it is.
  public void tryVariants() {
    session.measure(
        new Session.Measuring(Texts.of("job.variants"), variantsCommand(), "notice.tried"),
        (project, progress) -> {
          VariantForm[] forms = VariantForm.values();
          for (int i = 0; i < forms.length; i++) {
            session
                .actions()
                .tryVariant(
                    project,
                    forms[i],
                    Tier.QUICK,
                    progress.part((double) i / forms.length, (i + 1.0) / forms.length));
          }
        });
  }
}
