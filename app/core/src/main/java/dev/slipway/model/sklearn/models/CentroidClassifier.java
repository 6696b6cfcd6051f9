// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The nearest of some points: k-means, nearest centroid.
///
/// @param points one a class
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record CentroidClassifier(List<Cell> classes, Distance distance, double[][] points)
    implements Classifier {

  CentroidClassifier {
    classes = List.copyOf(classes);
  }

  static CentroidClassifier clusters(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    double[][] points = Attributes.kept(fitted, "cluster_centers_");
    List<Cell> numbers = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      numbers.add(new Cell.Number(i));
    }
    return of(fitted, numbers, "euclidean", points);
  }

  /// Since 1.6 priors that are not all alike move the border.
  static CentroidClassifier centroids(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    if (!(fitted.get("metric") instanceof Value.Text(String metric))) {
      throw Estimators.refused(fitted, "a metric of its own");
    }
    if (fitted.has("class_prior_")) {
      double[] priors = fitted.numbers("class_prior_");
      if (Arrays.stream(priors).anyMatch(prior -> Math.abs(prior * priors.length - 1) > 1e-5)) {
        throw Estimators.refused(fitted, "priors that are not all alike");
      }
    }
    double[][] points = Attributes.kept(fitted, "centroids_");
    return of(fitted, Attributes.classes(fitted), metric, points);
  }

  private static CentroidClassifier of(
      Instance fitted, List<Cell> classes, String metric, double[][] points)
      throws MalformedException, NotConvertible {
    Attributes.demand(
        points.length > 0
            && points.length == classes.size()
            && points[0].length == Attributes.width(fitted),
        fitted,
        "classes_");
    return new CentroidClassifier(classes, Distance.of(fitted, metric, 2, new double[0]), points);
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(points[0].length);
  }

  @Override
  public List<String> notes() {
    return List.of("The score of a class is the distance to its point, with a minus before it.");
  }

  @Override
  public Basis basis() {
    return Basis.DECISIONS;
  }

  /// How near a point is are numbers of our own: the library has none, or others since 1.6.
  @Override
  public Optional<Classifier> decisions() {
    return Optional.empty();
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] x = Cell.numbers(row);
    double[] near = Arrays.stream(points).mapToDouble(p -> -distance.of(x, p)).toArray();
    return new Scores(near, Classifier.highest(near));
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String x = columns.numbers(graph, "a model of points");
    String away = distance.write(graph, x, points);
    return new Written(graph.node("Neg", away), Tensors.lowest(graph, away));
  }
}
