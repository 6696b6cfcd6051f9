// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which file of an MLflow model is the model, by the libraries that it says can load it.
final class MlflowFlavours {

  private static final String FUNCTION = "python_function";

  /// A library whose files are taken, or refused by whoever reads the file.
  ///
  /// @param key of the file's name
  private record Flavour(String name, String key) {}

  private static final List<Flavour> FILES =
      List.of(
          new Flavour("onnx", "data"),
          new Flavour("xgboost", "data"),
          new Flavour("lightgbm", "data"),
          new Flavour("catboost", "data"),
          new Flavour("sklearn", "pickled_model"));

  /// How a model of another library becomes ONNX, where it can; `%s` is the folder.
  private static final Map<String, String> WAYS =
      Map.of(
          "pytorch",
          "In Python, where it was trained: model = mlflow.pytorch.load_model(%s) and"
              + " torch.onnx.export(model, example_input, 'model.onnx').",
          "tensorflow",
          "In Python, where it was trained: mlflow.tensorflow.load_model(%s).export('saved') and"
              + " python -m tf2onnx.convert --saved-model saved --output model.onnx.",
          "keras",
          "In Python, where it was trained: mlflow.keras.load_model(%s).export('saved') and python"
              + " -m tf2onnx.convert --saved-model saved --output model.onnx.",
          "transformers",
          "In Python, where it was trained: mlflow.transformers.load_model(%s).save_pretrained("
              + "'saved'), then optimum-cli export onnx --model saved --task TASK onnx, and name"
              + " the folder onnx.",
          "sentence_transformers",
          "In Python, where it was trained: mlflow.sentence_transformers.load_model(%s).save("
              + "'saved'), then optimum-cli export onnx --model saved --task feature-extraction"
              + " onnx, and name the folder onnx.");

  private static final String NO_WAY =
      "Export the model to ONNX where it was trained, and log that: mlflow.onnx.log_model.";

  private final FolderFiles files;
  private final JsonNode flavours;

  MlflowFlavours(FolderFiles files, JsonNode flavours) {
    this.files = files;
    this.flavours = flavours;
  }

  /// Which library's file was found.
  ///
  /// @param says what is said of it
  record Found(String flavour, String file, JsonNode says) {}

  /// @throws ProblemException where no flavour names a file that could be a model, or the file is
  ///   not there
  Found file() throws ProblemException {
    for (Flavour flavour : FILES) {
      JsonNode says = flavours.path(flavour.name());
      Optional<String> name = text(says.path(flavour.key()));
      if (name.isPresent()) {
        if (files.file(name.get()).isEmpty()) {
          throw missing(flavour.name(), name.get());
        }
        return new Found(flavour.name(), name.get(), says);
      }
    }
    throw refused().asException();
  }

  private ProblemException missing(String flavour, String name) {
    return Problem.input(
            "model.folder-incomplete",
            "The model's file is missing in " + files.folder(),
            "MLmodel says that the %s model is %s, and there is no such file."
                .formatted(flavour, Plain.line(name)),
            "Copy or download the whole folder again.")
        .asException();
  }

  private Problem refused() throws ProblemException {
    List<String> names = new ArrayList<>();
    flavours.fieldNames().forEachRemaining(names::add);
    List<String> libraries = names.stream().filter(name -> !name.equals(FUNCTION)).toList();
    if (names.isEmpty()) {
      return files.unusable(MlflowFolder.FILE, "it names no flavor");
    }
    if (libraries.isEmpty()) {
      return function();
    }
    return Problem.input(
        "model.mlflow-flavor",
        files.folder() + " holds a model that Slipway cannot take",
        "MLmodel says that it is one of " + Plain.line(String.join(", ", libraries)) + ".",
        libraries.stream()
            .filter(WAYS::containsKey)
            .findFirst()
            .map(name -> WAYS.getOrDefault(name, NO_WAY).formatted(quoted()))
            .orElse(NO_WAY));
  }

  /// A model that is Python code: what it loads may be a model all the same.
  private Problem function() throws ProblemException {
    JsonNode says = flavours.path(FUNCTION);
    String loader = text(says.path("loader_module")).map(Plain::line).orElse("code of its own");
    List<String> inside = new ArrayList<>();
    for (Map.Entry<String, JsonNode> artifact : says.path("artifacts").properties()) {
      text(artifact.getValue().path("path")).map(Plain::line).ifPresent(inside::add);
    }
    List<String> models = new ArrayList<>();
    for (String name : inside) {
      if (name.endsWith(".onnx") && files.file(name).isPresent()) {
        models.add(name);
      }
    }
    return Problem.input(
        "model.mlflow-function",
        files.folder() + " holds a Python function, and no library's model",
        "MLflow calls it through %s; what it does stands in Python code, which Slipway does not run. %s"
            .formatted(
                loader,
                inside.isEmpty()
                    ? "It names no files that it loads."
                    : "It loads " + String.join(", ", inside) + "."),
        models.isEmpty()
            ? "Export what the function computes to ONNX, and log that: mlflow.onnx.log_model."
            : "Where the function only calls that model, take it: "
                + models.stream()
                    .map(name -> Shell.line("slipway", "inspect", files.folder().resolve(name)))
                    .collect(Collectors.joining(" or ")));
  }

  private String quoted() {
    return "'" + files.folder() + "'";
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
