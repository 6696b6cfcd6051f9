// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Verdict;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.plan.Judgement.Ground;
import dev.slipway.plan.Judgement.Rehearsed;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;

/// The stated objectives of a project, judged by what was found of it. What no longer holds proves
/// nothing.
public final class VoyageObjectives {

  /// The measurement that holds the verdict on the image's size.
  private static final String IMAGE = "container.image_verdict";

  private VoyageObjectives() {}

  static List<JudgedObjective> of(Voyage voyage) {
    return Judgement.of(
        voyage.project().project().objectives(),
        new Judgement.Grounds(
            ground(voyage.evaluation(), "not evaluated"),
            ground(voyage.profile(), "not measured"),
            voyage.estimate(),
            image(voyage),
            rehearsal(voyage),
            ground(voyage.target(), Judgement.NOT_ON_TARGET),
            ground(voyage.batch(), Judgement.NOT_SCORED)));
  }

  private static Ground<Rehearsed> rehearsal(Voyage voyage) {
    var bundle = ground(voyage.bundle(), "no bundle was rehearsed");
    var verification = ground(voyage.verification(), "no bundle was rehearsed");
    return bundle.found().isEmpty()
        ? Ground.of(Optional.empty(), bundle.missing())
        : Ground.of(
            verification
                .found()
                .flatMap(each ->
                    each.load().map(load -> new Rehearsed("rehearsed as " + each.how(), load))),
            verification.missing());
  }

  /// A bundle that is no longer what an export would make may be held to another limit.
  private static Ground<Verdict> image(Voyage voyage) {
    var bundle = ground(voyage.bundle(), "no image was built");
    var verification = ground(voyage.verification(), "no image was built");
    // A process has no size of an image.
    String missing =
        verification
            .found()
            .filter(each -> each.how().equals("container"))
            .map(each -> "verification did not judge the image's size")
            .orElse(verification.missing());
    return bundle.found().isEmpty()
        ? Ground.of(Optional.empty(), bundle.missing())
        : Ground.of(
            verification
                .found()
                .flatMap(each -> Optional.ofNullable(each.measurements().get(IMAGE)))
                .flatMap(found -> Verdict.parse(found.value())),
            missing);
  }

  /// What still holds of a stored result, or why nothing does.
  public static <T> Ground<T> ground(Optional<Recorded<T>> recorded, String missing) {
    return Ground.of(
        recorded.filter(each -> each.stale().isEmpty()).map(Recorded::value),
        recorded.flatMap(Recorded::stale).map(why -> "no longer holds: " + why).orElse(missing));
  }
}
