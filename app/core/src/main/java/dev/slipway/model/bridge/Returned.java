// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.MalformedException;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the script left in its folder. It ran code of the model's file, so nothing of it is
/// trusted: sizes are bounded, links are not followed, texts are cut.
///
/// @param onnx the exported file, which has been opened by nobody yet
/// @param type of the original, such as `sklearn.pipeline.Pipeline`
/// @param exporter that wrote the ONNX file
/// @param columns of a table, in the order of the one input that takes them; empty where each has
///   an input, or there is no table
/// @param answers of the original, by the names of outputs, in their order
/// @param theirs what the environment's own ONNX Runtime answered; empty where it has none
public record Returned(
    Path onnx,
    String type,
    String exporter,
    List<String> columns,
    Map<String, Tensor> answers,
    Map<String, Tensor> theirs) {

  private static final String RESULT = "result.json";
  private static final int MOST_JSON = 1 << 20;
  private static final Bytes MOST_ANSWERS = Bytes.mebibytes(512);
  private static final int MOST_OUTPUTS = 64;
  private static final int MOST_COLUMNS = 20_000;
  private static final int LONGEST = 300;
  private static final int LONGEST_REASON = 2_000;

  /// @param folder in which the script ran
  /// @param name of the model's file
  public static Returned read(Path folder, String name) throws ProblemException {
    try {
      JsonNode told = json(folder.resolve(RESULT));
      if (told.path("problem").isObject()) {
        throw refused(name, told.path("problem"));
      }
      Path onnx = folder.resolve("model.onnx");
      size(onnx, Script.LARGEST_FILE);
      Map<String, Tensor> answers = arrays(folder.resolve("answers"), told.path("outputs"));
      if (answers.isEmpty()) {
        throw new MalformedException(RESULT + " names no outputs", false);
      }
      return new Returned(
          onnx,
          cut(told.path("type").asText(), LONGEST),
          cut(told.path("exporter").asText(), LONGEST),
          names(told.path("columns"), MOST_COLUMNS),
          answers,
          arrays(folder.resolve("onnx-answers"), told.path("onnx-outputs")));
    } catch (MalformedException e) {
      throw new ProblemException(
          Problem.input(
              "bridge.result",
              "What the script for %s left is not what it should leave".formatted(name),
              e.reason() + ". Nothing was kept.",
              "Run the script by hand and look at what it writes, and do not use this model"
                  + " unless you know who made it."),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bridge.result",
              "The script for %s ended without a result".formatted(name),
              "It leaves model.onnx, answers and result.json; missing or unreadable is "
                  + e.getMessage()
                  + ". Nothing was kept.",
              "Run the script by hand and look at what it says."),
          e);
    }
  }

  private static ProblemException refused(String name, JsonNode problem) {
    String remedy = cut(problem.path("remedy").asText(), LONGEST_REASON);
    String why = cut(problem.path("why").asText(), LONGEST_REASON);
    return Problem.input(
            "bridge.refused",
            "%s did not become ONNX".formatted(name),
            why.isBlank() ? "The script did not say why." : why,
            remedy.isBlank()
                ? "That is what Python says: mend the export in Python, or put what cannot be"
                    + " exported before the model, outside of it."
                : remedy)
        .asException();
  }

  private static Map<String, Tensor> arrays(Path folder, JsonNode outputs)
      throws IOException, MalformedException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    List<String> names = names(outputs, MOST_OUTPUTS);
    if (names.stream().distinct().count() < names.size()) {
      throw new MalformedException(RESULT + " names an output twice", false);
    }
    if (Files.isSymbolicLink(folder)) {
      throw new MalformedException(folder.getFileName() + " is no ordinary folder", false);
    }
    long bytes = 0;
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(i + ".npy");
      size(file, Script.LARGEST_FILE);
      bytes += Files.size(file);
      if (bytes > MOST_ANSWERS.count()) {
        throw new MalformedException(
            "%s hold more than %s".formatted(folder.getFileName(), MOST_ANSWERS), false);
      }
      try {
        arrays.put(names.get(i), Npy.read(file));
      } catch (MalformedException e) {
        throw new MalformedException(folder.getFileName() + "/" + i + ".npy: " + e.reason(), false);
      }
    }
    return arrays;
  }

  private static List<String> names(JsonNode array, int most) throws MalformedException {
    if (array.size() > most) {
      throw new MalformedException(
          RESULT + " names %d things where at most %d are".formatted(array.size(), most), false);
    }
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(cut(name.asText(), LONGEST)));
    return names;
  }

  private static JsonNode json(Path file) throws IOException, MalformedException {
    size(file, new Bytes(MOST_JSON));
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      return Json.tree(text);
    } catch (ProblemException e) {
      throw new MalformedException(file.getFileName() + " is no JSON", false);
    }
  }

  /// A link would have its target taken for the script's work; a pipe would never end.
  private static void size(Path file, Bytes most) throws IOException, MalformedException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new MalformedException(file.getFileName() + " is no ordinary file", false);
    }
    long bytes = Files.size(file);
    if (bytes > most.count()) {
      throw new MalformedException(
          "%s has %s, and at most %s are read"
              .formatted(file.getFileName(), new Bytes(bytes), most),
          false);
    }
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }
}
