// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Transformers one after the other, as a `Pipeline` has them before its last step.
record Chain(List<Transformer> steps) {

  Chain {
    steps = List.copyOf(steps);
  }

  /// The pipeline as what its last step is.
  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Estimator> steps = new ArrayList<>();
    List<Value> written = fitted.items("steps");
    for (int i = 0; i < written.size(); i++) {
      Step step = Step.of(fitted, "steps", i);
      if (!step.isPlain()) {
        steps.add(within.read(step.instance(fitted)));
      }
    }
    if (steps.isEmpty()) {
      throw fitted.lacks("steps", "has none that does anything");
    }
    List<Transformer> before = new ArrayList<>();
    for (Estimator step : steps.subList(0, steps.size() - 1)) {
      if (!(step instanceof Transformer transformer)) {
        throw fitted.lacks("steps", "has a step before the last that is no transformer");
      }
      before.add(transformer);
    }
    return new Chain(before).with(steps.getLast());
  }

  /// One of a list of pairs or triples: a name, and what it names.
  ///
  /// @param place how a user would find it, such as `steps[1]:scaler`
  record Step(String name, String place, Value what) {
    static Step of(Instance fitted, String attribute, int index) throws MalformedException {
      List<Value> parts = Instance.items(fitted.items(attribute).get(index)).orElse(List.of());
      if (parts.size() < 2 || !(parts.getFirst() instanceof Value.Text(String name))) {
        throw fitted.lacks(attribute, "holds what is no pair of a name and a step");
      }
      return new Step(name, "%s[%d]:%s".formatted(attribute, index, name), parts.get(1));
    }

    /// Whether it hands on what it gets.
    boolean isPlain() {
      return what == Value.Nothing.NONE || isWord("passthrough");
    }

    boolean isDropped() {
      return isWord("drop");
    }

    private boolean isWord(String word) {
      return what instanceof Value.Text(String text) && text.equals(word);
    }

    Instance instance(Instance fitted) throws MalformedException {
      return fitted
          .within(place, what)
          .orElseThrow(() -> fitted.lacks(place, "is no object of a known form"));
    }
  }

  private Estimator with(Estimator last) {
    if (steps.isEmpty()) {
      return last;
    }
    return switch (last) {
      case Transformer transformer -> new Transforming(this, transformer);
      case Regressor regressor -> new Regressing(this, regressor);
      case Classifier classifier -> new Classifying(this, classifier);
      case Labeller labeller -> new Labelling(this, labeller);
    };
  }

  private List<Cell> transform(List<Cell> row) {
    List<Cell> now = row;
    for (Transformer step : steps) {
      now = step.transform(now);
    }
    return now;
  }

  private Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    Flow now = columns;
    for (Transformer step : steps) {
      now = step.write(graph, now);
    }
    return now;
  }

  private List<String> notes(Estimator last) {
    return Stream.concat(steps.stream(), Stream.of(last))
        .flatMap(step -> step.notes().stream())
        .distinct()
        .toList();
  }

  /// What the first step takes that says how many columns there are.
  private List<Estimator.Taken> takes(Estimator last) {
    return Stream.concat(steps.stream(), Stream.of(last))
        .map(Estimator::takes)
        .filter(columns -> !columns.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private record Transforming(Chain chain, Transformer last) implements Transformer {
    @Override
    public List<Taken> takes() {
      return chain.takes(last);
    }

    @Override
    public List<String> notes() {
      return chain.notes(last);
    }

    @Override
    public List<Cell> transform(List<Cell> row) {
      return last.transform(chain.transform(row));
    }

    @Override
    public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, chain.write(graph, columns));
    }
  }

  private record Regressing(Chain chain, Regressor last) implements Regressor {
    @Override
    public List<Taken> takes() {
      return chain.takes(last);
    }

    @Override
    public List<String> notes() {
      return chain.notes(last);
    }

    @Override
    public int targets() {
      return last.targets();
    }

    @Override
    public double[] predict(List<Cell> row) {
      return last.predict(chain.transform(row));
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, chain.write(graph, columns));
    }
  }

  private record Classifying(Chain chain, Classifier last) implements Classifier {
    @Override
    public List<Taken> takes() {
      return chain.takes(last);
    }

    @Override
    public List<String> notes() {
      return chain.notes(last);
    }

    @Override
    public List<Cell> classes() {
      return last.classes();
    }

    @Override
    public Basis basis() {
      return last.basis();
    }

    @Override
    public Optional<Classifier> decisions() {
      return last.decisions().map(decided -> new Classifying(chain, decided));
    }

    @Override
    public Scores scores(List<Cell> row) {
      return last.scores(chain.transform(row));
    }

    @Override
    public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, chain.write(graph, columns));
    }
  }

  private record Labelling(Chain chain, Labeller last) implements Labeller {
    @Override
    public List<Taken> takes() {
      return chain.takes(last);
    }

    @Override
    public List<String> notes() {
      return chain.notes(last);
    }

    @Override
    public List<String> labels() {
      return last.labels();
    }

    @Override
    public double[] probabilities(List<Cell> row) {
      return last.probabilities(chain.transform(row));
    }

    @Override
    public String write(GraphWriter graph, Flow columns) throws NotConvertible {
      return last.write(graph, chain.write(graph, columns));
    }
  }
}
