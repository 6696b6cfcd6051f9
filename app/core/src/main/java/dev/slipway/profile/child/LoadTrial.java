// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.verdict.Verdicts;
import dev.slipway.profile.LoadStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tries a rate on the model: met when every latency objective is.
final class LoadTrial implements CapacitySearch.Trial {

  private final ProfileJob job;
  private final Load load;
  private final Consumer<String> doing;
  private final List<LoadStep> steps = new ArrayList<>();
  private long tried;

  /// Puts a load on the model.
  interface Load {
    Measured run(Arrival arrival, Duration length) throws InterruptedException;
  }

  LoadTrial(ProfileJob job, Load load, Consumer<String> doing) {
    this.job = job;
    this.load = load;
    this.doing = doing;
  }

  @Override
  public boolean meets(Rate rate) throws InterruptedException {
    return meets(rate, job.pace().trialLength(rate, job.latency()));
  }

  @Override
  public boolean confirms(Rate rate) throws InterruptedException {
    return meets(rate, job.pace().trialLength(rate, job.latency()).multipliedBy(2));
  }

  private boolean meets(Rate rate, Duration length) throws InterruptedException {
    doing.accept("looking for the capacity: " + rate);
    tried++;
    Measured measured = load.run(new Arrival.Poisson(rate, job.settings().seed() + tried), length);
    boolean held = holds(measured);
    steps.add(LoadStep.of(rate, measured.block(), held));
    return held;
  }

  private boolean holds(Measured measured) {
    for (int i = 0; i < job.latency().size(); i++) {
      if (!holds(job.latency().get(i).at(), measured.tallies().get(i))) {
        return false;
      }
    }
    return true;
  }

  /// What was tried, in that order.
  List<LoadStep> steps() {
    return List.copyOf(steps);
  }

  /// Proof where there are enough requests for one; else, and in a first look, the share seen. Late
  /// requests are taken for independent: a few seconds at a rate near the limit are too short to
  /// say how they come together, and what is found would lie a quarter below what queueing theory
  /// gives. So at the capacity itself a verdict may still be open.
  private boolean holds(Percentile at, Verdicts.Tally tally) {
    if (job.pace().exploratory() || !Verdicts.supports(at, tally.count())) {
      return tally.count() > 0 && tally.over() <= tally.count() * (1 - at.share());
    }
    return Verdicts.provesIndependent(at, tally);
  }
}
