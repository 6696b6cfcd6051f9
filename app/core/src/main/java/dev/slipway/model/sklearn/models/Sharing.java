// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// How sums of classes become their shares; one sum is that of the second class of two.
enum Sharing {
  /// Not at all: the sums are the scores.
  NONE,
  /// A logistic share of each class by itself, then as much of one as of all.
  EACH,
  /// The softmax of all.
  TOGETHER,
  /// Sums between -1 and 1 as shares from 0 to 1: what the modified Huber loss fits.
  CLIPPED;

  double[] of(double[] sums) {
    return switch (this) {
      case NONE -> sums.length > 1 ? sums : Rows.opposed(sums[0]);
      case TOGETHER -> Rows.softmax(sums.length > 1 ? sums : Rows.opposed(sums[0]));
      case EACH -> shares(sums, Rows::sigmoid);
      case CLIPPED -> shares(sums, x -> (Math.clamp(x, -1.0, 1.0) + 1) / 2);
    };
  }

  /// Where nothing is left for any class, each has the same share.
  private double[] shares(double[] sums, DoubleUnaryOperator share) {
    double[] shares = Arrays.stream(sums).map(share).toArray();
    if (shares.length == 1) {
      return new double[] {1 - shares[0], shares[0]};
    }
    double all = Rows.sum(shares);
    return this == CLIPPED && all == 0
        ? Arrays.stream(shares).map(x -> 1.0 / shares.length).toArray()
        : Arrays.stream(shares).map(x -> x / all).toArray();
  }

  String write(GraphWriter graph, String sums, int count) {
    return switch (this) {
      case NONE -> count > 1 ? sums : Tensors.opposed(graph, sums);
      case TOGETHER -> Tensors.softmax(graph, count > 1 ? sums : Tensors.opposed(graph, sums));
      case EACH -> shares(graph, Tensors.sigmoid(graph, sums), count);
      case CLIPPED -> shares(graph, clipped(graph, sums), count);
    };
  }

  private static String clipped(GraphWriter graph, String sums) {
    String within = graph.node("Clip", sums, graph.scalar(-1), graph.scalar(1));
    String moved = graph.node("Add", within, graph.scalar(1));
    return graph.node("Div", moved, graph.scalar(2));
  }

  private String shares(GraphWriter graph, String shares, int count) {
    if (count == 1) {
      return Tensors.complemented(graph, shares);
    }
    String all = Tensors.sum(graph, shares);
    String parts = graph.node("Div", shares, all);
    if (this != CLIPPED) {
      return parts;
    }
    String none = graph.node("Equal", all, graph.scalar(0));
    return graph.node("Where", none, graph.scalar(1.0 / count), parts);
  }
}
