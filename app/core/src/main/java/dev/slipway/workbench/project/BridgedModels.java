// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What is known of ONNX files that came over the bridge: where they come from, who agreed to what,
/// and how well they answer. It is kept in the user's home, by the file's hash.
public final class BridgedModels {

  private final Home home;

  public BridgedModels(Home home) {
    this.home = home;
  }

  /// Empty for any other file, one that is not there, and one that has changed since.
  public Optional<Origin> find(Path onnx) {
    try {
      // A file is hashed only where there is one of its size
      if (!Files.isDirectory(ofSize(onnx))) {
        return Optional.empty();
      }
      Path note = note(onnx);
      return Files.isRegularFile(note)
          ? Optional.of(Json.read(Files.readString(note), Origin.class))
          : Optional.empty();
    } catch (IOException | ProblemException unreadable) {
      return Optional.empty();
    }
  }

  public void keep(Path onnx, Origin origin) throws IOException {
    Files.createDirectories(ofSize(onnx));
    Files.writeString(note(onnx), Json.text(origin));
  }

  private Path ofSize(Path onnx) throws IOException {
    return home.bridge().resolve("models").resolve(Long.toString(Files.size(onnx)));
  }

  private Path note(Path onnx) throws IOException {
    return ofSize(onnx).resolve(Sha256.of(onnx).hex() + ".json");
  }
}
