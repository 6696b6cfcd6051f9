// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Identifies a text that was given as a model.
final class ForeignText {

  private static final String PROTO =
      "ONNX as text is for reading; make it binary in Python: onnx.save(%s, 'model.onnx').";
  private static final String DUMP =
      "A dump is for reading and cannot be loaded again; where the model was trained: %s.";

  private static final List<String> SEPARATORS = List.of(",", ";", "\t");

  private record Sign(Predicate<String> in, ForeignFormat format) {}

  private static final List<Sign> SIGNS =
      List.of(
          starts(
              "version https://git-lfs",
              "a Git LFS pointer, not the file that it stands for",
              "Run: git lfs pull"),
          holds(
              "<PMML",
              "a PMML model",
              "Nothing turns PMML into ONNX: export the model from the library that trained it"
                  + " (skl2onnx, onnxmltools)."),
          holds(
              "<net name=",
              "the graph of an OpenVINO model; its weights are in a .bin file",
              "Export the model that it was made from to ONNX."),
          starts(
              "<",
              "a web page or XML, not a model",
              "The download gave a page instead of the file; fetch the raw file."),
          holds("\"learner\"", "an XGBoost JSON model", ForeignFormat.XGBOOST),
          holds("\"oblivious_trees\"", "a CatBoost JSON model", ForeignFormat.CATBOOST),
          holds(
              "\"tree_info\"",
              "a dump of a LightGBM model",
              DUMP.formatted("model.booster_.save_model('model.txt'), which Slipway takes")),
          starts(
              "booster[0]",
              "a dump of an XGBoost model",
              DUMP.formatted("model.save_model('model.json'), which Slipway takes")),
          holds(
              "\"nodeid\"",
              "a dump of an XGBoost model",
              DUMP.formatted("model.save_model('model.json'), which Slipway takes")),
          holds(
              "\"irVersion\"",
              "an ONNX model as JSON",
              PROTO.formatted(
                  "google.protobuf.json_format.Parse(open('model.json').read(),"
                      + " onnx.ModelProto())")),
          starts(
              "ir_version:",
              "an ONNX model as text",
              PROTO.formatted(
                  "google.protobuf.text_format.Parse(open('model.txt').read(),"
                      + " onnx.ModelProto())")),
          holds("\"class_name\"", "a Keras architecture without weights", ForeignFormat.KERAS));

  private ForeignText() {}

  /// What a text is, where the bytes are one.
  static Optional<ForeignFormat> recognise(MemorySegment file) {
    return text(ForeignFormat.head(file))
        .map(start -> {
          String low = start.replace("\uFEFF", "").stripLeading();
          return SIGNS.stream()
              .filter(sign -> sign.in.test(low))
              .map(Sign::format)
              .findFirst()
              .or(() -> table(low))
              .orElseGet(
                  () -> new ForeignFormat("text: \"" + firstLine(low) + "\"", ModelIntake.TAKEN));
        });
  }

  /// Rows of values: the first two lines are parted equally often.
  private static Optional<ForeignFormat> table(String text) {
    List<String> lines = text.lines().limit(2).toList();
    boolean rows =
        lines.size() == 2
            && SEPARATORS.stream()
                .anyMatch(separator ->
                    parts(lines.get(0), separator) > 1
                        && parts(lines.get(0), separator) == parts(lines.get(1), separator));
    return rows
        ? Optional.of(
            new ForeignFormat(
                "a table, such as CSV: \"" + firstLine(text) + "\"",
                ModelIntake.TAKEN + " A table goes into a project as its data."))
        : Optional.empty();
  }

  private static int parts(String line, String separator) {
    return line.split(separator, -1).length;
  }

  private static Sign starts(String start, String what, String remedy) {
    return new Sign(text -> text.startsWith(start), new ForeignFormat(what, remedy));
  }

  private static Sign holds(String part, String what, String remedy) {
    return new Sign(text -> text.contains(part), new ForeignFormat(what, remedy));
  }

  /// The head as text; a character that the end of the head cuts does not matter.
  private static Optional<String> text(byte[] head) {
    CharBuffer text = CharBuffer.allocate(head.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(head), text, false);
    text.flip();
    boolean control = text.chars().anyMatch(c -> c < 32 && c != '\n' && c != '\r' && c != '\t');
    return result.isError() || control ? Optional.empty() : Optional.of(text.toString());
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
