// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.serving.preparation.Place;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Spreads the reference over bins as the serving runtime will spread what it is asked.
public final class DriftBins {

  private static final String DOING = "spreading values over bins";

  private final DataFiles files;
  private final List<Place> places;
  private final int window;
  private final Progress progress;
  private final SortedMap<Integer, Feature> features = new TreeMap<>();

  /// Columns without ties are spread alike, and drawn windows take their time.
  private final Map<List<Long>, DriftCalibration.Alarm> alarms = new HashMap<>();

  private DriftBins(DataFiles files, List<Place> places, int window, Progress progress) {
    this.files = files;
    this.places = places;
    this.window = window;
    this.progress = progress;
  }

  /// @param file place of the reference among the open files
  /// @param places where its columns go, by the names that they have in the file
  /// @param window rows of a window that alarms are calibrated for
  public static List<Feature> of(
      DataFiles files, int file, List<Place> places, int window, Progress progress)
      throws ProblemException, InterruptedException {
    var bins = new DriftBins(files, places, window, progress);
    LoadedFile loaded = files.file(file);
    Map<String, LoadedFile.Column> columns = loaded.byName();
    try {
      ColumnBlocks.each(
          files,
          loaded.with(
              places.stream()
                  .map(place -> Objects.requireNonNull(columns.get(place.column())))
                  .distinct()
                  .toList()),
          bins::count);
      return List.copyOf(bins.features.values());
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), DOING, e);
    }
  }

  private void step() throws InterruptedException {
    progress.step((double) features.size() / places.size(), DOING);
  }

  private void count(LoadedFile some) throws SQLException, InterruptedException {
    step();
    Map<String, LoadedFile.Column> columns = some.byName();
    List<Integer> here =
        IntStream.range(0, places.size())
            .filter(i -> columns.containsKey(places.get(i).column()))
            .boxed()
            .toList();
    List<ColumnBins.Wanted> wanted =
        here.stream()
            .map(places::get)
            .map(place ->
                new ColumnBins.Wanted(
                    Objects.requireNonNull(columns.get(place.column())),
                    place.input().datatype(),
                    Optional.empty()))
            .toList();
    List<ColumnBins> bins = ColumnBins.of(files, some, wanted);
    var asked = new Aggregates();
    List<Function<Row, List<Long>>> counts =
        IntStream.range(0, bins.size())
            .mapToObj(i -> bins.get(i).counts(asked, wanted.get(i).column()))
            .toList();
    Row answer = asked.answer(files, some);
    for (int i = 0; i < bins.size(); i++) {
      step();
      features.put(
          here.get(i),
          feature(places.get(here.get(i)), bins.get(i), counts.get(i).apply(answer), some.rows()));
    }
  }

  /// Each row with a value is in a bin.
  private Feature feature(Place place, ColumnBins bins, List<Long> counts, long rows) {
    return new Feature(
        place.column(),
        place.input().name(),
        place.index(),
        bins.bounds(),
        bins.categories(),
        counts,
        rows - counts.stream().mapToLong(Long::longValue).sum(),
        alarm(counts));
  }

  private DriftCalibration.Alarm alarm(List<Long> counts) {
    return alarms.computeIfAbsent(counts, spread -> DriftCalibration.of(spread, window));
  }
}
