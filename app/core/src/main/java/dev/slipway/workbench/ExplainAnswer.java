// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.attribution.Attribution;
import dev.slipway.model.attribution.Attribution.Method;
import dev.slipway.model.attribution.Attribution.Part;
import dev.slipway.objective.Project;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Says why a model answered as it did: exact Shapley values where the model is trees or linear,
/// occlusion where it is not. Nothing is kept.
public final class ExplainAnswer {

  private static final int BACKGROUND = 100;
  private static final int MOST_CALLS = 1_000;
  private static final int MOST_EACH = 25;
  private static final int MOST_WORDS = 200;

  ExplainAnswer() {}

  /// @param question a row or a text
  public Attribution explain(OpenedProject opened, Question question, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the model");
    Inspection inspection = InspectModel.look(opened);
    var asked = new AskedRequests(Optional.of(opened), opened.model(), inspection);
    return switch (question) {
      case Question.OneRow(Map<String, String> values) ->
          row(opened, inspection, asked, values, progress);
      case Question.Texts(List<String> texts, Optional<Path> tokenizer) when texts.size() == 1 ->
          words(opened, inspection, asked, texts.getFirst(), tokenizer, progress);
      default ->
          throw Problem.input(
                  "explain.question",
                  "Only the answer to one row or one text can be explained",
                  "There is no telling which part of another question could be left out.",
                  "Ask about one row of values, or about one text.")
              .asException();
    };
  }

