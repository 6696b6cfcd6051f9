// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.inspect.Inspector;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.TinyOnnx;
import dev.slipway.objective.Project;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Embedding.Pooling;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A bundle whose model takes texts, and answers what it is given: the numbers of their tokens,
/// once more as a vector of real numbers.
public final class TextBundle {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  /// The number of a token is that of its line, from 0.
  public static final String WORDS =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhow\ndeep\nis\nthe\nsea\n##s\n?\n";

  private TextBundle() {}

  /// @param folder where the model is written
  public static BundleInput input(Path folder, Map<String, Map<String, Object>> options)
      throws Exception {
    TinyOnnx graph =
        TinyOnnx.graph(
            TinyOnnx.node("Identity", "input_ids", "same"),
            TinyOnnx.node("Cast", "attention_mask", "vector").integer("to", FLOAT),
            TinyOnnx.node("Cast", "input_ids", "numbers").integer("to", FLOAT),
            TinyOnnx.node("Mul", "numbers vector", "pooled"));
    graph.input(TinyOnnx.value("input_ids", INT64, "batch", "tokens"));
    graph.input(TinyOnnx.value("attention_mask", INT64, "batch", "tokens"));
    graph.output(TinyOnnx.value("same", INT64, "batch", "tokens"));
    graph.output(TinyOnnx.value("pooled", FLOAT, "batch", "tokens"));
    byte[] model = TinyOnnx.model(graph).toBytes();
    Path file = Files.write(folder.resolve("model.onnx"), model);
    FileContent content = FileContent.of(file);
    Project project = Voyager.project(Voyager.TEXT, options);
    Project.ModelSource source =
        Altered.of(
            project.model(),
            "embedding",
            Optional.of(new Embedding("pooled", Pooling.NONE, false)));
    Golden golden =
        new Golden(
            List.of(
                new Golden.Case(
                    "one",
                    Map.of(
                        "input_ids",
                        Tensor.longs(new long[] {1, 2}, 4, 5),
                        "attention_mask",
                        Tensor.longs(new long[] {1, 2}, 1, 1)),
                    Map.of(
                        "same",
                        Tensor.longs(new long[] {1, 2}, 4, 5),
                        "pooled",
                        Tensor.floats(new long[] {1, 2}, 4, 5)))));
    return AlteredInput.served()
        .project(Altered.of(project, "model", source))
        .model(
            Inspector.inspect(
                new ModelFile(file, content.sha256(), new Bytes(model.length), ModelFormat.ONNX)),
            content)
        .golden(golden.text("text"))
        .texts(new TextSource("vocab.txt", ByteContent.of(WORDS), Optional.empty()))
        .input();
  }
}
