// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.ParityRows;
import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns a Tribuo model into an ONNX model that answers the same, or says why it cannot.
///
/// Takes and leaves files and records only, so that it can be run in a process of its own:
/// XGBoost's and ONNX Runtime's native code see bytes that come from the file.
public final class TribuoImport {

  public static final String FORMAT = "Tribuo protobuf";

  private static final long LARGEST = ForeignModel.LARGEST;

  private TribuoImport() {}

  /// @param onnx where the converted model goes; nothing is left there after a problem
  public static Origin convert(Path from, Path onnx, ParityRows rows, Progress progress)
      throws ProblemException {
    String name = String.valueOf(from.getFileName());
    progress.report(0.05, "reading " + name);
    byte[] bytes = read(from, name);
    TribuoModel loaded = TribuoModel.load(bytes, name);
    Original original = Original.of(loaded.model(), name);
    Sha256 hash = Sha256.of(bytes);
    SortedMap<String, String> facts = new TreeMap<>(loaded.facts());
    Conversion conversion;
    try {
      conversion = Conversion.of(loaded, original);
    } catch (MalformedException e) {
      throw unfit(name, e);
    }
    boolean done = false;
    try {
      progress.report(0.4, "writing the ONNX model");
      Files.write(onnx, described(conversion.onnx(), original, name, hash, facts).toByteArray());
      Parity parity =
          compare(original, conversion, onnx, new ParityRequest(rows, name, progress.part(0.5, 1)));
      done = true;
      return new Origin(FORMAT, name, hash, facts, parity);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.convert-unwritable",
              "The converted model cannot be written to " + onnx,
              String.valueOf(e.getMessage()),
              "Free some space, or choose another home with --home."),
          e);
    } finally {
      if (!done) {
        remove(onnx);
      }
    }
  }

  private static byte[] read(Path from, String name) throws ProblemException {
    try {
      if (Files.size(from) > LARGEST) {
        throw Problem.input(
                "model.tribuo-large",
                name + " is larger than Tribuo models are taken",
                "It has %,d bytes; the limit is %,d.".formatted(Files.size(from), LARGEST),
                "Train a smaller model, such as one with fewer or shallower trees.")
            .asException();
      }
      return Files.readAllBytes(from);
    } catch (IOException e) {
      throw ModelIntake.unreadable(from, e);
    }
  }

  private static ModelProto described(
      ModelProto onnx,
      Original original,
      String name,
      Sha256 hash,
      SortedMap<String, String> facts) {
    ModelProto.Builder described =
        onnx.toBuilder()
            .clearMetadataProps()
            .addMetadataProps(entry("slipway.features", Json.line(original.features().columns())))
            .addMetadataProps(entry("slipway.domains", Json.line(original.features().domains())))
            .addMetadataProps(entry(Origin.METADATA, Origin.metadata(FORMAT, name, hash, facts)));
    switch (original.task()) {
      case CLASS ->
          described.addMetadataProps(entry("slipway.labels", Json.line(original.outputs())));
      case NUMBERS ->
          described.addMetadataProps(entry("slipway.outputs", Json.line(original.outputs())));
      case LABELS ->
          described
              .addMetadataProps(entry("slipway.outputs", Json.line(original.outputs())))
              .addMetadataProps(entry("slipway.multi-labels", Json.line(original.outputs())));
    }
    return described.build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /// @param rows that the user has
  /// @param name of the file
  private record ParityRequest(ParityRows rows, String name, Progress progress) {}

  private static Parity compare(
      Original original, Conversion conversion, Path onnx, ParityRequest request)
      throws ProblemException {
    String name = request.name();
    List<double[]> all =
        new ArrayList<>(new MadeUpRows(original.features()).rows(conversion.borders()));
    String source = "made up within the features' ranges";
    var given = request.rows().of(original.features().columns());
    if (given.isPresent()) {
      given.get().rows().stream().filter(TribuoImport::holdsSomething).forEach(all::add);
      source = given.get().source() + ", and " + source;
    }
    Parity parity;
    try {
      parity = Comparison.of(original, onnx, new Comparison.Rows(all, source), request.progress());
    } catch (InferenceException e) {
      throw failed(name, "ONNX Runtime does not run the converted model: " + e.reason(), e);
    } catch (RuntimeException e) {
      // Tribuo's models fail in whatever way their parts do not fit
      throw failed(name, "Asked for a row, it fails: " + TribuoModel.innermost(e), e);
    }
    if (!parity.holds()) {
      throw failed(name, parity.inWords(Parity.TOLERANCE), new Throwable());
    }
    return parity;
  }

  /// Tribuo refuses a row of which it knows nothing.
  private static boolean holdsSomething(double[] row) {
    for (double value : row) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private static ProblemException unfit(String name, MalformedException why) {
    return new ProblemException(
        Problem.input(
            "model.tribuo-unfit",
            name + " cannot become ONNX",
            "As it stands, " + why.reason() + ".",
            "Train a linear model, factorisation machine, LibLinear, LibSVM, decision tree, random"
                + " forest or XGBoost, alone or in an ensemble of one kind."),
        why);
  }

  private static ProblemException failed(String name, String why, Throwable cause) {
    return new ProblemException(
        Problem.input(
            "model.parity",
            name + " does not answer the same as ONNX",
            why,
            "Scale the features before training, so that no digits are lost; or train in another"
                + " kind of model. The original is untouched."),
        cause);
  }

  private static void remove(Path onnx) throws ProblemException {
    try {
      Files.deleteIfExists(onnx);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.convert-unwritable",
              "A half converted model cannot be removed: " + onnx,
              String.valueOf(e.getMessage()),
              "Remove it by hand."),
          e);
    }
  }
}