  private static Attribution row(
      OpenedProject opened,
      Inspection inspection,
      AskedRequests asked,
      Map<String, String> values,
      Progress progress)
      throws ProblemException, InterruptedException {
    Table row =
        new Table("the row", List.copyOf(values.keySet()), List.of(List.copyOf(values.values())));
    Table background = background(opened, row.columns());
    var held = background.rows().size() + " rows of " + background.source();
    Map<String, Tensor> request = asked.tensors(row).getFirst();
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      var score = ExplainedScore.of(predictor, inspection, request);
      Optional<ExactValues.Found> exact =
          new ExactValues(inspection, row.columns(), score)
              .find(request, asked.tensors(background), progress.part(0.1, 0.9));
      if (exact.isPresent()) {
        ExactValues.Found found = exact.get();
        return new Attribution(
            found.method(),
            score.named(found.link()),
            found.answer(),
            OptionalDouble.of(found.base()),
            parts(row, found.values()),
            found.calls(),
            held);
      }
      return occluded(asked, row, background, predictor, score, progress.part(0.1, 1));
    }
  }

  private static List<Part> parts(Table row, List<Double> amounts) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      parts.add(new Part(row.columns().get(i), row.rows().getFirst().get(i), amounts.get(i)));
    }
    return parts;
  }

  /// Each feature takes the values of some background rows in turn; what the score falls by on
  /// average is its part.
  private static Attribution occluded(
      AskedRequests asked,
      Table row,
      Table background,
      Predictor predictor,
      ExplainedScore score,
      Progress progress)
      throws ProblemException, InterruptedException {
    List<String> ours = row.rows().getFirst();
    int each =
        Math.clamp(MOST_CALLS / ours.size(), 1, Math.min(MOST_EACH, background.rows().size()));
    double[] amounts = new double[Math.min(ours.size(), MOST_CALLS)];
    int calls = 1;
    for (int column = 0; column < amounts.length; column++) {
      List<List<String>> changed = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        List<String> other = new ArrayList<>(ours);
        other.set(column, background.rows().get(i * background.rows().size() / each).get(column));
        changed.add(other);
      }
      for (Map<String, Tensor> one :
          asked.tensors(new Table(row.source(), row.columns(), changed))) {
        progress.step((double) column / amounts.length, "leaving out " + row.columns().get(column));
        amounts[column] += (score.answer() - score.of(predictor, one)) / each;
        calls++;
      }
    }
    return new Attribution(
        Method.OCCLUSION,
        score.name(),
        score.answer(),
        OptionalDouble.empty(),
        parts(row, Arrays.stream(amounts).boxed().toList()),
        calls,
        each + " rows of " + background.source());
  }

  private static Attribution words(
      OpenedProject opened,
      Inspection inspection,
      AskedRequests asked,
      String text,
      Optional<Path> tokenizer,
      Progress progress)
      throws ProblemException, InterruptedException {
    List<String> words = List.of(text.strip().split("\\s+"));
    List<Part> parts = new ArrayList<>();
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      var whole = new Question.Texts(List.of(text), tokenizer);
      var score =
          ExplainedScore.of(
              predictor, inspection, asked.of(whole, new ArrayList<TokenizedText>()).getFirst());
      for (int i = 0; i < Math.min(MOST_WORDS, words.size()); i++) {
        progress.step((double) i / words.size(), "leaving out words");
        List<String> rest = new ArrayList<>(words);
        rest.remove(i);
        var without = new Question.Texts(List.of(String.join(" ", rest)), tokenizer);
        double now =
            score.of(predictor, asked.of(without, new ArrayList<TokenizedText>()).getFirst());
        parts.add(new Part(words.get(i), "", score.answer() - now));
      }
      return new Attribution(
          Method.LEFT_OUT_WORDS,
          score.name(),
          score.answer(),
          OptionalDouble.empty(),
          parts,
          parts.size() + 1,
          "the text without the word");
    }
  }

  /// Rows of the reference data, or of the holdout, with the columns of the question.
  private static Table background(OpenedProject opened, List<String> columns)
      throws ProblemException {
    Optional<Project.DataSource> data = opened.project().data();
    if (data.isEmpty()) {
      throw noData("The project names no data.").asException();
    }
    String name = data.get().reference().orElse(data.get().holdout());
    Table rows =
        DataFiles.sample(opened.folder().resolve(name), name, BACKGROUND)
            .without(data.get().label())
            .renamed(data.get().inputs());
    List<Integer> places = new ArrayList<>();
    for (String column : columns) {
      int place =
          rows.indexOf(column)
              .orElseThrow(() ->
                  Problem.input(
                          "explain.column-missing",
                          name + " has no column '" + column + "' to hold the answer against",
                          "It has " + String.join(", ", rows.columns()) + ".",
                          "Correct data.inputs in slipway.yaml.")
                      .asException());
      places.add(place);
    }
    List<List<String>> kept =
        rows.rows().stream()
            .limit(BACKGROUND)
            .map(row -> places.stream().map(row::get).toList())
            .toList();
    if (kept.isEmpty()) {
      throw noData(name + " has no rows.").asException();
    }
    return new Table(name, columns, kept);
  }

  private static Problem noData(String why) {
    return Problem.input(
        "explain.no-data",
        "An answer cannot be explained without other rows",
        why + " Each feature is held against the values that it has in other rows.",
        "Name data.reference or data.holdout in slipway.yaml, with rows in it.");
  }

  /// The score that is explained: that of the class that the model chose, or its number.
  ///
  /// @param place of the score among those of the output
  /// @param size how many scores the output has
  record ExplainedScore(String output, int place, int size, double answer, String name) {

    static ExplainedScore of(
        Predictor predictor, Inspection inspection, Map<String, Tensor> request)
        throws ProblemException {
      String output =
          predictor.outputs().stream()
              .filter(spec -> spec.datatype().isFloatingPoint())
              .map(spec -> spec.name())
              .findFirst()
              .orElseThrow(() ->
                  Problem.input(
                          "explain.no-score",
                          "The model gives no score that could be explained",
                          "It has no output of floating-point numbers.",
                          "Export it with its probabilities.")
                      .asException());
      double[] scores = ask(predictor, output, request);
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      List<String> labels = inspection.featureMap().labels();
      String name =
          labels.size() == scores.length
              ? labels.get(best)
              : scores.length == 1 ? output : output + " " + best;
      return new ExplainedScore(output, best, scores.length, scores[best], name);
    }

    double of(Predictor predictor, Map<String, Tensor> request) throws ProblemException {
      return ask(predictor, output, request)[place];
    }

    /// What a score is called that the model makes its answer from.
    String named(String link) {
      return link.isEmpty() ? name : name + ", score before " + link;
    }

    private static double[] ask(Predictor predictor, String output, Map<String, Tensor> request)
        throws ProblemException {
      try {
        Tensor answer = predictor.predict(request).get(output);
        double[] scores = answer == null ? new double[0] : answer.toDoubles();
        if (scores.length == 0) {
          throw refused("Its output '" + output + "' is empty.").asException();
        }
        return scores;
      } catch (InferenceException e) {
        throw new ProblemException(refused(String.valueOf(e.getMessage())), e);
      }
    }

    private static Problem refused(String why) {
      return Problem.input(
          "explain.refused",
          "The model does not answer this question",
          why,
          "Correct the values; slipway inspect shows what the model takes.");
    }
  }
}
