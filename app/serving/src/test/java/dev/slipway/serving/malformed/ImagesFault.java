// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import dev.slipway.serving.SamplePicture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;

/// A way to break pictures, for a server of at most 3 pictures of 10,000 pixels.
enum ImagesFault implements NamedAttack.Fault {
  CUT_OFF,
  NO_PICTURE,
  /// The head claims more pixels than are taken.
  TOO_LARGE,
  WRONG_TYPE,
  NO_BASE64,
  NO_IMAGES,
  TOO_MANY_IMAGES,
  UNKNOWN_FIELD,
  TWICE,
  TRUNCATED_JSON,
  METHOD,
  /// Bits of a file flipped: libjpeg would answer some of them, too.
  FLIPPED,
  /// Bytes of its head and tables changed.
  CHANGED_HEAD,
  /// Any bytes anywhere in JSON: some happen to be good.
  ANY_CHANGE;

  private static final byte[] JPEG = SamplePicture.jpeg();
  private static final byte[] PNG = SamplePicture.png();

  @Override
  public boolean mayBeAnswered() {
    return this == FLIPPED || this == CHANGED_HEAD || this == ANY_CHANGE;
  }

  static byte[] good() {
    return file("image/jpeg", JPEG);
  }

  @Override
  public byte[] request(Random random) {
    byte[] sound = random.nextBoolean() ? JPEG : PNG;
    return switch (this) {
      case CUT_OFF -> either(random, Arrays.copyOf(sound, random.nextInt(sound.length - 2)));
      case NO_PICTURE -> either(random, noise(random));
      case TOO_LARGE -> either(random, claiming(random));
      case WRONG_TYPE ->
          file(pick(random, "image/webp", "multipart/form-data", "text/csv", "image/*"), sound);
      case NO_BASE64 ->
          json(
              "{\"images\":["
                  + pick(
                      random, "1", "null", "\"a b\"", "\"\\u00e9\"", "\"===\"", "{}", "nul", "[]")
                  + "]}");
      case NO_IMAGES ->
          json(pick(random, "{}", "{\"images\":[]}", "{\"images\":{}}", "[]", "null", "", "{"));
      case TOO_MANY_IMAGES ->
          json(
              "{\"images\":["
                  + String.join(",", Collections.nCopies(4 + random.nextInt(40), quoted(sound)))
                  + "]}");
      case UNKNOWN_FIELD ->
          json("{\"images\":[" + quoted(sound) + "],\"" + pick(random, "", "image", "x") + "\":1}");
      case TWICE -> json("{\"images\":[%1$s],\"images\":[%1$s]}".formatted(quoted(sound)));
      case TRUNCATED_JSON -> {
        String whole = body(sound);
        yield json(whole.substring(0, random.nextInt(whole.length())));
      }
      case METHOD -> misdirected(random);
      case FLIPPED -> either(random, flipped(sound, sound.length, random));
      case CHANGED_HEAD -> either(random, flipped(sound, Math.min(200, sound.length), random));
      case ANY_CHANGE -> post("application/json", NamedAttack.changed(body(sound), random));
    };
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    if (noise.length > 0) {
      noise[0] = 'x';
    }
    return noise;
  }

  /// A JPEG of at least 256 x 256 pixels, by what it says.
  private static byte[] claiming(Random random) {
    byte[] changed = JPEG.clone();
    int head = 0;
    while (changed[head] != (byte) 0xff || changed[head + 1] != (byte) 0xc0) {
      head++;
    }
    changed[head + 5] = (byte) (1 + random.nextInt(255));
    changed[head + 7] = (byte) (1 + random.nextInt(255));
    return changed;
  }

  private static byte[] flipped(byte[] sound, int end, Random random) {
    byte[] changed = sound.clone();
    for (int i = 0; i <= random.nextInt(6); i++) {
      changed[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] misdirected(Random random) {
    String request = new String(json(body(PNG)), StandardCharsets.ISO_8859_1);
    return (random.nextBoolean()
            ? request.replace("POST", pick(random, "GET", "PUT", "DELETE"))
            : request.replace("host: x", "inference-header-content-length: 3\r\nhost: x"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] either(Random random, byte[] picture) {
    return random.nextBoolean()
        ? file(pick(random, "image/jpeg", "image/png", "application/octet-stream"), picture)
        : json(body(picture));
  }

  private static String body(byte[] picture) {
    return "{\"images\":[" + quoted(picture) + "]}";
  }

  private static String quoted(byte[] picture) {
    return '"' + Base64.getEncoder().encodeToString(picture) + '"';
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] file(String type, byte[] picture) {
    return post(type, picture);
  }

  private static byte[] json(String body) {
    return post("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] post(String type, byte[] body) {
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        "POST /v1/images HTTP/1.1\r\nhost: x\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
            .formatted(type, body.length)
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
