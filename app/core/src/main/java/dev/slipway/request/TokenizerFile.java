// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.protocol.TokenizerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds and opens the file that says how a model's text becomes tokens.
public final class TokenizerFile {

  private TokenizerFile() {}

  /// The one beside a model: named as the model, else `tokenizer.json`, else `vocab.txt`; one
  /// folder up too where the model's own is called `onnx`.
  public static Optional<Path> beside(Path model) {
    Path folder = model.toAbsolutePath().normalize().getParent();
    String name = String.valueOf(model.getFileName());
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    List<Path> folders = new ArrayList<>();
    if (folder != null) {
      folders.add(folder);
      Path above = folder.getParent();
      if (folder.endsWith("onnx") && above != null) {
        folders.add(above);
      }
    }
    return folders.stream()
        .flatMap(where ->
            List.of(stem + "-tokenizer.json", "tokenizer.json", "vocab.txt").stream()
                .map(where::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// @throws ProblemException that says why it cannot be used
  public static TextTokenizer open(Path file) throws ProblemException {
    try {
      return TokenizerReader.read(file);
    } catch (PreparationException refused) {
      throw ModelInputs.problem(refused);
    } catch (IOException e) {
      throw Reading.unreadable(
          "file.unreadable",
          file,
          "Give the model's tokenizer.json or vocab.txt with --tokenizer FILE.",
          e);
    }
  }
}
