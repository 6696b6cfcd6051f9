// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.serving.preparation.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Spreads the reference over bins as the serving runtime will spread what it is asked.
public final class DriftBins {

  private final DataFiles files;
  private final LoadedFile file;
  private final int window;

  /// Columns without ties are spread alike, and drawn windows take their time.
  private final Map<List<Long>, DriftCalibration.Alarm> alarms = new HashMap<>();

  private DriftBins(DataFiles files, LoadedFile file, int window) {
    this.files = files;
    this.file = file;
    this.window = window;
  }

  /// @param file place of the reference among the open files
  /// @param places where its columns go, by the names that they have in the file
  /// @param window rows of a window that alarms are calibrated for
  public static List<Feature> of(
      DataFiles files, int file, List<Place> places, int window, Progress progress)
      throws ProblemException, InterruptedException {
    var bins = new DriftBins(files, files.file(file), window);
    List<Feature> features = new ArrayList<>();
    try {
      for (Place place : places) {
        progress.step((double) features.size() / places.size(), "spreading values over bins");
        features.add(bins.feature(place));
      }
      return features;
    } catch (SQLException e) {
      throw Refusals.unreadable(bins.file.source(), "counting bins", bins.file.format(), e);
    }
  }

  private Feature feature(Place place) throws SQLException, InterruptedException {
    LoadedFile.Column column = file.column(place.column()).orElseThrow();
    long missing =
        file.rows() - files.one("SELECT count(" + column.sql() + ") FROM " + file.table()).whole(0);
    ColumnBins bins = ColumnBins.of(files, file, column, place.input().datatype());
    List<Long> counts = bins.counts(files, file, column);
    return new Feature(
        place.column(),
        place.input().name(),
        place.index(),
        bins.bounds(),
        bins.categories(),
        counts,
        missing,
        alarm(counts));
  }

  private DriftCalibration.Alarm alarm(List<Long> counts) {
    return alarms.computeIfAbsent(counts, spread -> DriftCalibration.of(spread, window));
  }
}
