// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A JSON file that lies beside the model and is read at the start.
final class MountedJson {

  /// Far more than a baseline or a preparation takes; what is larger was named by mistake.
  private static final long LARGEST = 64L << 20;

  private MountedJson() {}

  /// Makes something of the text.
  @FunctionalInterface
  interface Reading<T> {

    /// @throws InferenceException saying what is wrong
    T of(JsonScanner json) throws InferenceException;
  }

  /// @param what it is, for the message
  /// @throws InferenceException that names the file and what is wrong with it
  static <T> T read(String what, Path file, Reading<T> reading) throws InferenceException {
    try {
      if (Files.size(file) > LARGEST) {
        throw InferenceException.invalid("it is larger than 64 MiB");
      }
      byte[] text = Files.readAllBytes(file);
      return reading.of(new JsonScanner(text, 0, text.length));
    } catch (IOException | IllegalArgumentException wrong) {
      throw InferenceException.invalid(what + " " + file + ": " + wrong.getMessage());
    } catch (InferenceException wrong) {
      throw InferenceException.invalid(what + " " + file + ": " + wrong.reason());
    }
  }
}
