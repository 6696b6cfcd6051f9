// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A model that H2O saved as a MOJO.
public final class MojoModel {

  private MojoModel() {}

  public static Original read(Path file) throws IOException, MalformedException, NotConvertible {
    try (MojoArchive archive = MojoArchive.open(file)) {
      MojoInfo info = MojoInfo.read(archive);
      Optional<String> offset = info.text("offset_column").filter(name -> !name.isEmpty());
      if (offset.isPresent()) {
        throw new NotConvertible(
            "offset_column " + offset.get() + ", a number of each row that is added to its score",
            "Train without an offset, or with the column as a feature.");
      }
      String format =
          "H2O MOJO %s, %s of H2O %s"
              .formatted(
                  info.text("mojo_version").orElse("?"),
                  info.text("algorithm").orElse("?"),
                  info.text("h2o_version").orElse("?"));
      return switch (info.need("algo")) {
        case "gbm", "drf", "isolationforest" -> new TreeMojo(format, info, archive);
        case "glm" -> new GlmMojo(format, info);
        default ->
            throw new NotConvertible(
                "algorithm " + info.text("algorithm").orElse(info.need("algo")),
                "Slipway converts H2O's GBM, DRF, isolation forest and GLM: train one of these, in"
                    + " AutoML with include_algos=['GBM', 'DRF', 'GLM'].");
      };
    }
  }
}
