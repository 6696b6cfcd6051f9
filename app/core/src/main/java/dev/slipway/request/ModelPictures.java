// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes requests of one picture each, as the service makes them of its callers' pictures.
public final class ModelPictures {

  /// A file is held while it is decoded.
  private static final long MOST_BYTES = 512L << 20;

  private final ImageInputs inputs;

  private ModelPictures(ImageInputs inputs) {
    this.inputs = inputs;
  }

  /// Whether a model takes what looks like a picture.
  public static boolean suit(Signature signature) {
    return ImageInputs.suit(signature.inputs());
  }

  /// @throws ProblemException where the model takes no picture, or it is not stated how
  public static ModelPictures of(Signature signature, ImageSettings settings)
      throws ProblemException {
    try {
      return new ModelPictures(ImageInputs.of(signature.inputs(), settings));
    } catch (PreparationException refused) {
      throw ModelInputs.problem(refused);
    }
  }

  /// @throws ProblemException where the file is none of a picture that can be read
  public Map<String, Tensor> request(Path file) throws ProblemException {
    if (!Files.isRegularFile(file)) {
      throw unreadable(file, "There is no such file.", null);
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "It is larger than %,d bytes.".formatted(MOST_BYTES), null);
      }
      byte[] bytes = Files.readAllBytes(file);
      return inputs.request(PictureFile.of(bytes).decode(() -> true), TensorMemory.FRESH);
    } catch (PreparationException refused) {
      throw unreadable(file, refused.why(), refused);
    } catch (IOException failed) {
      throw unreadable(file, "Reading it failed: " + failed.getMessage(), failed);
    }
  }

  private static ProblemException unreadable(Path file, String why, @Nullable Exception cause) {
    var problem =
        Problem.input(
            "predict.image-unreadable",
            file + " cannot be read as a picture",
            why,
            "Give a PNG or JPEG file; convert another kind first.");
    return cause == null ? problem.asException() : new ProblemException(problem, cause);
  }
}
