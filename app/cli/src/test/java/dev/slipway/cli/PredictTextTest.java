// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that answers what it is given is asked about a text: the answer is the tokens.
final class PredictTextTest {

  private static final int INT64 = 7;
  private static final List<String> INPUTS =
      List.of("input_ids", "attention_mask", "token_type_ids");

  /// The number of a token is that of its line, from 0.
  static final String WORDS = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhow\ndeep\nis\nthe\nsea\n##s\n?\n";

  @TempDir Path folder;
  private Slipway slipway;
  private Path model;

  @BeforeEach
  void makeAModel() throws IOException {
    slipway = new Slipway(folder.resolve("home"));
    model = Files.write(folder.resolve("model.onnx"), echo(-1).toByteArray());
  }

  @Test
  void takesTheListOfWordsBesideTheModel() throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), WORDS);

    Slipway.Result result = slipway.run("predict", model, "--text", "How deep are the Seas?");

    assertEquals(0, result.code(), result.err());
    assertEquals(
        """
          tokens  [CLS] how deep [UNK] the sea ##s ? [SEP]
          ids     2 4 5 1 7 8 9 10 3\
        """,
        String.join("\n", result.out().lines().limit(2).toList()));
    assertEquals(
        "2 4 5 1 7 8 9 10 3 1 1 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0",
        String.join(" ", result.out().lines().toList().getLast().strip().split("\\s+")));
  }

  @Test
  void saysThatATextWasCutAndHowAShortOneIsFilledUp() throws Exception {
    Files.write(model, echo(6).toByteArray());
    Files.writeString(folder.resolve("vocab.txt"), WORDS);

    Slipway.Result cut = slipway.run("predict", model, "--text", "how deep is the sea?");
    Slipway.Result filled =
        slipway.run("predict", model, "--text", "how", "--text", "deep sea", "--json");

    assertTrue(
        cut.out()
            .contains(
                "The text was cut: its last 2 of 6 tokens are left out, because the model takes"
                    + " 6."),
        cut.out());
    var second = Json.tree(filled.out()).path(1);
    assertEquals("[2,5,8,3,0,0]", second.at("/outputs/0/data").toString());
    assertEquals("[1,1,1,1,0,0]", second.at("/outputs/1/data").toString());
    assertEquals(
        "{\"text\":\"deep sea\",\"tokens\":\"[CLS] deep sea [SEP]\",\"dropped_tokens\":0}",
        second.path("parameters").toString());
  }

  @Test
  void namesThePartOfAFileThatIsNotSupported() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.json"),
            """
            {"pre_tokenizer": {"type": "Sequence", "pretokenizers": [
               {"type": "Whitespace"}, {"type": "UnicodeScripts"}]},
             "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}
            """);

    Slipway.Result result = slipway.run("predict", model, "--text", "a", "--tokenizer", file);

    assertEquals(2, result.code());
    assertTrue(
        result
            .err()
            .contains(
                "own.json asks for something that Slipway does not do:"
                    + " pre_tokenizer.pretokenizers[1].type = UnicodeScripts"),
        result.err());
  }

  @Test
  void saysWhatIsMissing() {
    Slipway.Result none = slipway.run("predict", model, "--text", "a");
    Slipway.Result alone = slipway.run("predict", model, "--row", "a=1", "--tokenizer", "b.json");

    assertEquals(2, none.code());
    assertTrue(none.err().contains("There is no tokenizer file beside model.onnx"), none.err());
    assertEquals(2, alone.code());
    assertTrue(alone.err().contains("predict.no-tokenizing"), alone.err());
  }

  static ModelProto echo(long length) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("echo");
    for (String input : INPUTS) {
      graph
          .addNode(
              NodeProto.newBuilder()
                  .setOpType("Identity")
                  .addInput(input)
                  .addOutput("same_" + input))
          .addInput(value(input, length))
          .addOutput(value("same_" + input, length));
    }
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto value(String name, long length) {
    Dimension tokens =
        length < 0
            ? Dimension.newBuilder().setDimParam("sequence").build()
            : Dimension.newBuilder().setDimValue(length).build();
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("batch"))
            .addDim(tokens);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(INT64).setShape(shape)))
        .build();
  }
}
