// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ModelFit;
import dev.slipway.data.TableProfile;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.UnfitValues;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether files have every column and value that an evaluation gives the model.
final class FitToModel {

  private final Project.DataSource data;
  private final Inspection inspection;

  FitToModel(Project.DataSource data, Inspection inspection) {
    this.data = data;
    this.inspection = inspection;
  }

  /// @param file its place among the open files
  /// @return empty where the model takes something else than rows of a table
  Optional<ModelFit> of(DataFiles files, int file, TableProfile profile, Progress progress)
      throws ProblemException, InterruptedException {
    String source = profile.source();
    List<String> columns =
        profile.columns().stream()
            .map(ColumnProfile::name)
            .filter(name -> !name.equals(data.label()))
            .toList();
    List<String> called = new Table(source, columns, List.of()).renamed(data.inputs()).columns();
    List<String> lacking =
        ModelInputs.lacking(called, inspection.featureMap(), inspection.signature());
    List<Place> places;
    try {
      List<String> all = Stream.concat(called.stream(), lacking.stream()).toList();
      places =
          ModelInputs.places(
              new Table(source, all, List.of()), inspection.featureMap(), inspection.signature());
    } catch (ProblemException noRows) {
      Problem problem = noRows.problem();
      return problem.code().id().equals("data.input-not-tabular")
          ? Optional.empty()
          : Optional.of(
              ModelFit.unknown(
                  source, problem.what() + ". " + problem.why() + " " + problem.remedy()));
    }
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      own.putIfAbsent(called.get(i), columns.get(i));
    }
    List<Place> there = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (Place place : places) {
      String column = own.get(place.column());
      if (column != null) {
        there.add(new Place(column, place.input(), place.index()));
        given.add(column);
      }
    }
    List<String> others = columns.stream().filter(column -> !given.contains(column)).toList();
    return Optional.of(
        ModelFit.of(
            source,
            lacking,
            others,
            UnfitValues.of(files, file, there, progress),
            (int) places.stream().map(Place::column).distinct().count()));
  }
}
