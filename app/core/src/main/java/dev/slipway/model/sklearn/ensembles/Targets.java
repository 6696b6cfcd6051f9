// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;

/// MultiOutputRegressor, with a regressor for each target, and RegressorChain, in which each takes
/// what the ones before it predicted as further columns.
///
/// @param order of each member its target
record Targets(List<Regressor> members, List<Integer> order, boolean chained) implements Regressor {

  static Estimator beside(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Regressor> members = members(fitted, within);
    return new Targets(members, Chains.inOrder(members.size()), false);
  }

  static Estimator chained(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Regressor> members = members(fitted, within);
    return new Targets(members, Chains.order(fitted, members.size()), true);
  }

  private static List<Regressor> members(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Regressor> members = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      Regressor member = within.regressor(estimator);
      if (member.targets() != 1) {
        throw fitted.lacks("estimators_", "has one of several targets");
      }
      members.add(member);
    }
    if (members.isEmpty()) {
      throw fitted.lacks("estimators_", "is empty");
    }
    return members;
  }

  @Override
  public List<Taken> takes() {
    return chained
        ? members.getFirst().takes()
        : Rows.shared(members.stream().map(Regressor::takes).toList());
  }

  @Override
  public int targets() {
    return members.size();
  }

  @Override
  public double[] predict(List<Cell> row) {
    double[] answers = new double[members.size()];
    List<Cell> seen = new ArrayList<>(row);
    for (int i = 0; i < answers.length; i++) {
      double answer = members.get(i).predict(List.copyOf(seen))[0];
      answers[order.get(i)] = answer;
      if (chained) {
        seen.add(new Cell.Number(answer));
      }
    }
    return answers;
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String[] answers = new String[members.size()];
    Flow seen = columns;
    for (int i = 0; i < answers.length; i++) {
      String answer = members.get(i).write(graph, seen);
      answers[order.get(i)] = answer;
      if (chained) {
        seen = Flow.beside(List.of(seen, Flow.numbers(answer, 1)));
      }
    }
    return Tensors.beside(graph, List.of(answers));
  }
}
