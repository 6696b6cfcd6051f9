// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.tribuo.TribuoFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Takes in a trained file: identifies it by its bytes, and says how to convert what it cannot
/// take. It only reads; nothing in the file is run or deserialised.
public final class ModelIntake {

  /// What can be given, for whoever gave something else.
  public static final String TAKEN =
      "Give the file that the training wrote: ONNX, Tribuo, XGBoost, LightGBM, CatBoost, H2O MOJO"
          + " or scikit-learn (pickle, joblib, skops); or a folder of MLflow or Hugging Face; or a"
          + " project's folder.";

  private ModelIntake() {}

  public static ModelFile open(Path path) throws ProblemException {
    refuseWhatIsNoFile(path);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size == 0) {
        throw Problem.input(
                "model.empty",
                path + " is empty",
                "The file has no bytes; a download or a copy may have failed.",
                "Copy or export the model again.")
            .asException();
      }
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      ModelFormat format = format(path, bytes);
      if (format == ModelFormat.ONNX) {
        refuseForeign(path, bytes);
      }
      return new ModelFile(path, Sha256.of(path), new Bytes(size), format);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static ModelFormat format(Path path, MemorySegment bytes) {
    Optional<ForeignModel> trees = ForeignModel.recognise(path);
    if (trees.isPresent()) {
      return trees.get().kind();
    }
    if (PickleFile.recognise(path)) {
      return ModelFormat.SKLEARN;
    }
    return TribuoFile.matches(bytes) ? ModelFormat.TRIBUO : ModelFormat.ONNX;
  }

  /// Reading failed on the way: the disk, the network, or a file that was taken away.
  public static ProblemException unreadable(Path path, IOException cause) {
    return new ProblemException(
        Problem.input(
            "model.unreadable",
            path + " cannot be read",
            String.valueOf(cause.getMessage()),
            "Check that the file is still there, and the disk, then try again."),
        cause);
  }

  /// Whether a file is in a format that Slipway turns into ONNX.
  public static boolean isConvertible(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    if (ForeignModel.recognise(path).isPresent() || PickleFile.recognise(path)) {
      return true;
    }
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      return size > 0
          && TribuoFile.matches(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
    } catch (IOException e) {
      return false;
    }
  }

  private static void refuseWhatIsNoFile(Path path) throws ProblemException {
    if (Files.isDirectory(path)) {
      throw folder(path)
          .orElseGet(() ->
              Problem.input(
                  "model.is-a-folder",
                  path + " is a folder, not a model file",
                  "Slipway takes one model file.",
                  "Name the .onnx file inside it."))
          .asException();
    }
    Optional<Problem> reference = ModelFolder.reference(path);
    if (reference.isPresent()) {
      throw reference.get().asException();
    }
    if (!Files.exists(path)) {
      throw Problem.input(
              "model.missing",
              "There is no file " + path,
              "Looked for it in " + path.toAbsolutePath().normalize().getParent() + ".",
              "Check the name, and the folder that the command runs in.")
          .asException();
    }
    if (!Files.isRegularFile(path)) {
      throw Problem.input(
              "model.no-ordinary-file",
              path + " is not a regular file",
              "It is a pipe, a socket or a device: its bytes come and go.",
              "Copy what comes out of it to a file, and name that.")
          .asException();
    }
    if (!Files.isReadable(path)) {
      throw Problem.input(
              "model.not-permitted",
              "You may not read " + path,
              "The file system does not let this user read it.",
              "Give your user the right to read it, or copy it to a place where you may.")
          .asException();
    }
  }

  /// What a folder is, where another library keeps a model in one; empty otherwise.
  public static Optional<Problem> folder(Path path) {
    if (Files.exists(path.resolve("saved_model.pb"))) {
      return Optional.of(
          Problem.input(
              "model.foreign-folder",
              path + " is a TensorFlow SavedModel, not a model file",
              "Slipway serves ONNX, and takes one model file.",
              "Convert it: python -m tf2onnx.convert --saved-model "
                  + path
                  + " --output model.onnx"));
    }
    return Optional.empty();
  }

  private static void refuseForeign(Path path, MemorySegment bytes) throws ProblemException {
    var foreign = ForeignFormat.recognise(bytes);
    if (foreign.isPresent()) {
      throw Problem.input(
              "model.not-onnx",
              path + " is not an ONNX model",
              "Its bytes are those of " + foreign.get().what() + ".",
              foreign.get().remedy())
          .asException();
    }
    try {
      if (OnnxShape.matches(bytes)) {
        return;
      }
    } catch (MalformedException e) {
      if (e.cutOff() && OnnxShape.begins(bytes)) {
        throw new ProblemException(
            Problem.input(
                "model.truncated",
                path + " is cut off or damaged",
                "It begins like an ONNX model, but " + e.reason() + ".",
                "Copy or export the model again, and compare the file sizes."),
            e);
      }
    }
    throw unknown(path, bytes);
  }

  private static ProblemException unknown(Path path, MemorySegment bytes) {
    var text = ForeignText.recognise(bytes);
    if (text.isPresent()) {
      return Problem.input(
              "model.not-onnx",
              path + " is not an ONNX model",
              "It holds " + text.get().what() + ".",
              text.get().remedy())
          .asException();
    }
    return Problem.input(
            "model.unknown-format",
            path + " is not a model that Slipway knows",
            "Its bytes are neither an ONNX model nor a format that it recognises.",
            TAKEN
                + " A model of another library is exported to ONNX first (torch.onnx, tf2onnx,"
                + " skl2onnx, ...).")
        .asException();
  }
}
