// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which image a file names, and which model is in it: what an export leaves open, since only a
/// registry gives a digest. `deploy/release` and the pipelines fill it in. That is what the file is
/// for, and no change by hand; and it is theirs, so that a later export leaves it as it is.
///
/// @param digest in hexadecimal digits
/// @param model the model's hash, where the file tells it
/// @param recorded other digests that a release writes down with it, by their names
public record ReleasedImage(
    String digest, Optional<String> model, SortedMap<String, String> recorded) {

  /// The digest of a file that names no image yet.
  public static final String NONE = "0".repeat(64);

  private static final Pattern DIGEST = Pattern.compile("(?<=sha256:)[0-9a-f]{64}");
  private static final Pattern MODEL = Pattern.compile("(?<=/model-sha256: \"?)[0-9a-f]{64}");

  /// Those of the record that `policy/release` keeps.
  private static final Pattern RECORDED =
      Pattern.compile("/(bundle|evidence|previous)-sha256: \"?([0-9a-f]{64})");

  /// No file that names an image is near as long.
  private static final long LONGEST = 1 << 20;

  /// The image that was filled into a file since it was exported; empty where anything else of the
  /// file changed too.
  ///
  /// @param exported hash of the file as it was exported
  /// @param model of the bundle
  public static Optional<ReleasedImage> filledIn(Path file, Sha256 exported, Sha256 model)
      throws IOException {
    return !Files.isRegularFile(file) || Files.size(file) > LONGEST
        ? Optional.empty()
        : filledIn(Files.readAllBytes(file), exported, model);
  }

  static Optional<ReleasedImage> filledIn(byte[] file, Sha256 exported, Sha256 model) {
    return in(file)
        .filter(released ->
            Sha256.of(released.without(model.hex()).writtenInto(file)).equals(exported));
  }

  /// The one image that a file names by digest.
  private static Optional<ReleasedImage> in(byte[] file) {
    String text = new String(file, ISO_8859_1);
    var digests = DIGEST.matcher(text).results().map(found -> found.group()).distinct().toList();
    return digests.size() != 1 || digests.getFirst().equals(NONE)
        ? Optional.empty()
        : Optional.of(
            new ReleasedImage(
                digests.getFirst(),
                MODEL.matcher(text).results().map(found -> found.group()).findFirst(),
                RECORDED
                    .matcher(text)
                    .results()
                    .collect(
                        Collectors.toMap(
                            found -> found.group(1),
                            found -> found.group(2),
                            (one, other) -> one,
                            TreeMap::new))));
  }

  /// What an export writes: no image yet, and the bundle's own model.
  private ReleasedImage without(String exported) {
    SortedMap<String, String> none = new TreeMap<>(recorded);
    none.replaceAll((_, _) -> NONE);
    return new ReleasedImage(NONE, Optional.of(exported), none);
  }

  /// The file, naming this image where it names none.
  byte[] filledInto(byte[] file) {
    return new String(file, ISO_8859_1).contains("sha256:" + NONE) ? writtenInto(file) : file;
  }

  private byte[] writtenInto(byte[] file) {
    String text = DIGEST.matcher(new String(file, ISO_8859_1)).replaceAll(digest);
    String told =
        model
            .map(hash -> MODEL.matcher(text).replaceAll(Matcher.quoteReplacement(hash)))
            .orElse(text);
    return RECORDED
        .matcher(told)
        .replaceAll(found ->
            found
                .group()
                .replace(found.group(2), recorded.getOrDefault(found.group(1), found.group(2))))
        .getBytes(ISO_8859_1);
  }
}
