// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.Map;

/// Chooses every number that the artefacts need, and says why.
public final class Planner {

  private Planner() {}

  /// A plan with a choice for every key of [PlanKeys#ALL], and of [BatchKeys#ALL] and
  /// [SparkKeys#ALL] where something is scored in batch.
  public static Plan plan(PlanRequest request) {
    return plan(request, Map.of());
  }

  /// The same, with what somebody set by hand: what follows from that follows here too.
  ///
  /// @param own the plan where nothing is set
  public static Plan plan(PlanRequest request, Plan own) {
    return plan(request, ByHand.choices(request.project().byHand(), own));
  }

  private static Plan plan(PlanRequest request, Map<Key<?>, Choice<?>> byHand) {
    PlanFacts facts = PlanFacts.of(request);
    Draft draft = new Draft(byHand);
    new ModelRules(request).choose(draft);
    new AccessRules(request.project().release()).choose(draft);
    new RuntimeRules(request, facts).choose(draft);
    new SizeRules(request, facts).choose(draft);
    new LifecycleRules(facts).choose(draft);
    new AlertRules(request, facts).choose(draft);
    request
        .project()
        .objectives()
        .batch()
        .ifPresent(asked -> {
          new BatchRules(asked, request.batch()).choose(draft);
          new SparkRules(asked, request.batch(), request.model()).choose(draft);
        });
    return draft.build();
  }
}
