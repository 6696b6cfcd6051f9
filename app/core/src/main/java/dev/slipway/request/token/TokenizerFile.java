// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.token;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds and opens the file that says how a model's text becomes tokens.
public final class TokenizerFile {

  /// The largest that is known, of 262 thousand tokens, has 33 MB.
  private static final Bytes LARGEST = Bytes.mebibytes(96);

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

  public static TextTokenizer open(Path file) throws ProblemException {
    String name = String.valueOf(file.getFileName());
    String text = text(file, name);
    String begin = text.stripLeading();
    return begin.startsWith("{") ? TokenizerJson.read(name, text) : VocabularyText.read(name, text);
  }

  private static String text(Path file, String name) throws ProblemException {
    try {
      var size = new Bytes(Files.size(file));
      if (!Files.isRegularFile(file) || size.compareTo(LARGEST) > 0) {
        throw Part.malformed(name, "it has " + size + "; at most " + LARGEST + " are read");
      }
      return Reading.utf8(Files.readAllBytes(file));
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Part.malformed(name, "it holds bytes that are not UTF-8").problem(), e);
    } catch (IOException e) {
      throw Reading.unreadable(
          "file.unreadable",
          file,
          "Give the model's tokenizer.json or vocab.txt with --tokenizer FILE.",
          e);
    }
  }
}
