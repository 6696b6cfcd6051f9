// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// StackingClassifier and StackingRegressor: what members say becomes the columns of a last
/// estimator, before the columns themselves where those are passed through.
record Stacking(List<Member> members, boolean passes) {

  /// What a member says of a row, as columns.
  interface Member {
    List<Taken> takes();

    int width();

    double[] of(List<Cell> row);

    /// The same in a graph: doubles, `[rows, columns]`.
    String write(GraphWriter graph, Flow columns) throws NotConvertible;
  }

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    if (Instance.items(fitted.items("classes_").getFirst()).isPresent()) {
      throw Estimators.refused(fitted, "several targets");
    }
    List<Cell> classes = Labels.of(fitted, "classes_");
    Classifier last = within.classifier(fitted.instance("final_estimator_"));
    if (last.classes().size() != classes.size()) {
      throw fitted.lacks("final_estimator_", "has other classes than the whole");
    }
    return new Whole(read(fitted, within), last, classes);
  }

  static Estimator regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Regressor last = within.regressor(fitted.instance("final_estimator_"));
    return new Predicting(read(fitted, within), last);
  }

  private static Stacking read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Instance> estimators = fitted.instances("estimators_");
    List<Value> methods = fitted.items("stack_method_");
    if (estimators.isEmpty() || methods.size() != estimators.size()) {
      throw fitted.lacks("stack_method_", "does not fit the estimators");
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < estimators.size(); i++) {
      if (!(methods.get(i) instanceof Value.Text(String method))) {
        throw fitted.lacks("stack_method_", "holds what is no text");
      }
      members.add(member(estimators.get(i), within, method));
    }
    return new Stacking(members, fitted.truth("passthrough"));
  }

  private static Member member(Instance estimator, Estimators within, String method)
      throws MalformedException, NotConvertible {
    return switch (within.read(estimator)) {
      case Regressor regressor -> new Predicted(regressor);
      case Classifier classifier -> {
        Classifier asked = Responses.by(estimator, classifier, method);
        if (!method.equals("predict")) {
          yield new Scored(asked);
        }
        if (!asked.classes().stream().allMatch(Cell.Number.class::isInstance)) {
          throw Estimators.refused(estimator, "classes that are texts, as columns");
        }
        yield new Named(asked);
      }
      default -> throw Estimators.refused(estimator, "as a part of a stack");
    };
  }

  private record Predicted(Regressor regressor) implements Member {
    @Override
    public List<Taken> takes() {
      return regressor.takes();
    }

    @Override
    public int width() {
      return regressor.targets();
    }

    @Override
    public double[] of(List<Cell> row) {
      return regressor.predict(row);
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return regressor.write(graph, columns);
    }
  }

  /// Of two classes only the second's score is a column.
  private record Scored(Classifier classifier) implements Member {
    @Override
    public List<Taken> takes() {
      return classifier.takes();
    }

    @Override
    public int width() {
      return classifier.classes().size() == 2 ? 1 : classifier.classes().size();
    }

    @Override
    public double[] of(List<Cell> row) {
      double[] all = classifier.scores(row).values();
      return all.length == 2 ? new double[] {all[1]} : all;
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      String all = classifier.write(graph, columns).scores();
      return classifier.classes().size() == 2 ? Tensors.column(graph, all, 1) : all;
    }
  }

  /// The class that it names is a column.
  private record Named(Classifier classifier) implements Member {
    @Override
    public List<Taken> takes() {
      return classifier.takes();
    }

    @Override
    public int width() {
      return 1;
    }

    private double[] values() {
      return Cell.numbers(classifier.classes());
    }

    @Override
    public double[] of(List<Cell> row) {
      return new double[] {values()[classifier.scores(row).best()]};
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      String best = classifier.write(graph, columns).best();
      String named = graph.node("Gather", Tensors.list(graph, values()), best);
      return Tensors.unsqueezed(graph, named, 1);
    }
  }

  List<Taken> takes() {
    return Rows.shared(members.stream().map(Member::takes).toList());
  }

  List<Cell> columns(List<Cell> row) {
    List<Cell> columns = new ArrayList<>();
    members.forEach(member -> columns.addAll(Cell.of(member.of(row))));
    if (passes) {
      columns.addAll(row);
    }
    return columns;
  }

  Flow write(GraphWriter graph, Flow given) throws NotConvertible {
    List<String> each = new ArrayList<>();
    int width = 0;
    for (Member member : members) {
      each.add(member.write(graph, given));
      width += member.width();
    }
    String said = Tensors.beside(graph, each);
    Flow columns = Flow.numbers(said, width);
    return passes ? Flow.beside(List.of(columns, given)) : columns;
  }

  private record Predicting(Stacking stack, Regressor last) implements Regressor {
    @Override
    public List<Taken> takes() {
      return stack.takes();
    }

    @Override
    public int targets() {
      return last.targets();
    }

    @Override
    public double[] predict(List<Cell> row) {
      return last.predict(stack.columns(row));
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, stack.write(graph, columns));
    }
  }

  /// @param classes of which the last estimator knows the encoded ones
  private record Whole(Stacking stack, Classifier last, List<Cell> classes) implements Classifier {
    @Override
    public List<Taken> takes() {
      return stack.takes();
    }

    @Override
    public Basis basis() {
      return last.basis();
    }

    @Override
    public Optional<Classifier> decisions() {
      return last.decisions().map(decided -> new Whole(stack, decided, classes));
    }

    @Override
    public Scores scores(List<Cell> row) {
      return last.scores(stack.columns(row));
    }

    @Override
    public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, stack.write(graph, columns));
    }
  }
}
