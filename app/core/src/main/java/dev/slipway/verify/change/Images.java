// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Images of containers and the bases that they are built on: digests say what runs, tags do not.
final class Images implements Rule {

  private static final Set<String> NAMES = Set.of("image", "Image", "FROM", "digest");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  @Override
  public Optional<Meaning> of(Place place) {
    if (place.path().isEmpty()) {
      return Optional.empty();
    }
    String name = place.path().getLast();
    if (place.isGone()) {
      return place.path().equals(List.of("image", name)) ? taken(place, name) : Optional.empty();
    }
    if (name.equals("repository") && place.path().contains("image")) {
      return Optional.of(elsewhere("image", place));
    }
    if (place.path().getFirst().equals("image") && place.path().size() == 2) {
      return instruction(place, name);
    }
    return NAMES.contains(name) && place.isChanged() && text(place.before()).isPresent()
        ? Optional.of(moved(place, text(place.before()).get(), place.after().asText()))
        : Optional.empty();
  }

  /// Instructions of the last stage of a Dockerfile.
  private static Optional<Meaning> instruction(Place place, String name) {
    return switch (name) {
      case "FROM", "digest" ->
          Optional.of(moved(place, place.before().asText(), place.after().asText()));
      case "USER" ->
          Optional.of(
              place.after().asText().matches("(0|root)(:.*)?")
                  ? new Meaning(
                      Level.WEAKER,
                      "user of the image",
                      place.change(),
                      "the container runs as root: who breaks out of it owns the machine")
                  : new Meaning(
                      Level.NEUTRAL,
                      "user of the image",
                      place.change(),
                      "another user: files of volumes must be its own"));
      case "HEALTHCHECK" ->
          Optional.of(
              new Meaning(
                  Level.WEAKER,
                  "health check of the image",
                  place.change(),
                  "what counts as alive is another: try it under load"));
      default -> Optional.empty();
    };
  }

  /// An instruction of the last stage that is gone: what the base image says counts.
  private static Optional<Meaning> taken(Place place, String name) {
    return switch (name) {
      case "USER" ->
          Optional.of(
              new Meaning(
                  Level.WEAKER,
                  "user of the image",
                  place.change(),
                  "the base image decides who it runs as, root by default: keep it"));
      case "HEALTHCHECK" ->
          Optional.of(
              new Meaning(
                  Level.WEAKER,
                  "health check of the image",
                  place.change(),
                  "a container that hangs is not noticed: keep it"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Meaning moved(Place place, String before, String after) {
    String subject = place.item().equals("image") ? "image" : "image of " + place.item();
    boolean was = DIGEST.matcher(before).find();
    boolean is = DIGEST.matcher(after).find();
    if (was && !is) {
      return new Meaning(
          Level.WEAKER, subject, "digest → tag", "what runs can change unseen: name its digest");
    }
    if (!repository(before).equals(repository(after))) {
      return elsewhere(subject, place);
    }
    if (is && !was) {
      return new Meaning(Level.STRONGER, subject, "tag → digest", "what runs cannot change unseen");
    }
    if (is && tag(before).equals(tag(after))) {
      return new Meaning(
          Level.NEUTRAL, subject, "another digest", "another image of the same name: the release");
    }
    if (!is && (after.matches(".*:latest( .*)?") || !after.contains(":"))) {
      return new Meaning(
          Level.WEAKER, subject, place.change(), "what runs can change unseen: name its digest");
    }
    return Packages.order(tag(before), tag(after)) < 0
        ? new Meaning(
            Level.WEAKER, subject, place.change(), "an older one: known faults may come back")
        : new Meaning(
            Level.UNJUDGED, subject, place.change(), "another version: its notes say what changed");
  }

  private static Meaning elsewhere(String subject, Place place) {
    return new Meaning(
        Level.UNJUDGED,
        subject,
        place.change(),
        "it comes from elsewhere: whether that is trusted and can be reached is to be asked");
  }

  private static String repository(String image) {
    String bare = bare(image);
    int colon = bare.lastIndexOf(':');
    return colon > bare.lastIndexOf('/') ? bare.substring(0, colon) : bare;
  }

  /// Empty where there is none; a digest is none.
  private static String tag(String image) {
    String bare = bare(image);
    int colon = bare.lastIndexOf(':');
    return colon > bare.lastIndexOf('/') && !DIGEST.matcher(bare).matches()
        ? bare.substring(colon + 1)
        : "";
  }

  private static String bare(String image) {
    return image.replaceFirst("(?i) as .*", "").replaceFirst("@.*", "").strip();
  }
}
