// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.model.LabelledModel;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.model.isolated.IsolatedConversion;
import dev.slipway.request.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Converts a model that is not ONNX once. It keeps the result in the user's home until the
/// original, the test data of the conversion, or Slipway changes.
public final class ImportModel {

  private static final int MOST_ROWS = 10_000;

  private final Home home;
  private final Path converted;
  private final String version;

  public ImportModel(Home home, String version) {
    this(home, home.converted(), version);
  }

  /// @param converted the folder that keeps what is made
  public ImportModel(Home home, Path converted, String version) {
    this.home = home;
    this.converted = converted;
    this.version = version;
  }

  /// What the user's home remembers of bundles.
  HashMemory hashes() {
    return new HashMemory(home.hashes());
  }

  /// The model that is served.
  ///
  /// @param origin what it was before; empty for an ONNX file
  /// @param file the model as it came, beside which its tokenizer lies
  /// @param provenance what the folder around it says of how it was made, by name
  public record Imported(
      Path onnx, Optional<Origin> origin, Path file, SortedMap<String, String> provenance) {

    /// Of which no folder says anything.
    public Imported(Path onnx, Optional<Origin> origin) {
      this(onnx, origin, onnx, new TreeMap<>());
    }
  }

  /// @param model a file, or the folder in which MLflow or the Hugging Face hub keeps one
  /// @param reference rows to try a conversion on
  /// @param progress hears what a conversion does: it may take minutes
  public Imported of(Path model, Optional<Path> reference, Progress progress)
      throws ProblemException {
    try {
      return taken(ModelFolder.file(model), reference, progress);
    } catch (ProblemException e) {
      // What is interrupted while it reads or starts a process looks as if that had failed
      throw Thread.currentThread().isInterrupted() ? cancelled(model, e) : e;
    }
  }

  /// An ONNX file as it is, with what is known of its making where it came over the bridge. One
  /// that is not there, or cannot be read, is known of nothing.
  public Imported known(Path onnx) {
    return new Imported(onnx, new BridgedModels(home).find(onnx));
  }

  private static ProblemException cancelled(Path model, ProblemException how) {
    return new ProblemException(
        Problem.input(
            "model.conversion-cancelled",
            "Taking " + model.getFileName() + " in was cancelled",
            "Nothing was kept.",
            "Start it again when you want it."),
        how);
  }

  /// The model with the names that the project gives its classes and columns, kept beside converted
  /// ones.
  ///
  /// @param labels in the order of its scores; none where the project names none
  /// @param features in the order of its one input; none where the project names none
  public Imported named(Imported imported, List<String> labels, List<String> features)
      throws ProblemException {
    if ((labels.isEmpty() && features.isEmpty()) || !Files.isRegularFile(imported.onnx())) {
      return imported;
    }
    ModelFile file = ModelIntake.open(imported.onnx());
    String all =
        String.join("\n", file.sha256().hex(), Json.line(labels), Json.line(features), version);
    Path named =
        converted.resolve(
            Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32) + ".onnx");
    try {
      if (!Files.exists(named)) {
        Files.createDirectories(converted);
        Path draft = Files.createTempFile(converted, "draft", ".onnx");
        try {
          Files.write(draft, LabelledModel.of(file, labels, features));
          Files.move(draft, named, StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(draft);
        }
      }
      return new Imported(named, imported.origin(), imported.file(), imported.provenance());
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.convert-unwritable",
              "The model with its names cannot be kept in " + converted,
              String.valueOf(e.getMessage()),
              "Free some space, or choose another home with --home."),
          e);
    }
  }

  private Imported taken(Path model, Optional<Path> reference, Progress progress)
      throws ProblemException {
    ModelFile file = ModelIntake.open(model);
    if (file.format() == ModelFormat.ONNX) {
      return known(model);
    }
    Optional<Path> data = reference.filter(Files::isRegularFile);
    String key = key(file, data);
    Path onnx = converted.resolve(key + ".onnx");
    Path record = converted.resolve(key + ".json");
    try {
      if (Files.exists(onnx) && Files.exists(record)) {
        return new Imported(onnx, Optional.of(Json.read(Files.readString(record), Origin.class)));
      }
      progress.report(
          0, "converting " + model.getFileName() + " to ONNX and comparing the answers");
      return new Imported(onnx, Optional.of(convert(model, data, onnx, record, progress)));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.convert-unwritable",
              "The converted model cannot be kept in " + converted,
              String.valueOf(e.getMessage()),
              "Free some space, or choose another home with --home."),
          e);
    }
  }

  /// Both files appear whole: another command may be at the same.
  private Origin convert(Path model, Optional<Path> data, Path onnx, Path record, Progress progress)
      throws ProblemException, IOException {
    Files.createDirectories(converted);
    Path draft = Files.createTempFile(converted, "draft", ".onnx");
    Path note = Files.createTempFile(converted, "draft", ".json");
    try {
      Origin origin = new IsolatedConversion().convert(model, draft, rows(data), progress);
      Files.writeString(note, Json.text(origin));
      Files.move(draft, onnx, StandardCopyOption.REPLACE_EXISTING);
      Files.move(note, record, StandardCopyOption.REPLACE_EXISTING);
      return origin;
    } finally {
      Files.deleteIfExists(draft);
      Files.deleteIfExists(note);
    }
  }

  private String key(ModelFile file, Optional<Path> data) throws ProblemException {
    String rows = data.isPresent() ? Hashes.of(data.get()).hex() : "";
    String name = String.valueOf(file.path().getFileName());
    String all = String.join("\n", file.sha256().hex(), name, rows, version);
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static ParityRows rows(Optional<Path> data) {
    return features -> {
      if (data.isEmpty()) {
        return Optional.empty();
      }
      String source = String.valueOf(data.get().getFileName());
      Table table = DataFiles.sample(data.get(), source, MOST_ROWS);
      List<Integer> columns = new ArrayList<>();
      for (String feature : features) {
        var column = table.indexOf(feature);
        if (column.isEmpty()) {
          return Optional.empty();
        }
        columns.add(column.get());
      }
      List<List<String>> rows =
          table.rows().stream().map(row -> columns.stream().map(row::get).toList()).toList();
      return Optional.of(new ParityRows.Written(source, rows));
    };
  }
}
