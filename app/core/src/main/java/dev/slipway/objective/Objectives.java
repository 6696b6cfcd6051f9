// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.QualityGate;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the service must achieve; what the user left out is empty, never guessed here.
///
/// @param decision the sentence that says which decision the prediction serves
/// @param latency limits by percentile, strictest last
/// @param availability share of good answers, 0 to 1
/// @param budget the most that a month may cost
/// @param image the largest image, unpacked
/// @param fairness the largest gap between groups of people that is accepted, where predictions
///   influence decisions about people
/// @param batch what is scored without a service
public record Objectives(
    Optional<String> decision,
    Optional<Kpi> kpi,
    Optional<Risk> risk,
    List<LatencyLimit> latency,
    Optional<Traffic> traffic,
    Optional<Double> availability,
    Optional<Quality> quality,
    Optional<Money> budget,
    Optional<Bytes> image,
    Optional<Double> fairness,
    Optional<Batch> batch) {

  public Objectives {
    latency = List.copyOf(latency);
  }

  /// The same with other traffic.
  public Objectives with(Traffic other) {
    return new Objectives(
        decision,
        kpi,
        risk,
        latency,
        Optional.of(other),
        availability,
        quality,
        budget,
        image,
        fairness,
        batch);
  }

  /// The business measure: its name, where it stands, where it should go.
  public record Kpi(String name, String baseline, String target) {}

  /// How much harm a wrong answer can do.
  public enum Risk {
    MINIMAL,
    LIMITED,
    HIGH
  }

  /// Mean and peak arrivals, and how they spread over a day.
  ///
  /// @param ramp in which arrivals may rise from the average to the peak; empty where nobody knows
  public record Traffic(Rate average, Rate peak, LoadShape shape, Optional<Duration> ramp) {

    /// Where nobody knows how fast arrivals rise.
    public Traffic(Rate average, Rate peak, LoadShape shape) {
      this(average, peak, shape, Optional.empty());
    }

    /// The same with another average, written as in `slipway.yaml`, and the peak in proportion.
    ///
    /// @throws ProblemException where that is no rate, or none at all
    public Traffic averaging(String rate) throws ProblemException {
      try {
        double factor = Units.rate(rate).perSecond() / average.perSecond();
        if (factor > 0 && Double.isFinite(factor)) {
          return times(factor);
        }
      } catch (Units.UnitException e) {
        throw noTraffic(String.valueOf(e.getMessage()));
      }
      throw noTraffic("'" + rate + "' and " + average + " have no proportion.");
    }

    private static ProblemException noTraffic(String why) {
      return Problem.input(
              "usage.no-traffic",
              "There is no such traffic",
              why,
              "Write a mean rate above 0, such as 60/s or 3000/min.")
          .asException();
    }

    /// More or less of it, spread alike.
    public Traffic times(double factor) {
      return new Traffic(
          new Rate(average.perSecond() * factor), new Rate(peak.perSecond() * factor), shape, ramp);
    }
  }

  /// How requests spread over a day.
  public enum LoadShape {
    FLAT,
    OFFICE_HOURS,
    EVENING_PEAK,
    /// A low rate, and bursts at any time.
    BURSTY
  }

  /// The lowest acceptable score on holdout, and the columns whose groups are looked at apart.
  public record Quality(String metric, double floor, List<String> slices) {
    public Quality {
      slices = List.copyOf(slices);
    }

    /// Whether an evaluation shows that it is reached.
    public Verdict judge(Evaluation evaluation) {
      return QualityGate.judge(evaluation, metric, floor);
    }

    /// The same for one group of the rows.
    public Verdict judge(Evaluation evaluation, Evaluation.Slice slice) {
      return QualityGate.judge(evaluation, slice, metric, floor);
    }

    /// Whether an evaluation shows that every group reaches it.
    public Verdict judgeSlices(Evaluation evaluation) {
      return QualityGate.judgeSlices(evaluation, metric, floor);
    }

    /// Whether an evaluation is by this metric; another one tells nothing of it.
    public boolean isMeasuredBy(Evaluation evaluation) {
      return QualityGate.measures(evaluation, metric);
    }

    /// The limit in words: `floor 0.92`, or `ceiling 0.3` where less is better.
    public String stated() {
      return QualityGate.bound(metric) + " " + floor;
    }
  }
}
