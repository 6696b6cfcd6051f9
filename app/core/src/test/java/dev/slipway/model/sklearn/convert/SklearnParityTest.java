// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Estimators.Reader;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.sklearn.convert.Answers.Answer;
import dev.slipway.model.sklearn.ensembles.EnsemblesKnown;
import dev.slipway.model.sklearn.models.ModelsKnown;
import dev.slipway.model.sklearn.prepare.PrepareKnown;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pipelines fitted by scikit-learn itself are asked rows that they were not fitted on, once by
/// Python, once by what reads them here, and once as ONNX: all three answer the same. Each kind
/// that can be converted is among them, and what cannot be is refused by name.
@Tag("tools")
final class SklearnParityTest {

  private static final int FEWEST_ROWS = 500;

  /// Of a probability, and of any number relative to its size.
  private static final double ALLOWED = 1e-6;

  /// Of the largest number, where terms cancel out to nearly nothing.
  private static final double CANCELLED = 1e-9;

  private static final Path PAGE = Path.of("../../docs/models.md");

  /// What was compared, and how far off it was: kept beside the classes for whoever wants to know.
  private static final Path MEASURED = Path.of("target/sklearn-parity.txt");

  private static final Map<Family, List<String>> COMPARED = new EnumMap<>(Family.class);

  @TempDir private Path folder;

  /// Fixtures, and what they show.
  enum Family {
    PREPARE(PrepareKnown.known()),
    MODELS(ModelsKnown.known()),
    ENSEMBLES(EnsemblesKnown.known());

    @SuppressWarnings("ImmutableEnumChecker") // maps of readers, which keep nothing
    private final Map<String, Reader> known;

    Family(Map<String, Reader> known) {
      this.known = known;
    }

    String file() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersAsPythonDoes(Family family) throws Exception {
    List<String> compared = new ArrayList<>();
    Set<String> read = new TreeSet<>();
    Set<String> shown = new TreeSet<>();
    Estimators estimators = new Estimators(watched(read));
    List<String> wrong = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Fitted fitted : Fitted.all(family.file(), folder)) {
      read.clear();
      try {
        Instance root = Instance.root(PickleFile.read(fitted.file())).orElseThrow();
        Estimator estimator = estimators.read(root);
        Columns columns = Columns.of(root, estimator.takes());
        if (fitted.isRefused()) {
          SklearnGraph.write(estimator, columns, Map.of());
          wrong.add(fitted.name() + ": converted, though nothing here can");
        } else {
          compared.add(fitted.name() + compare(fitted, estimator, columns, wrong));
          if (family == Family.PREPARE && !names(columns).equals(fitted.columns())) {
            wrong.add(fitted.name() + ": lost the names of its columns: " + columns);
          }
          shown.addAll(read);
        }
      } catch (NotConvertible e) {
        (fitted.isRefused() ? refused : wrong).add(fitted.name() + ": " + e.feature());
      } catch (MalformedException | RuntimeException e) {
        wrong.add(fitted.name() + ": " + e + at(e));
      }
    }

    assertEquals("", String.join("\n", wrong));
    COMPARED.put(family, compared);
    var missing = new TreeSet<>(family.known.keySet());
    missing.removeAll(shown);
    assertEquals(Set.of(), missing, "no fixture shows these");
    assertTrue(refused.stream().noneMatch(refusal -> refusal.endsWith(": ")), "each says why");
  }

  /// Counted here, so that the page cannot say another number.
  @AfterAll
  static void thePageSaysHowManyPipelinesAreCompared() throws IOException {
    if (COMPARED.size() < Family.values().length) {
      return;
    }
    List<String> all = COMPARED.values().stream().flatMap(List::stream).toList();
    Files.write(MEASURED, all);
    String told = "The tests fit %d pipelines".formatted(all.size());
    assertTrue(Files.readString(PAGE).contains(told), "docs/models.md must say: " + told);
  }

  private static String at(Throwable thrown) {
    return thrown instanceof RuntimeException
        ? " " + List.of(thrown.getStackTrace()).getFirst()
        : "";
  }

  private static Map<String, Reader> watched(Set<String> read) {
    Map<String, Reader> watched = new HashMap<>();
    Known.all()
        .forEach((name, reader) ->
            watched.put(
                name,
                (fitted, within) -> {
                  read.add(name);
                  return reader.read(fitted, within);
                }));
    return watched;
  }

