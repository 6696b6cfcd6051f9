// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Numbers;
import dev.slipway.cost.PriceBook.PerfRow;
import dev.slipway.measure.machine.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How much faster or slower a target runs than the machine that was measured.
///
/// @param latency speed of one request alone on an idle core of the target, against one alone here
/// @param capacity speed of one vCPU while all of them are busy, against one request alone here
public record Extrapolation(Range latency, Range capacity, Level level, String because) {

  /// A vCPU that shares its core with a busy neighbour does this much less than one alone: 20,060
  /// to 13,020 in CoreMark of one n1 size against the next.
  static final double ALONE = 1.54;

  private static final double CENTRE_LAPTOP = 2.0;
  private static final double CENTRE_SERVER = 1.0;

  /// What a factor rests on.
  public enum Level {
    /// A published index of a scalar benchmark.
    CATALOGUE,
    /// The product's own benchmark, run here and on the target.
    MICRO_BENCHMARK,
    /// The same profile, run in the target's container on the target.
    SAME_PROFILE;

    /// How a result of this level is marked.
    public String badge() {
      return switch (this) {
        case CATALOGUE -> "catalogue";
        case MICRO_BENCHMARK, SAME_PROFILE -> "measured on target";
      };
    }
  }

  /// A factor known within bounds: log-normal, nine in ten between `low` and `high`.
  public record Range(double low, double likely, double high) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// Deviations from the middle to either end of nine in ten.
    private static final double NINETY = NORMAL.inverseCumulativeProbability(0.95);

    /// Deviations from the middle to what nine in ten are below.
    private static final double NINE_IN_TEN = NORMAL.inverseCumulativeProbability(0.9);

    public Range {
      if (!(low > 0 && low <= likely && likely <= high)) {
        throw new IllegalArgumentException("not a range: " + low + ", " + likely + ", " + high);
      }
    }

    /// Where the logarithm of the factor has this standard deviation.
    static Range spread(double likely, double deviation) {
      double width = Math.exp(NINETY * deviation);
      return new Range(likely / width, likely, likely * width);
    }

    static Range around(double likely, double below, double above) {
      return new Range(likely * below, likely, likely * above);
    }

    /// Standard deviation of the logarithm.
    double spread() {
      return Math.log(high / low) / (2 * NINETY);
    }

    /// The factor that nine in ten targets reach.
    public double nineInTen() {
      return likely * Math.exp(-NINE_IN_TEN * spread());
    }

    /// The factor that one in ten exceeds.
    public double oneInTen() {
      return likely * Math.exp(NINE_IN_TEN * spread());
    }

