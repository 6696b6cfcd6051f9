// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

/// Chooses every number that the artefacts need, and says why.
public final class Planner {

  private Planner() {}

  /// A plan with a choice for every key of [PlanKeys#ALL].
  public static Plan plan(PlanRequest request) {
    Grounds grounds = Grounds.of(request);
    Draft draft = new Draft();
    new ModelRules(request).choose(draft);
    new RuntimeRules(request, grounds).choose(draft);
    new SizeRules(request, grounds).choose(draft);
    new EndingRules(grounds).choose(draft);
    new AlertRules(request, grounds).choose(draft);
    return draft.build();
  }
}
