// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Says whether a latency limit holds, as far as a sample can tell: the exact binomial rule.
///
/// A percentile limit is a claim on a share: at most one request in a hundred over the limit, for
/// p99. With `over` of `count` requests over it, the limit is *met* when a service that just broke
/// it would show so few with a chance below 1 - confidence, and *not met* when a service that just
/// kept it would show so many with a chance below that. Anything else is inconclusive.
///
/// That rule takes requests for independent. In a queue they are not: one slow answer makes those
/// behind it late, so that a run at the very limit has a chance of about one half to look *met*.
/// Where the parts of a run are known, the share must be as sure by what they differ, too:
/// [BatchMeans].
public final class Verdicts {

  /// How sure a verdict is, unless said otherwise.
  public static final double CONFIDENCE = 0.99;

  /// What was counted against a limit.
  ///
  /// @param count requests that were meant to be answered, errors among them
  /// @param over those over the limit; an error is over every limit
  /// @param parts of equal length, one after the other; empty where requests are independent
  public record Tally(long count, long over, List<Part> parts) {

    /// Of independent requests.
    public Tally(long count, long over) {
      this(count, over, List.of());
    }

    public Tally {
      parts = List.copyOf(parts);
      if (count < 0 || over < 0 || over > count) {
        throw new IllegalArgumentException(over + " of " + count + " requests over the limit");
      }
    }
  }

  /// What was counted in a part of a run.
  public record Part(long count, long over) {}

  private Verdicts() {}

  /// The verdict at the usual confidence.
  public static Verdict judge(Percentile at, Duration limit, Tally tally) {
    return judge(at, limit, tally, CONFIDENCE);
  }

  /// The verdict at a stated confidence, 0 to 1.
  public static Verdict judge(Percentile at, Duration limit, Tally tally, double confidence) {
    double allowed = allowed(at);
    String because =
        String.format(
            Locale.ROOT,
            "%s of at most %s: %,d of %,d requests over it, at %s %% confidence",
            at,
            Durations.text(limit),
            tally.over(),
            tally.count(),
            decimal(confidence * 100));
    if (proves(at, tally, confidence)) {
      return new Verdict.Met(because);
    }
    BatchMeans together = BatchMeans.of(tally.parts());
    boolean many = Binomial.atLeast(tally.over(), tally.count(), allowed) <= 1 - confidence;
    if (many && together.doubtAbove(allowed) <= 1 - confidence) {
      return new Verdict.NotMet(because);
    }
    if (many || provesIndependent(at, tally, confidence)) {
      return new Verdict.Inconclusive(
          because + ", which would tell if late ones did not come together: a longer run is needed",
          tally.count());
    }
    long more = needed(at, tally.over(), confidence) - tally.count();
    return new Verdict.Inconclusive(
        String.format(
            Locale.ROOT, "%s, which needs at least %,d more, none of them over", because, more),
        more);
  }

  /// The verdict on a block that may have been disturbed. What disturbs a machine makes answers
  /// later, never earlier: a disturbed block can show that a limit is met, but not that it isn't.
  public static Verdict judge(Percentile at, Duration limit, Tally tally, List<String> invalid) {
    Verdict verdict = judge(at, limit, tally);
    if (invalid.isEmpty()) {
      return verdict;
    }
    String disturbed = " (disturbed: " + String.join("; ", invalid) + ")";
    return switch (verdict) {
      case Verdict.Met(String because) -> new Verdict.Met(because + disturbed);
      case Verdict.NotMet(String because) ->
          new Verdict.Inconclusive(
              because + ", but the run is not valid" + disturbed, tally.count());
      case Verdict.Inconclusive(String because, long more) ->
          new Verdict.Inconclusive(because + disturbed, more);
    };
  }

  /// Whether a tally of independent requests would show a limit met, at the usual confidence.
  public static boolean provesIndependent(Percentile at, Tally tally) {
    return provesIndependent(at, tally, CONFIDENCE);
  }

  private static boolean proves(Percentile at, Tally tally, double confidence) {
    return provesIndependent(at, tally, confidence)
        && BatchMeans.of(tally.parts()).doubtBelow(allowed(at)) <= 1 - confidence;
  }

  private static boolean provesIndependent(Percentile at, Tally tally, double confidence) {
    return tally.count() > 0
        && Binomial.atMost(tally.over(), tally.count(), allowed(at)) <= 1 - confidence;
  }

  /// The same verdict, said in other words.
  public static Verdict because(Verdict verdict, UnaryOperator<String> words) {
    return switch (verdict) {
      case Verdict.Met(String because) -> new Verdict.Met(words.apply(because));
      case Verdict.NotMet(String because) -> new Verdict.NotMet(words.apply(because));
      case Verdict.Inconclusive(String because, long more) ->
          new Verdict.Inconclusive(words.apply(because), more);
    };
  }

  /// The fewest requests that can show a limit met when `over` of them are over it.
  public static long needed(Percentile at, long over, double confidence) {
    double allowed = allowed(at);
    long low = over;
    long high = over + 1;
    while (Binomial.atMost(over, high, allowed) > 1 - confidence) {
      low = high;
      high = Math.multiplyExact(high, 2);
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (Binomial.atMost(over, middle, allowed) <= 1 - confidence) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /// Whether so many requests can tell anything of this percentile: p99 takes 459, p99.9 4,603.
  public static boolean supports(Percentile at, long count) {
    return count >= needed(at, 0, CONFIDENCE);
  }

  /// Ranks (from 1) of the ordered sample between which the true percentile lies.
  ///
  /// @param low 0 when the sample has no lower bound
  /// @param high count + 1 when the sample has no upper bound
  public record Ranks(long low, long high) {}

  /// The narrowest pair of ranks around a percentile at a confidence, each side with half the
  /// doubt.
  public static Ranks ranks(Percentile at, long count, double confidence) {
    double side = (1 - confidence) / 2;
    long low = 0;
    long beyond = count + 1;
    while (beyond - low > 1) {
      long middle = low + (beyond - low) / 2;
      if (Binomial.atMost(middle - 1, count, at.share()) <= side) {
        low = middle;
      } else {
        beyond = middle;
      }
    }
    long below = 0;
    long high = count + 1;
    while (high - below > 1) {
      long middle = below + (high - below) / 2;
      if (Binomial.atLeast(middle, count, at.share()) <= side) {
        high = middle;
      } else {
        below = middle;
      }
    }
    return new Ranks(low, high);
  }

  private static double allowed(Percentile at) {
    return (100 - at.percent()) / 100;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceAll("\\.0$", "");
  }
}
