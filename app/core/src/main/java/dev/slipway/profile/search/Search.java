// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for the best way to run a model: many points briefly, chosen by what is known so far; the
/// better half of them twice as long, and so on, and the last few at length. A reading that is far
/// worse than its neighbours let expect is taken again at once. Ends within its budget, or when
/// everything is measured.
public final class Search {

  /// Of the budget, for the brief looks; the rest is for looking again, and half of that rest for
  /// the last few.
  private static final double BRIEFLY = 0.55;

  private static final double AGAIN = 0.80;
  private static final int FINALISTS = 4;

  /// Measures a point, or remembers it.
  public interface Measure {
    PointReading of(SearchSpace.Point point, Duration length)
        throws ProblemException, IOException, InterruptedException;
  }

  /// How much may be measured.
  ///
  /// @param time of all measuring, that of an earlier, interrupted search among it
  /// @param points different ones, at most
  /// @param briefly length of a first look
  public record Budget(Duration time, int points, Duration briefly) {}

  private final SearchRequest request;
  private final Budget budget;
  private final Measure measure;
  private final Progress progress;
  private final PointSampler scout;

  /// The latest reading of each point: the longest.
  private final Map<SearchSpace.Point, PointReading> latest = new HashMap<>();

  private Duration spent = Duration.ZERO;

  public Search(SearchRequest request, Budget budget, Measure measure, Progress progress) {
    this.request = request;
    this.budget = budget;
    this.measure = measure;
    this.progress = progress;
    this.scout = new PointSampler(request, budget.briefly());
  }

  public SearchResult run() throws ProblemException, IOException, InterruptedException {
    if (request.today().isPresent()) {
      look(request.today().get(), budget.briefly());
    }
    lookBriefly();
    Duration length = budget.briefly();
    int left = latest.size();
    while (left > FINALISTS && within(AGAIN)) {
      length = length.multipliedBy(2);
      left = Math.max(FINALISTS, left / 2);
      again(left, length, AGAIN);
    }
    List<PointReading> confirmed = again(FINALISTS, length.multipliedBy(2), 1);
    if (request.today().isPresent()) {
      look(request.today().get(), confirmed.getFirst().length());
    }
    boolean holds = confirmed.stream().anyMatch(request.goal()::holds);
    return result(holds ? confirmed : lookedAtTwice(confirmed));
  }

  /// Where none of the last few keeps the latency: whatever was looked at longer than briefly.
  private List<PointReading> lookedAtTwice(List<PointReading> otherwise) {
    List<PointReading> twice =
        latest.values().stream()
            .filter(one -> one.length().compareTo(budget.briefly()) > 0)
            .toList();
    return twice.isEmpty() ? otherwise : ranked(twice);
  }

  private void lookBriefly() throws ProblemException, IOException, InterruptedException {
    for (int looks = 0;
        !scout.done() && latest.size() < budget.points() && (within(BRIEFLY) || looks == 0);
        looks++) {
      List<Integer> at = scout.next();
      SearchSpace.Point point = request.space().point(at);
      PointReading reading = look(point, budget.briefly());
      if (scout.surprisedBy(at, reading)) {
        reading = look(point, budget.briefly().multipliedBy(2));
      }
      scout.learn(at, reading);
    }
  }

  /// Measures the leaders anew, longer, as far as the time goes, and ranks them.
  private List<PointReading> again(int leaders, Duration length, double share)
      throws ProblemException, IOException, InterruptedException {
    List<PointReading> readings = new ArrayList<>();
    for (List<Integer> at : scout.leaders(leaders)) {
      SearchSpace.Point point = request.space().point(at);
      if (within(share)) {
        scout.learn(at, look(point, length));
      }
      readings.add(latest.get(point));
    }
    return ranked(readings);
  }

  private PointReading look(SearchSpace.Point point, Duration length)
      throws ProblemException, IOException, InterruptedException {
    progress.step(
        Math.min(1, spent.toMillis() / (double) budget.time().toMillis()),
        "searching, %d of %d points seen".formatted(latest.size(), request.space().size()));
    PointReading reading = measure.of(point, length);
    spent = spent.plus(reading.took());
    latest.put(point, reading);
    progress.tell(new SearchSoFar(request.goal(), List.copyOf(latest.values())));
    return reading;
  }

  private boolean within(double share) {
    return spent.toMillis() < share * budget.time().toMillis();
  }

  private List<PointReading> ranked(List<PointReading> readings) {
    return readings.stream().sorted(request.goal().bestFirst()).toList();
  }

  private SearchResult result(List<PointReading> confirmed) {
    List<PointReading> all = ranked(List.copyOf(latest.values()));
    List<PointReading> front = ParetoFront.of(all, SearchResult.MEASURED);
    return new SearchResult(
        request.goal(),
        confirmed.getFirst(),
        request.goal().holds(confirmed.getFirst()),
        front,
        all.stream().filter(one -> !front.contains(one)).toList(),
        request.today().map(latest::get),
        latest.size(),
        request.space().size(),
        spent,
        Optional.empty(),
        request.inputs());
  }
}
