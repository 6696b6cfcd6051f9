// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which ONNX file of a Hugging Face folder is meant: the only one, or the one that is named.
final class HubModels {

  private static final int MOST_SHOWN = 24;

  /// What the end of a file's name says of its numbers, the longer ends first.
  private static final List<Map.Entry<String, String>> NUMBERS =
      List.of(
          Map.entry("q4f16", "weights in 4 bits, the rest in half precision"),
          Map.entry("bnb4", "weights in 4 bits"),
          Map.entry("q4", "weights in 4 bits"),
          Map.entry("int4", "weights in 4 bits"),
          Map.entry("fp16", "half precision"),
          Map.entry("bf16", "half precision"),
          Map.entry("o4", "half precision, for GPUs"),
          Map.entry("uint8", "8 bits"),
          Map.entry("int8", "8 bits"),
          Map.entry("quantized", "8 bits"),
          Map.entry("q8", "8 bits"));

  private static final Pattern WEIGHTS =
      Pattern.compile(
          ".*\\.safetensors|pytorch_model.*\\.bin|tf_model\\.h5|flax_model.*\\.msgpack");

  /// Tasks by the end of the name of an architecture, as the exporter calls them.
  private static final List<Map.Entry<String, String>> TASKS =
      List.of(
          Map.entry("ForSequenceClassification", "text-classification"),
          Map.entry("ForTokenClassification", "token-classification"),
          Map.entry("ForQuestionAnswering", "question-answering"),
          Map.entry("ForMultipleChoice", "multiple-choice"),
          Map.entry("ForMaskedLM", "fill-mask"),
          Map.entry("ForCausalLM", "text-generation"),
          Map.entry("LMHeadModel", "text-generation"),
          Map.entry("ForConditionalGeneration", "text2text-generation"),
          Map.entry("ForImageClassification", "image-classification"),
          Map.entry("ForObjectDetection", "object-detection"),
          Map.entry("ForSemanticSegmentation", "semantic-segmentation"),
          Map.entry("ForAudioClassification", "audio-classification"),
          Map.entry("ForCTC", "automatic-speech-recognition"),
          Map.entry("Model", "feature-extraction"));

  private final FolderFiles files;

  HubModels(FolderFiles files) {
    this.files = files;
  }

  /// The ONNX files, by their paths within the folder.
  static List<String> of(FolderFiles files) throws ProblemException {
    List<String> all = new ArrayList<>();
    files.in("").stream().filter(HubModels::isOnnx).forEach(all::add);
    files.in("onnx").stream()
        .filter(HubModels::isOnnx)
        .map(name -> "onnx/" + name)
        .forEach(all::add);
    return all;
  }

  private static boolean isOnnx(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /// A file that is named instead of all others.
  ///
  /// @throws ProblemException where there is none of that name within the folder
  static String chosen(FolderFiles files, String name) throws ProblemException {
    if (files.file(name).isEmpty()) {
      throw Problem.input(
              "init.no-model",
              "There is no file " + files.folder().resolve(name),
              "The model is named relative to its folder.",
              "Correct the name.")
          .asException();
    }
    return name;
  }

  /// @param architecture as `config.json` calls it
  String file(Optional<String> choice, Optional<String> architecture) throws ProblemException {
    if (choice.isPresent()) {
      return chosen(files, choice.get());
    }
    List<String> models = of(files);
    if (models.isEmpty()) {
      throw weightsAlone(architecture).asException();
    }
    if (models.size() > 1) {
      throw several(models).asException();
    }
    // That it lies in the folder
    return chosen(files, models.getFirst());
  }

  private Problem several(List<String> models) {
    return Problem.input(
        "model.hub-several",
        "%s holds %d ONNX models".formatted(files.folder(), models.size()),
        "Slipway serves one of them:\n"
            + models.stream()
                .limit(MOST_SHOWN)
                .map(this::described)
                .collect(Collectors.joining("\n"))
            + (models.size() > MOST_SHOWN
                ? "\nand %d more".formatted(models.size() - MOST_SHOWN)
                : ""),
        "Name it: "
            + Shell.line("slipway", "init", files.folder(), "--model", usual(models))
            + "; to look at it first: "
            + Shell.line("slipway", "inspect", files.folder().resolve(usual(models))));
  }

  /// The model as it was trained, where a file is called so.
  private static String usual(List<String> models) {
    return Plain.line(
        models.stream()
            .filter(name -> name.endsWith("model.onnx"))
            .findFirst()
            .orElse(models.getFirst()));
  }

  /// `onnx/model_fp16.onnx 44 MB, half precision`
  private String described(String name) {
    long size = 0;
    for (String part : List.of("", "_data", ".data")) {
      size += size(files.folder().resolve(name + part));
    }
    return "%s  %s, %s".formatted(Plain.line(name), new Bytes(size), numbers(name));
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  static String numbers(String name) {
    String stem = name.toLowerCase(Locale.ROOT).replaceAll("\\.onnx$", "");
    return NUMBERS.stream()
        .filter(each -> stem.matches(".*[_.-]q?" + each.getKey() + "([_-].*)?"))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse("as it was trained, by its name");
  }

  private Problem weightsAlone(Optional<String> architecture) throws ProblemException {
    List<String> weights =
        files.in("").stream().filter(name -> WEIGHTS.matcher(name).matches()).toList();
    if (weights.isEmpty()) {
      return Problem.input(
          "model.hub-empty",
          files.folder() + " holds no model",
          "There is no .onnx file in it or in its folder onnx, and there are no weights.",
          "Download the whole model: hf download ORGANISATION/MODEL --local-dir "
              + Shell.word(files.folder()));
    }
    Path folder = files.folder().toAbsolutePath().normalize();
    Path out = folder.resolveSibling(folder.getFileName() + "-onnx");
    return Problem.input(
        "model.hub-weights",
        files.folder() + " holds weights, and no ONNX model",
        "Its weights are in %s%s; the graph that they belong to stands in Python code."
            .formatted(
                Plain.line(weights.getFirst()),
                weights.size() > 1 ? " and %d more".formatted(weights.size() - 1) : ""),
        "Export it, in Python with optimum: "
            + Shell.line(
                "optimum-cli",
                "export",
                "onnx",
                "--model",
                files.folder(),
                "--task",
                architecture.flatMap(HubModels::task).orElse("TASK"),
                out)
            + "; then "
            + Shell.line("slipway", "init", out));
  }

  /// The exporter cannot tell it of a folder by itself.
  static Optional<String> task(String architecture) {
    return TASKS.stream()
        .filter(each -> architecture.endsWith(each.getKey()))
        .findFirst()
        .map(Map.Entry::getValue);
  }
}
