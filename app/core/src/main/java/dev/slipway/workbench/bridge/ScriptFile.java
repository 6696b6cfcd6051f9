// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.bridge;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.bridge.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A script as it lies there to be read, with the rows beside it, in a folder that is named for
/// both: the same request finds the same file again.
///
/// @param script as Slipway wrote it
public record ScriptFile(Path path, Script script) {

  private static final int BRIEF = 8;

  /// @param where such folders are
  /// @throws ProblemException where somebody has edited the file since it was written
  public static ScriptFile write(Path where, Path model, Script script, BridgeRows rows)
      throws ProblemException {
    String name =
        String.valueOf(model.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_")
            + "-"
            + script.sha256().hex().substring(0, BRIEF);
    Path folder = where.resolve(name);
    Path file = folder.resolve(Script.FILE);
    try {
      if (Files.exists(file) && !Sha256.of(file).equals(script.sha256())) {
        throw edited(file);
      }
      Files.createDirectories(folder);
      Files.writeString(file, script.text(), StandardCharsets.UTF_8);
      rows.write(folder);
      return new ScriptFile(file, script);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "bridge.unwritable",
              "The script cannot be written to " + folder,
              String.valueOf(e.getMessage()),
              "Free some space, or choose another home with --home."),
          e);
    }
  }

  /// The bytes that were agreed to, and no others.
  ///
  /// @param shown hash of what the user saw
  public byte[] agreed(Sha256 shown) throws ProblemException {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (!Sha256.of(bytes).equals(shown) || !script.sha256().equals(shown)) {
        throw edited(path);
      }
      return bytes;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bridge.script-gone",
              "The script cannot be read any more: " + path,
              String.valueOf(e.getMessage()),
              "Give the command again, and leave the file alone."),
          e);
    }
  }

  private static ProblemException edited(Path file) {
    return Problem.input(
            "bridge.script-edited",
            "The script is not the one that Slipway showed: " + file,
            "It has been edited since it was written. Slipway runs only what it wrote, showed and"
                + " was told to run. Nothing was run.",
            "Delete it and give the command again; or run your own script by hand, and give the"
                + " ONNX file to slipway inspect.")
        .asException();
  }
}