    /// Probability that the true factor is at least this.
    public double atLeast(double factor) {
      if (factor <= 0) {
        return 1;
      }
      if (spread() == 0) {
        return factor <= likely ? 1 : 0;
      }
      return NORMAL.cumulativeProbability(Math.log(likely / factor) / spread());
    }
  }

  /// A measurement on a target itself.
  ///
  /// @param type machine type, in any region
  /// @param latency and capacity: its speed against the machine of the profile
  public record Measurement(
      String cloud, String type, Level level, double latency, double capacity) {}

  /// The machine of the profile: its index when one request is alone, where an Ice Lake vCPU with
  /// busy neighbours is 1.
  public record Origin(double index, boolean known, String architecture, String because) {

    public static Origin of(Environment environment, PriceBook book) {
      String architecture = instructionSet(environment.architecture());
      for (PerfRow row : book.performance()) {
        if (row.architecture().equals(architecture) && names(row, environment.cpu())) {
          double alone = row.threadsPerCore() == 2 ? ALONE : 1;
          return new Origin(
              row.index() * alone,
              true,
              architecture,
              "%s is in the table, index %s for a request alone"
                  .formatted(environment.cpu(), Numbers.brief(row.index() * alone)));
        }
      }
      boolean server =
          environment.cpu().matches("(?i).*(xeon|epyc|graviton|neoverse|ampere|altra).*");
      double index = server ? CENTRE_SERVER * ALONE : CENTRE_LAPTOP;
      return new Origin(
          index,
          false,
          architecture,
          "%s is not in the table; taken as index %s, as a usual %s core"
              .formatted(environment.cpu(), Numbers.brief(index), server ? "server" : "laptop"));
    }

    private static boolean names(PerfRow row, String cpu) {
      for (String model : row.cpuModel().split("\\|")) {
        String[] words = model.strip().split(" ");
        for (String word : words) {
          boolean code =
              word.matches("(?=.*\\d{2})[A-Za-z0-9-]{4,}") || word.matches("Graviton\\d");
          if (code && cpu.contains(word)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  static String instructionSet(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> name;
    };
  }

  /// From a published index.
  public static Extrapolation catalogue(Machine target, Origin origin, PriceBook book) {
    List<PerfRow> rows = rows(target, book);
    boolean knownTarget = !rows.isEmpty();
    double index = rows.stream().mapToDouble(PerfRow::index).average().orElse(1);
    int threads =
        target.threadsPerCore().orElse(rows.isEmpty() ? 2 : rows.getFirst().threadsPerCore());
    return indexed(
        new Target(target.type(), target.architecture(), index, threads, knownTarget), origin);
  }

  /// A target as the index sees it.
  record Target(
      String name, String architecture, double index, int threadsPerCore, boolean known) {}

  static Extrapolation indexed(Target target, Origin origin) {
    boolean alike = target.known && origin.known && target.architecture.equals(origin.architecture);
    double below = alike ? 0.6 : 0.4;
    double above = alike ? 1.6 : 2.0;
    double capacity = target.index / origin.index;
    double latency = capacity * (target.threadsPerCore == 2 ? ALONE : 1);
    String why =
        target.name
            + " has index "
            + Numbers.brief(target.index)
            + " per busy vCPU"
            + (target.known ? "" : " (assumed: not in the table)")
            + "; "
            + origin.because
            + (target.architecture.equals(origin.architecture) ? "" : "; another instruction set")
            + "; CoreMark says little about a model, so x"
            + Numbers.brief(below)
            + " to x"
            + Numbers.brief(above);
    return new Extrapolation(
        Range.around(latency, below, above),
        Range.around(capacity, below, above),
        Level.CATALOGUE,
        why);
  }

  /// From a measurement on the target, or else from the index.
  public static Extrapolation to(
      Machine target, Origin origin, List<Measurement> measurements, PriceBook book) {
    Optional<Measurement> measured =
        measurements.stream()
            .filter(m -> m.cloud().equals(target.cloud()) && m.type().equals(target.type()))
            .max((a, b) -> a.level().compareTo(b.level()));
    return measured
        .filter(m -> m.level() != Level.CATALOGUE)
        .map(Extrapolation::measured)
        .orElseGet(() -> catalogue(target, origin, book));
  }

  private static Extrapolation measured(Measurement measurement) {
    double width = measurement.level == Level.SAME_PROFILE ? 0.10 : 0.25;
    return new Extrapolation(
        Range.around(measurement.latency, 1 - width, 1 + width),
        Range.around(measurement.capacity, 1 - width, 1 + width),
        measurement.level,
        "%s was measured itself: %s times as fast as this machine, within %s"
            .formatted(
                measurement.type, Numbers.brief(measurement.capacity), Numbers.percent(width)));
  }

  private static List<PerfRow> rows(Machine target, PriceBook book) {
    String family = target.family();
    List<PerfRow> same =
        book.performance().stream()
            .filter(row -> row.cloud().equals(target.cloud()))
            .filter(row -> row.family().equals(target.type()) || row.family().equals(family))
            .toList();
    if (!same.isEmpty() || target.generation().isEmpty()) {
      return same;
    }
    return book.performance().stream()
        .filter(row -> row.generation().equals(target.generation()))
        .filter(row -> row.architecture().equals(target.architecture()))
        .filter(row -> row.threadsPerCore() == target.threadsPerCore().orElse(2))
        .toList();
  }
}
