// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.model.FailedConversion;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.ParityRows;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.pickle.PickleIntake;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns a pickled or joblib-dumped pipeline of scikit-learn into an ONNX model that answers the
/// same, or says what stands in the way. The file is read as data: nothing in it is run.
public final class SklearnImport {

  private static final String WHOLE =
      "Save the pipeline that ends with the model, in one file: joblib.dump(pipeline,"
          + " 'model.joblib').";

  private final Path from;
  private final ParityRows given;
  private final Progress progress;

  private SklearnImport(Path from, ParityRows given, Progress progress) {
    this.from = from;
    this.given = given;
    this.progress = progress;
  }

  /// @param onnx where the converted model goes; nothing is left there after a problem
  /// @param rows that the user has, to compare on
  public static Origin convert(Path from, Path onnx, ParityRows rows, Progress progress)
      throws ProblemException {
    try {
      return new SklearnImport(from, rows, progress).convert(onnx);
    } catch (IOException e) {
      throw ModelIntake.unreadable(from, e);
    } catch (MalformedException e) {
      throw new ProblemException(
          Problem.input(
              e.cutOff() ? "model.truncated" : "model.malformed",
              from + " is cut off or damaged",
              "Reading it as a Python pickle: " + e.reason() + ".",
              "Save the model again: joblib.dump(model, 'model.joblib')."),
          e);
    } catch (NotConvertible e) {
      throw new ProblemException(
          Problem.input(
              "model.not-convertible",
              from + " uses what cannot be converted to ONNX",
              "The obstacle is: " + e.feature() + ".",
              e.remedy().replace("MODEL", from.toString())),
          e);
    }
  }

  /// What keeps a model from becoming ONNX; empty where nothing does.
  public static List<String> obstacles(Instance fitted) {
    try {
      Estimator estimator = read(fitted);
      SklearnGraph.write(estimator, Columns.of(fitted, estimator.takes()), Map.of());
      return List.of();
    } catch (NotConvertible e) {
      return List.of(e.feature());
    } catch (MalformedException e) {
      return List.of(e.reason());
    } catch (RuntimeException | StackOverflowError e) {
      // What loading the file would run is said all the same, however its attributes were made up
      return List.of("attributes that do not go together: " + e.getClass().getSimpleName());
    }
  }

  private static Estimator read(Instance fitted) throws MalformedException, NotConvertible {
    Estimator estimator = new Estimators(Known.all()).read(fitted);
    if (estimator instanceof Transformer) {
      String what = "which prepares columns and predicts nothing";
      throw new NotConvertible(Estimators.refused(fitted, what).feature(), WHOLE);
    }
    return estimator;
  }

  private Origin convert(Path onnx)
      throws IOException, MalformedException, NotConvertible, ProblemException {
    String name = String.valueOf(from.getFileName());
    progress.report(0.05, "reading " + name);
    PickleFile file = PickleIntake.read(from);
    Instance fitted =
        Instance.root(file.value())
            .orElseThrow(
                () -> new NotConvertible("a pickle that holds no estimator", Estimators.REMEDY));
    Estimator estimator = read(fitted);
    Columns columns = Columns.of(fitted, estimator.takes());
    Sha256 hash = Sha256.of(from);
    SortedMap<String, String> facts = facts(fitted, estimator);
    String format = Versions.format(fitted, file);
    progress.report(0.3, "writing the ONNX model");
    boolean kept = false;
    try {
      Files.write(
          onnx,
          SklearnGraph.write(
              estimator,
              columns,
              Map.of(Origin.METADATA, Origin.metadata(format, name, hash, facts))));
      List<List<Cell>> made = Probes.of(fitted, columns);
      Parity parity = compared(estimator, columns, onnx, made);
      kept = true;
      return new Origin(format, name, hash, facts, parity);
    } finally {
      if (!kept) {
        Files.deleteIfExists(onnx);
      }
    }
  }

  private static SortedMap<String, String> facts(Instance fitted, Estimator estimator) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("estimator", fitted.type().name());
    List<String> notes = new ArrayList<>(estimator.notes());
    Versions.note(fitted).ifPresent(notes::add);
    if (!notes.isEmpty()) {
      facts.put("notes", String.join(" ", notes));
    }
    return facts;
  }

  private Parity compared(Estimator estimator, Columns columns, Path onnx, List<List<Cell>> made)
      throws ProblemException {
    List<List<Cell>> rows = new ArrayList<>(made);
    String source = "made up from what the model knows of its columns";
    var table = given.written(columns.names());
    if (columns.named() && table.isPresent()) {
      rows.addAll(GivenRows.cells(table.get(), columns));
      source = table.get().source() + ", and " + source;
    }
    try (Predictor graph = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      Parity parity = Comparison.of(estimator, columns, graph, rows, source, progress.part(0.4, 1));
      if (parity.rows() == 0) {
        throw untried(rows.size(), source);
      }
      if (!parity.holds()) {
        throw FailedConversion.differs(parity);
      }
      return parity;
    } catch (InferenceException e) {
      throw FailedConversion.notRun(e);
    }
  }

  private static ProblemException untried(int rows, String source) {
    return Problem.input(
            "model.conversion-untried",
            "The converted model could not be compared with the original",
            "The original has no answer (NaN) to any of %d rows (%s).".formatted(rows, source),
            "Fit the model on a table with column names, and name a reference table with rows that"
                + " it answers.")
        .asException();
  }
}
