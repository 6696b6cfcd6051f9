// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Numbers;
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
        ("slipway.yaml chooses this form; %s; its answers differ by up to %s, and %s of the"
                + " requests get the same class%s")
            .formatted(
                chosen.because(),
                Numbers.percent(chosen.apart()),
                Numbers.percent(chosen.same()),
                chosen.score().map(ModelRules::scores).orElse("")));
  }

  private static String scores(ChosenVariant.Scores score) {
    return "; %s %s before, %s now"
        .formatted(score.metric(), Numbers.score(score.before()), Numbers.score(score.after()));
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
                "the profile measured the model at this level"))
        .or(() ->
            request
                .project()
                .runtime()
                .optimisation()
                .map(stated -> new Choice<>(stated, Basis.OBJECTIVE, "slipway.yaml states it")))
        .orElse(
            new Choice<>(
                "all",
                Basis.RULE,
                "ONNX Runtime applies every rewrite that it can, unless slipway.yaml says less"));
  }
}
