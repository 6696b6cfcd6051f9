// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

/// Chooses every number that the artefacts need, and says why.
public final class Planner {

  private Planner() {}

  /// A plan with a choice for every key of [PlanKeys#ALL], and of [BatchKeys#ALL] where something
  /// is scored in batch.
  public static Plan plan(PlanRequest request) {
    PlanFacts facts = PlanFacts.of(request);
    Draft draft = new Draft();
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
        .ifPresent(asked -> new BatchRules(asked, request.batch()).choose(draft));
    return draft.build();
  }
}
