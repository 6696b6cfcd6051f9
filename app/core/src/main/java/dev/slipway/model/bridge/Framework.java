// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import dev.slipway.base.ProblemException;
import dev.slipway.model.ModelIntake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A Python library whose models come over the bridge, and what the export of them takes.
public enum Framework {
  /// Modules, TorchScript, `torch.export`, and weights with a function that makes the model.
  TORCH("PyTorch", 1e-4),
  KERAS("Keras", 1e-4),
  SKLEARN("scikit-learn", 1e-5),
  /// Results of linear models and generalised linear ones.
  STATSMODELS("statsmodels", 1e-5);

  /// ONNX Runtime is asked too where it is there, and wanted nowhere.
  private static final String RUNTIME = "onnxruntime";

  private static final int HEAD = 1 << 16;

  private static final Requirement ONNX = new Requirement("onnx", "1.14");

  private final String text;
  private final double tolerance;

  Framework(String text, double tolerance) {
    this.text = text;
    this.tolerance = tolerance;
  }

  /// A package as an installer knows it.
  ///
  /// @param minimum the oldest version that will do
  public record Requirement(String name, String minimum) {

    /// As `pip` and the script's head write it: `onnx>=1.14`.
    public String specifier() {
      return name + ">=" + minimum;
    }
  }

  /// As its makers write it.
  public String text() {
    return text;
  }

  /// What a relative difference of two scores may be: networks compute in single precision, and add
  /// up thousands of products in another order.
  public double tolerance() {
    return tolerance;
  }

  /// What the Python must have.
  public List<Requirement> requirements() {
    return switch (this) {
      case TORCH ->
          List.of(new Requirement("torch", "2.0"), ONNX, new Requirement("numpy", "1.21"));
      case KERAS ->
          List.of(
              new Requirement("keras", "2.12"),
              new Requirement("tf2onnx", "1.16"),
              ONNX,
              new Requirement("numpy", "1.21"));
      case SKLEARN ->
          List.of(
              new Requirement("scikit-learn", "1.0"),
              new Requirement("skl2onnx", "1.16"),
              ONNX,
              new Requirement("pandas", "1.3"));
      case STATSMODELS ->
          List.of(new Requirement("statsmodels", "0.13"), ONNX, new Requirement("pandas", "1.3"));
    };
  }

  /// Packages whose versions are told.
  List<String> packages() {
    return Stream.concat(
            requirements().stream().map(Requirement::name),
            Stream.of("numpy", "tensorflow", RUNTIME))
        .distinct()
        .toList();
  }

  /// What a file is most likely of, by names in its bytes; scikit-learn where they name nothing, as
  /// in a compressed dump.
  public static Framework guess(Path model) throws ProblemException {
    String name = String.valueOf(model.getFileName());
    if (name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".pt2")) {
      return TORCH;
    }
    if (name.endsWith(".keras") || name.endsWith(".h5")) {
      return KERAS;
    }
    try (InputStream in = Files.newInputStream(model)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      if (head.contains("statsmodels")) {
        return STATSMODELS;
      }
      boolean torch = head.startsWith("PK") && head.contains("data.pkl");
      return torch || (head.contains("torch") && !head.contains("sklearn")) ? TORCH : SKLEARN;
    } catch (IOException e) {
      throw ModelIntake.unreadable(model, e);
    }
  }
}
