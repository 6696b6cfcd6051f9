// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The one script that takes a model over the bridge, as the user reads it.
public record Script(String text) {

  /// The name of its file.
  public static final String FILE = "import_model.py";

  /// Bytes that it may write into one file.
  static final Bytes LARGEST_FILE = Bytes.mebibytes(2047);

  private static final Pattern PLACE = Pattern.compile("@([a-z]+)@");

  /// What is filled in.
  ///
  /// @param model the file, with its whole path
  /// @param code folders in which the model's own classes are found
  /// @param make `module:function` that makes the model, where the file holds weights alone
  /// @param inputs names of the model's inputs, whose rows are arrays; none where they are a table
  /// @param memory that the process may have
  /// @param version of Slipway
  public record Terms(
      Path model,
      List<Path> code,
      Optional<String> make,
      List<String> inputs,
      Bytes memory,
      String version) {
    public Terms {
      code = List.copyOf(code);
      inputs = List.copyOf(inputs);
    }
  }

  /// The same terms give the same text.
  public static Script of(Framework framework, Terms terms) {
    Map<String, String> filled =
        Map.of(
            "version", terms.version(),
            "dependencies",
                framework.requirements().stream()
                    .map(needed -> "\"" + needed.specifier() + "\"")
                    .collect(Collectors.joining(", ")),
            "model", literal(terms.model().toString()),
            "code", list(terms.code()),
            "make", terms.make().map(Script::literal).orElse("None"),
            "inputs", list(terms.inputs()),
            "memory", Long.toString(terms.memory().count()),
            "largest", Long.toString(LARGEST_FILE.count()));
    String whole = part("head.py") + part(part(framework)) + part("tail.py");
    return new Script(
        PLACE
            .matcher(whole)
            .replaceAll(place ->
                Matcher.quoteReplacement(
                    Optional.ofNullable(filled.get(place.group(1))).orElseThrow())));
  }

  public Sha256 sha256() {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(Framework framework) {
    return switch (framework) {
      case TORCH -> "torch.py";
      case KERAS -> "keras.py";
      case SKLEARN -> "sklearn.py";
      case STATSMODELS -> "statsmodels.py";
    };
  }

  /// A text that comes with Slipway.
  static String part(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such part: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String list(List<?> values) {
    return values.stream()
        .map(value -> literal(value.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// A text as Python writes it: nothing in a path or a name ends it or is obeyed.
  private static String literal(String text) {
    var written = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            written.append('\\').appendCodePoint(c);
          } else if (isUnseen(c)) {
            written.append("\\U%08x".formatted(c));
          } else {
            written.appendCodePoint(c);
          }
        });
    return written.append('"').toString();
  }

  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
