// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.inspect.OnnxModel.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Checks that the weights are where the model says, and as many as it says.
final class WeightChecks {

  private static final int MOST_FINDINGS = 20;

  private WeightChecks() {}

  static List<Finding> check(Path model, List<Weights> weights) {
    List<Finding> wrong = new ArrayList<>();
    var files = new TreeSet<String>();
    for (Weights tensor : weights) {
      if (wrong.size() == MOST_FINDINGS) {
        break;
      }
      if (tensor.count() < 0) {
        wrong.add(impossible(tensor));
      } else if (tensor.isExternal()) {
        files.add(tensor.external().getOrDefault("location", ""));
        external(model, tensor, wrong);
      } else if (tensor.stored() >= 0
          && tensor.stored() != tensor.element().bytes(tensor.count())) {
        wrong.add(misfit(tensor));
      }
    }
    if (!wrong.isEmpty()) {
      return wrong;
    }
    String detail =
        files.isEmpty()
            ? tensors(weights.size()) + "all in the model file"
            : tensors(weights.size())
                + "some in "
                + String.join(", ", files)
                + " (not part of the model's hash)";
    return List.of(new Finding.Passed("Weights are complete", detail));
  }

  private static final String EXPORT =
      "Export the model again, or save it again: onnx.save_model(model, ...,"
          + " save_as_external_data=True).";

  private static String tensors(int count) {
    return count == 1 ? "1 tensor, " : count + " tensors, ";
  }

  private static Finding impossible(Weights tensor) {
    return failed(
        "model.weights-impossible",
        "Tensor '" + tensor.name() + "' has impossible dimensions",
        "It claims " + tensor.dimensions() + " values.",
        "Export the model again.");
  }

  private static Finding misfit(Weights tensor) {
    return failed(
        "model.weights-misfit",
        "Tensor '" + tensor.name() + "' does not hold what it claims",
        "%s values of %s take %d bytes; the file has %d."
            .formatted(
                tensor.dimensions(),
                tensor.element().text(),
                tensor.element().bytes(tensor.count()),
                tensor.stored()),
        "Copy or export the model again.");
  }

  private static void external(Path model, Weights tensor, List<Finding> wrong) {
    String location = tensor.external().getOrDefault("location", "");
    Path folder = model.toAbsolutePath().normalize().getParent();
    Path file;
    try {
      if (folder == null || location.isEmpty() || isAbsolute(location)) {
        wrong.add(outside(tensor, location));
        return;
      }
      file = folder.resolve(location.replace('\\', '/')).normalize();
      if (!file.startsWith(folder)) {
        wrong.add(outside(tensor, location));
        return;
      }
      if (!Files.isRegularFile(file)) {
        wrong.add(missing(location));
        return;
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        wrong.add(outside(tensor, location));
        return;
      }
      size(tensor, location, Files.size(file), wrong);
    } catch (InvalidPathException | IOException e) {
      wrong.add(
          failed(
              "model.external-unreadable",
              "Weights in '" + location + "' cannot be read",
              String.valueOf(e.getMessage()),
              "Check the file beside the model."));
    }
  }

  private static boolean isAbsolute(String location) {
    String path = location.replace('\\', '/');
    return path.startsWith("/") || path.matches("[A-Za-z]:.*");
  }

  private static void size(Weights tensor, String location, long size, List<Finding> wrong) {
    long needed = tensor.element().bytes(tensor.count());
    String from = tensor.external().getOrDefault("offset", "0");
    String stated = tensor.external().getOrDefault("length", "" + needed);
    long offset = number(from);
    long length = number(stated);
    if (offset < 0 || length < 0) {
      wrong.add(
          failed(
              "model.external-place",
              "Where tensor '" + tensor.name() + "' lies in '" + location + "' is not said",
              "Its offset is '%s' and its length '%s': both must be numbers of bytes."
                  .formatted(from, stated),
              EXPORT));
    } else if (offset > size || length > size - offset) {
      wrong.add(
          failed(
              "model.external-truncated",
              "'" + location + "' is too short",
              "Tensor '%s' should take %d bytes from byte %d; the file has %s."
                  .formatted(tensor.name(), length, offset, new Bytes(size)),
              "Copy both files again: the model and '" + location + "' belong together."));
    } else if (needed >= 0 && length != needed) {
      wrong.add(
          failed(
              "model.external-misfit",
              "Tensor '" + tensor.name() + "' does not fit its place in '" + location + "'",
              "%s values of %s take %d bytes; the model says that %d are there."
                  .formatted(tensor.dimensions(), tensor.element().text(), needed, length),
              EXPORT));
    }
  }

  /// -1 for what is no number of bytes.
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Finding outside(Weights tensor, String location) {
    return failed(
        "model.external-outside",
        "The model wants to read a file outside its folder",
        "Tensor '" + tensor.name() + "' names '" + location + "' as the place of its values.",
        "Do not use this file unless you know who made it; put the weights beside the model and"
            + " save it with onnx.save_model(model, ..., save_as_external_data=True).");
  }

  private static Finding missing(String location) {
    return failed(
        "model.external-missing",
        "The weights file '" + location + "' is missing",
        "The model keeps its weights in that file, beside itself.",
        "Copy '" + location + "' into the model's folder.");
  }

  private static Finding failed(String id, String what, String why, String remedy) {
    return new Finding.Failed("Weights are complete", Problem.input(id, what, why, remedy));
  }
}
