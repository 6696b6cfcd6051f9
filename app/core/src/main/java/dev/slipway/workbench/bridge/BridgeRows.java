// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.bridge;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.model.MalformedException;
import dev.slipway.model.bridge.Npy;
import dev.slipway.request.Table;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The rows that original and ONNX model are both asked. They are read or made here, so that the
/// script cannot choose its own.
public sealed interface BridgeRows {

  /// Rows of a table, from one of its files.
  int MOST_ROWS = 5_000;

  /// Where they are from, for a person.
  String source();

  int count();

  /// The names of inputs that are arrays; none for a table.
  List<String> inputs();

  /// The options of the command line that give the same rows again.
  List<String> options();

  /// Writes them where the script looks for them: `rows.csv`, or an array for each input in `rows`.
  void write(Path folder) throws IOException;

  /// Columns by name.
  record OfTable(Table table, List<String> options) implements BridgeRows {

    public OfTable {
      options = List.copyOf(options);
    }

    @Override
    public String source() {
      return table.source();
    }

    @Override
    public int count() {
      return table.rows().size();
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public void write(Path folder) throws IOException {
      Files.writeString(folder.resolve("rows.csv"), table.csv());
    }
  }

  /// Arrays by the name of the input; the first axis counts the rows.
  record OfTensors(String source, Map<String, Tensor> tensors, List<String> options)
      implements BridgeRows {

    public OfTensors {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
      options = List.copyOf(options);
    }

    @Override
    public int count() {
      return (int) tensors.values().iterator().next().dimension(0);
    }

    @Override
    public List<String> inputs() {
      return List.copyOf(tensors.keySet());
    }

    @Override
    public void write(Path folder) throws IOException {
      Files.createDirectories(folder.resolve("rows"));
      for (Map.Entry<String, Tensor> one : tensors.entrySet()) {
        Npy.write(folder.resolve("rows").resolve(one.getKey() + ".npy"), one.getValue());
      }
    }
  }

  /// A CSV, Parquet or JSON lines file.
  ///
  /// @param label a column that the model does not take
  static BridgeRows table(Path file, Optional<String> label) throws ProblemException {
    Table table = DataFiles.sample(file, String.valueOf(file.getFileName()), MOST_ROWS);
    if (label.isPresent() && table.indexOf(label.get()).isEmpty()) {
      throw Problem.input(
              "bridge.no-column",
              "%s has no column '%s'".formatted(file, label.get()),
              "It has " + String.join(", ", table.columns()) + ".",
              "Name the column with the right answers with --label, or leave it out.")
          .asException();
    }
    Table asked = label.map(table::without).orElse(table);
    if (asked.rows().isEmpty() || asked.columns().isEmpty()) {
      throw Problem.input(
              "bridge.no-rows",
              file + " has no rows to ask the models",
              "It has %d rows and %d columns besides the label."
                  .formatted(asked.rows().size(), asked.columns().size()),
              "Name a file with a few hundred rows such as the model gets.")
          .asException();
    }
    List<String> options = new ArrayList<>(List.of("--data", file.toString()));
    label.ifPresent(name -> options.addAll(List.of("--label", name)));
    return new OfTable(asked, options);
  }

  /// A NumPy array, for a model with one input, or a request in the JSON of the Open Inference
  /// Protocol.
  static BridgeRows example(Path file) throws ProblemException {
    String name = String.valueOf(file.getFileName());
    List<String> options = List.of("--example", file.toString());
    if (!name.endsWith(".npy")) {
      return arrays(name, InferenceJson.request(Reading.text(file), file.toString()), options);
    }
    try {
      return arrays(name, Map.of("input", Npy.read(file)), options);
    } catch (MalformedException e) {
      throw new ProblemException(
          Problem.input(
              "bridge.example",
              file + " is no array of examples",
              "Reading it: " + e.reason() + ".",
              "Save numbers: numpy.save('rows.npy', numpy.ascontiguousarray(rows))."),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bridge.example",
              file + " cannot be read",
              String.valueOf(e.getMessage()),
              "Check the name, and that you may read it."),
          e);
    }
  }

  /// Values without meaning, the same each time.
  static BridgeRows madeUp(List<ShapedInput> inputs) throws ProblemException {
    int count = ShapedInput.rows(inputs);
    var random = new SplittableRandom(12);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach(input -> tensors.put(input.name(), input.values(count, random)));
    List<String> options =
        inputs.stream().flatMap(input -> Stream.of("--shape", input.toString())).toList();
    return arrays("made up within the shapes", tensors, options);
  }

  private static BridgeRows arrays(String source, Map<String, Tensor> tensors, List<String> options)
      throws ProblemException {
    List<String> wrong = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    tensors.forEach((name, tensor) -> {
      if (!ShapedInput.NAME.matcher(name).matches()) {
        wrong.add("the name '" + name + "' is not one that Python has for an argument");
      } else if (tensor.rank() == 0 || tensor.dimension(0) == 0) {
        wrong.add(name + " has no rows");
      } else if (!Npy.holds(tensor.datatype())) {
        wrong.add(name + " is " + tensor.datatype());
      } else {
        counts.add(tensor.dimension(0));
      }
    });
    if (counts.stream().distinct().count() > 1) {
      wrong.add("inputs have different numbers of rows, " + counts);
    }
    if (!wrong.isEmpty() || tensors.isEmpty()) {
      throw Problem.input(
              "bridge.rows",
              "These rows cannot be given to a model in Python",
              String.join("; ", wrong) + ".",
              "Give each input an array of numbers whose first axis counts the rows.")
          .asException();
    }
    return new OfTensors(source, tensors, options);
  }
}
