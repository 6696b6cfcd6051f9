// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.cost.Numbers;
import dev.slipway.plan.Choice.Basis;
import java.util.Locale;

/// Plans which form of the model ships, and how far the runtime rewrites it.
final class ModelRules {

  private final PlanRequest request;

  ModelRules(PlanRequest request) {
    this.request = request;
  }

  void choose(Draft draft) {
    variant(draft);
    optimisation(draft);
  }

  private void variant(Draft draft) {
    if (request.variant().isEmpty()) {
      draft.put(
          PlanKeys.MODEL_VARIANT,
          "as it is",
          Basis.RULE,
          "slipway.yaml chooses no other form of the model");
      return;
    }
    ChosenVariant chosen = request.variant().get();
    draft.put(
        PlanKeys.MODEL_VARIANT,
        chosen.name(),
        Basis.MEASURED,
        ("slipway.yaml chooses it, and it was offered: %s; its answers are up to %s apart, the same"
                + " class for %s of the requests%s")
            .formatted(
                chosen.because(),
                Numbers.percent(chosen.apart()),
                Numbers.percent(chosen.same()),
                chosen.score().map(ModelRules::said).orElse("")));
  }

  private static String said(ChosenVariant.Scores score) {
    return String.format(
        Locale.ROOT, "; %s %.4f before, %.4f now", score.metric(), score.before(), score.after());
  }

  private void optimisation(Draft draft) {
    Choice<String> level = level();
    draft.put(PlanKeys.OPTIMISATION, level.value(), level.basis(), level.because());
  }

  private Choice<String> level() {
    return request
        .profile()
        .map(profile ->
            new Choice<>(
                profile.settings().optimisation().toLowerCase(Locale.ROOT),
                Basis.MEASURED,
                "it was measured with the graph rewritten so far"))
        .or(() ->
            request
                .project()
                .runtime()
                .optimisation()
                .map(stated -> new Choice<>(stated, Basis.OBJECTIVE, "slipway.yaml states it")))
        .orElse(
            new Choice<>(
                "all", Basis.RULE, "all that ONNX Runtime can do, unless slipway.yaml says less"));
  }
}
