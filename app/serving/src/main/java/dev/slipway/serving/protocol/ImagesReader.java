// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads pictures that a model is asked about, each the Base64 of a JPEG or a PNG:
///
/// ```json
/// {"images": ["/9j/4AAQSkZJRg…", "iVBORw0KGgo…"]}
/// ```
public final class ImagesReader {

  /// What a byte of JSON takes until its pictures are read: the file that becomes of it, what came,
  /// and up to four times as much while escapes are taken out, as some write each `/`.
  public static final int WHILE_READ = 6;

  /// @param images most of one request
  /// @param pixels most of one picture
  public record Limits(int images, int pixels) {}

  private final int most;

  /// @param most pictures of one request
  public ImagesReader(int most) {
    this.most = most;
  }

  /// @throws InferenceException that blames the caller, saying what must change and where
  public ImagesRequest images(byte[] body, int length) throws InferenceException {
    var json = new JsonScanner(body, 0, length);
    Optional<String> id = Optional.empty();
    List<byte[]> files = new ArrayList<>();
    boolean known = false;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "id" -> id = Optional.of(json.string());
        case "images" -> {
          if (known) {
            throw InferenceException.invalid("'images' is there twice");
          }
          read(json, files);
          known = true;
        }
        default ->
            throw InferenceException.invalid(
                "only 'images' and 'id' are taken here; tensors go to /v2/models/NAME/infer");
      }
      more = json.another('}');
    }
    json.expectEnd();
    if (files.isEmpty()) {
      throw InferenceException.invalid("there are no images");
    }
    return new ImagesRequest(id, files);
  }

  private void read(JsonScanner json, List<byte[]> files) throws InferenceException {
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      if (files.size() == most) {
        throw new InferenceException(
            Kind.TOO_LARGE, "a request may have %d images at most".formatted(most));
      }
      int next = json.peek();
      if (next != '"' && next != 0) {
        throw misread(files.size());
      }
      try {
        files.add(Base64.getDecoder().decode(json.stringBytes()));
      } catch (IllegalArgumentException noBase64) {
        throw misread(files.size());
      }
      more = json.another(']');
    }
  }

  private static InferenceException misread(int at) {
    return InferenceException.invalid(
        "images[%d] must be the Base64 of a JPEG or a PNG".formatted(at));
  }
}