  /// @return how far off the answers are at most, in words
  private String compare(Fitted fitted, Estimator estimator, Columns columns, List<String> wrong)
      throws Exception {
    List<List<Cell>> rows = fitted.rows(estimator.takes());
    if (rows.size() < FEWEST_ROWS) {
      wrong.add(fitted.name() + ": only " + rows.size() + " rows");
    }
    if (estimator instanceof Labeller labeller
        && !labeller.labels().equals(Labeller.numbered(labeller.labels().size()))) {
      wrong.add(fitted.name() + ": labels " + labeller.labels());
    }
    if (columns.named() && !names(columns).equals(fitted.columns())) {
      wrong.add(fitted.name() + ": columns " + columns);
    }
    List<Answer> own = rows.stream().map(row -> Answers.of(estimator, row)).toList();
    Path onnx = folder.resolve(fitted.name() + ".onnx");
    Files.write(onnx, SklearnGraph.write(estimator, columns, Map.of()));
    List<Answer> graph;
    try (Predictor predictor = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      graph = Answers.of(predictor, columns, rows);
    } catch (InferenceException e) {
      wrong.add(fitted.name() + ": " + e.reason());
      return "";
    }
    Files.delete(onnx);
    Fitted.Table python = fitted.answers();
    var itself = new Largest();
    difference(python, estimator, own, itself)
        .ifPresent(off -> wrong.add(fitted.name() + " by itself: " + off));
    var asOnnx = new Largest();
    difference(python, estimator, graph, asOnnx)
        .ifPresent(off -> wrong.add(fitted.name() + " as ONNX: " + off));
    return " %d rows, off by at most %s of what is allowed by itself, %s as ONNX"
        .formatted(rows.size(), itself, asOnnx);
  }

  /// The largest difference of answers so far, as a share of what is allowed.
  private static final class Largest {
    private double share;

    void add(double off, double allowed) {
      share = off == 0 ? share : Math.max(share, off / allowed);
    }

    @Override
    public String toString() {
      return "%.1e".formatted(share);
    }
  }

  private static List<String> names(Columns columns) {
    return columns.columns().stream().map(Columns.Column::name).toList();
  }

  /// The first answer that is not Python's.
  private static Optional<String> difference(
      Fitted.Table python, Estimator estimator, List<Answer> answers, Largest largest) {
    boolean classes = estimator instanceof Classifier;
    List<Integer> numbers = numbers(python, estimator);
    double scale = 0;
    for (int row = 0; row < answers.size(); row++) {
      for (double number : python.numbers(row, numbers)) {
        scale = Double.isFinite(number) ? Math.max(scale, Math.abs(number)) : scale;
      }
    }
    boolean shares = !python.columns("proba").isEmpty();
    for (int row = 0; row < answers.size(); row++) {
      Answer answer = answers.get(row);
      double[] expected = python.numbers(row, numbers);
      double[] found = answer.numbers();
      if (!shares && classes && expected.length == 1 && found.length == 2) {
        // Of two classes Python tells the second's only
        found = new double[] {found[1]};
      }
      if (classes && expected.length == 0) {
        // A cluster is all that Python tells of a row; how near it is are numbers of our own
        found = expected;
      }
      if (found.length != expected.length) {
        return Optional.of("%d numbers instead of %d".formatted(found.length, expected.length));
      }
      for (int i = 0; i < found.length; i++) {
        double allowed = shares ? ALLOWED : ALLOWED * Math.abs(expected[i]) + CANCELLED * scale;
        boolean same =
            found[i] == expected[i] || (Double.isNaN(found[i]) && Double.isNaN(expected[i]));
        largest.add(same ? 0 : Math.abs(found[i] - expected[i]), allowed);
        if (!same && !(Math.abs(found[i] - expected[i]) <= allowed)) {
          return Optional.of(
              "row %d, number %d: %.17g instead of %.17g".formatted(row, i, found[i], expected[i]));
        }
      }
      if (classes
          && !answer
              .name()
              .equals(python.rows().get(row).get(python.columns("predict").getFirst()))) {
        return Optional.of(
            "row %d: class %s instead of %s".formatted(row, answer.name(), python.rows().get(row)));
      }
    }
    return Optional.empty();
  }

  /// Columns of Python's answers that an estimator's numbers are compared with.
  private static List<Integer> numbers(Fitted.Table python, Estimator estimator) {
    if (estimator instanceof Classifier || estimator instanceof Labeller) {
      List<Integer> shares = python.columns("proba");
      return shares.isEmpty() ? python.columns("decision") : shares;
    }
    return python.columns(estimator instanceof Transformer ? "transform" : "predict");
  }
}
