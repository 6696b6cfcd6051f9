// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.inspect.Inspector;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.TinyOnnx;
import dev.slipway.objective.Project;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A bundle whose model takes pictures of any size, and answers the mean of each colour.
public final class PictureBundle {

  private static final int FLOAT = 1;

  private PictureBundle() {}

  /// @param folder where the model is written
  /// @param stated settings of pictures
  public static BundleInput input(
      Path folder, Map<String, String> stated, Map<String, Map<String, Object>> options)
      throws Exception {
    TinyOnnx graph =
        TinyOnnx.graph(
            TinyOnnx.node("GlobalAveragePool", "pixels", "pooled"),
            TinyOnnx.node("Flatten", "pooled", "means"));
    graph.input(TinyOnnx.value("pixels", FLOAT, "batch", 3, 4, 4));
    graph.output(TinyOnnx.value("means", FLOAT, "batch", 3));
    byte[] model = TinyOnnx.model(graph).toBytes();
    Path file = Files.write(folder.resolve("model.onnx"), model);
    FileContent content = FileContent.of(file);
    Project project = Voyager.project(Voyager.TEXT, options);
    Project.ModelSource source =
        Altered.of(project.model(), "image", new ImageSettings(new TreeMap<>(stated)));
    Golden golden =
        new Golden(
            List.of(
                new Golden.Case(
                    "dark",
                    Map.of("pixels", Tensor.floats(new long[] {1, 3, 4, 4}, new float[48])),
                    Map.of("means", Tensor.floats(new long[] {1, 3}, 0, 0, 0)))));
    return AlteredInput.served()
        .project(Altered.of(project, "model", source))
        .model(
            Inspector.inspect(
                new ModelFile(file, content.sha256(), new Bytes(model.length), ModelFormat.ONNX)),
            content)
        .golden(golden.text("pictures"))
        .input();
  }
}
