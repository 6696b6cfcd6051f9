// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Says whether a latency limit holds, as far as a sample can tell.
///
/// A percentile limit is a claim on a share: at most one request in a hundred over the limit, for
/// p99. With `over` of `count` requests over it, the limit is *met* when a service that just broke
/// it would show so few with a chance below 1 - confidence, and *not met* when a service that just
/// kept it would show so many with a chance below that. Anything else is inconclusive.
///
/// In a queue requests are not independent: one slow answer makes those behind it late. So they are
/// taken for as many independent ones as they are worth, `count` / clustering of which `over` /
/// clustering were over the limit, and the exact binomial distribution judges those: the effective
/// sample size of survey statistics (E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998). A
/// service whose limit just fails comes over a third of it far more often than over the whole: so
/// in a run that is long for the limit, *met* is also what keeps a third of it, of requests that
/// come together as those over that third do.
///
/// See [LateRequests] and [Clustering] for the factor, [Looks] for a run that is looked at more
/// than once, [Stalls] for what no statistics can see.
public final class Verdicts {

  /// How sure a verdict is.
  public static final double CONFIDENCE = 0.99;

  /// Beyond so many times its length, a run is not said to tell at all.
  private static final long FARTHEST = 100;

  /// What was counted against a limit.
  ///
  /// @param count requests that were meant to be answered, errors among them
  /// @param over those over the limit; an error is over every limit
  /// @param clustering how many of them tell as much as an independent one, at least 1
  /// @param third what was over a third of the limit; empty where the run is too short to go by it
  public record Tally(long count, long over, double clustering, Optional<Third> third) {

    /// Of independent requests.
    public Tally(long count, long over) {
      this(count, over, 1, Optional.empty());
    }

    public Tally {
      if (count < 0 || over < 0 || over > count || !(clustering >= 1)) {
        throw new IllegalArgumentException(
            over + " of " + count + " requests over the limit, clustering " + clustering);
      }
    }

    private boolean keeps(double allowed, double doubt) {
      return keeps(over, clustering, allowed, doubt);
    }

    private boolean keeps(long late, double together, double allowed, double doubt) {
      return count > 0 && Binomial.atMost(late / together, count / together, allowed) <= doubt;
    }

    private boolean keepsThird(double allowed, double doubt) {
      return third.isPresent()
          && keeps(third.get().over(), third.get().clustering(), allowed, doubt);
    }

    private boolean breaks(double allowed, double doubt) {
      return Binomial.atLeast(over / clustering, count / clustering, allowed) <= doubt;
    }
  }

  /// Requests over a third of a limit.
  ///
  /// @param clustering of those
  public record Third(long over, double clustering) {}

  private Verdicts() {}

  /// The verdict of a run that is looked at once.
  public static Verdict judge(LatencyLimit limit, Tally tally) {
    return judge(limit, tally, Looks.once(Duration.ZERO), 1);
  }

  /// The verdict of a run after a look at it.
  ///
  /// @param look from 1
  public static Verdict judge(LatencyLimit limit, Tally tally, Looks looks, int look) {
    return judge(limit, tally, looks, look, CONFIDENCE);
  }

  /// The same at a stated confidence, 0 to 1.
  static Verdict judge(LatencyLimit limit, Tally tally, Looks looks, int look, double confidence) {
    double doubt = (1 - confidence) * looks.share(look);
    double allowed = limit.at().beyond();
    String sure = sure(looks, confidence);
    if (!tally.keeps(allowed, doubt) && tally.keepsThird(allowed, doubt)) {
      return new Verdict.Met(counted(limit, tally) + third(tally) + sure);
    }
    String because = counted(limit, tally) + worth(tally) + sure;
    if (tally.keeps(allowed, doubt)) {
      return new Verdict.Met(because);
    }
    if (tally.breaks(allowed, doubt)) {
      return new Verdict.NotMet(because);
    }
    long more = more(limit.at(), tally, doubt);
    return new Verdict.Inconclusive(
        because
            + (more == 0
                ? "; it is too near its limit to tell"
                : String.format(Locale.ROOT, "; about %,d more like these would tell", more)),
        more);
  }

  private static String counted(LatencyLimit limit, Tally tally) {
    return String.format(
        Locale.ROOT,
        "%s of at most %s: %,d of %,d requests over it, ",
        limit.at(),
        Durations.exact(limit.limit()),
        tally.over(),
        tally.count());
  }

  private static String third(Tally tally) {
    long over = tally.third().orElseThrow().over();
    return String.format(Locale.ROOT, "and %,d over a third of it, ", over);
  }

  private static String worth(Tally tally) {
    long worth = Math.round(tally.count() / tally.clustering());
    return worth == tally.count()
        ? ""
        : String.format(Locale.ROOT, "which tell as much as %,d independent ones, ", worth);
  }

  private static String sure(Looks looks, double confidence) {
    return "at "
        + Numbers.percent(confidence)
        + " confidence"
        + (looks.most() == 1 ? "" : " over " + looks.most() + " looks");
  }

  /// How many more requests would tell, if as many of them were late and came together as much; 0
  /// where a hundred times as many would not.
  private static long more(Percentile at, Tally tally, double doubt) {
    long low = tally.count();
    long high = Math.max(1, 2 * low);
    while (!tells(at, tally, high, doubt)) {
      if (tally.count() > 0 && high > FARTHEST * tally.count()) {
        return 0;
      }
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (tells(at, tally, middle, doubt)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high - tally.count();
  }

  private static boolean tells(Percentile at, Tally tally, long count, double doubt) {
    double worth = count / tally.clustering();
    double over = tally.count() == 0 ? 0 : worth * tally.over() / tally.count();
    return Binomial.atMost(over, worth, at.beyond()) <= doubt
        || Binomial.atLeast(over, worth, at.beyond()) <= doubt;
  }

  /// The verdict on a block that may have been disturbed. What disturbs a machine makes answers
  /// later, never earlier: a disturbed block can show that a limit is met, but not that it isn't.
  public static Verdict minding(Verdict verdict, List<String> invalid) {
    if (invalid.isEmpty()) {
      return verdict;
    }
    String disturbed = " (disturbed: " + String.join("; ", invalid) + ")";
    return switch (verdict) {
      case Verdict.Met(String because) -> new Verdict.Met(because + disturbed);
      case Verdict.NotMet(String because) ->
          new Verdict.Inconclusive(because + ", but the run is not valid" + disturbed, 0);
      case Verdict.Inconclusive(String because, long more) ->
          new Verdict.Inconclusive(because + disturbed, more);
    };
  }

  /// Whether a tally would show a limit met if its requests were independent.
  public static boolean provesIndependent(Percentile at, Tally tally) {
    return tally.count() > 0
        && Binomial.atMost(tally.over(), tally.count(), at.beyond()) <= 1 - CONFIDENCE;
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
    double allowed = at.beyond();
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
}
