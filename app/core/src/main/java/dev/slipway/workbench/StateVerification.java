// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes what a verification found as statements of in-toto's attestation framework, version 1,
/// for those who decide by attestations: each is about the digest of `bundle.json`, and through it
/// about every file; about the team's own files; and about the files that name an image released
/// since.
///
/// The predicates are [test
/// result](https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md) 0.1 and
/// [simple verification
/// result](https://github.com/in-toto/attestation/blob/main/spec/predicates/svr.md) 0.1. What they
/// have no field for, stands under a name of Slipway's own, as the framework allows.
public final class StateVerification {

  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
  private static final String SUMMARY = "https://in-toto.io/attestation/svr/v0.1";
  private static final String OURS = "https://slipway.dev/attestation/";

  private static final Pattern IMAGE = Pattern.compile("([^@\\s]+)@sha256:([0-9a-f]{64})");

  private final ObjectMapper mapper = new ObjectMapper();
  private final InstantSource clock;
  private final String version;

  /// @param version of Slipway
  StateVerification(InstantSource clock, String version) {
    this.clock = clock;
    this.version = version;
  }

  /// A bundle as it lies there before it is verified.
  ///
  /// @param bundle a folder, or a zip file
  public BundleSnapshot before(Path bundle) throws ProblemException {
    return new BundleReader().snapshot(bundle);
  }

  /// Refuses an image that no statement can be about.
  public static void checkImage(String image) throws ProblemException {
    if (!IMAGE.matcher(image).matches()) {
      throw Problem.input(
              "verify.image-without-digest",
              "The image " + image + " cannot be a subject of the statements.",
              "It is not named by its digest, and what a tag names may change.",
              "Name it as NAME@sha256:DIGEST, with the digest that the registry gave it.")
          .asException();
    }
  }

  /// Writes `test-result.json` and `verification.json`.
  ///
  /// @param bundle that was verified: a folder, or a zip file
  /// @param before what [#before] gave: of a bundle that has changed since, nothing is stated
  /// @param image the image in a registry that was built from this bundle, by its digest, where
  ///   whoever asks says so: a subject beside the bundle
  /// @param folder made where it is not there
  public List<Path> write(
      Path bundle,
      BundleSnapshot before,
      Verification verification,
      Optional<String> image,
      Path folder)
      throws ProblemException {
    if (image.isPresent()) {
      checkImage(image.get());
    }
    BundleSnapshot snapshot = new BundleReader().snapshot(bundle);
    if (!snapshot.asItLies().equals(before.asItLies())
        || !snapshot.present().equals(before.present())) {
      throw VerifyBundle.changedMeanwhile(bundle);
    }
    try {
      Files.createDirectories(folder);
      return List.of(
          write(folder.resolve("test-result.json"), testResult(snapshot, verification, image)),
          write(folder.resolve("verification.json"), summary(snapshot, verification, image)));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "verify.cannot-state",
              "The statements cannot be written to " + folder + ".",
              e.getClass().getSimpleName() + ": " + e.getMessage(),
              "Name a folder that you may write to."),
          e);
    }
  }

  private Path write(Path file, ObjectNode statement) throws IOException {
    return Files.writeString(
        file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(statement) + "\n");
  }

  /// All that was looked at: what passed, what failed, and under a name of our own what could not
  /// run here, and what was measured.
  private ObjectNode testResult(
      BundleSnapshot bundle, Verification verification, Optional<String> image) {
    ObjectNode statement = statement(bundle, TEST_RESULT, image);
    ObjectNode predicate = statement.putObject("predicate");
    List<String> open = named(verification, Finding.NotRun.class);
    predicate.put(
        "result", !verification.passed() ? "FAILED" : open.isEmpty() ? "PASSED" : "WARNED");
    resource(predicate.putArray("configuration").addObject(), BundleManifest.FILE, bundle.digest());
    put(predicate.putArray("passedTests"), named(verification, Finding.Passed.class));
    put(predicate.putArray("warnedTests"), List.of());
    put(predicate.putArray("failedTests"), named(verification, Finding.Failed.class));
    put(predicate.putArray(OURS + "not-run"), open);
    ObjectNode measured = predicate.putObject(OURS + "measured");
    verification
        .measurements()
        .forEach((key, found) ->
            measured.putObject(key).put("value", found.value()).put("unit", found.unit()));
    return statement;
  }

  /// What was verified, in short; a check that failed or could not run is no property.
  private ObjectNode summary(
      BundleSnapshot bundle, Verification verification, Optional<String> image) {
    ObjectNode statement = statement(bundle, SUMMARY, image);
    ObjectNode predicate = statement.putObject("predicate");
    predicate.putObject("verifier").put("id", "https://slipway.dev/verify/" + version);
    predicate.put("timeCreated", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    ArrayNode properties = predicate.putArray("properties");
    if (verification.passed()) {
      properties.add("SLIPWAY_BUNDLE_VERIFIED");
      if (!verification.how().equals("static")) {
        properties.add("SLIPWAY_SERVICE_RAN_AS_" + verification.how().toUpperCase(Locale.ROOT));
      }
      if (named(verification, Finding.NotRun.class).isEmpty()) {
        properties.add("SLIPWAY_EVERY_CHECK_RAN");
      }
    }
    return statement;
  }

  private ObjectNode statement(BundleSnapshot bundle, String predicate, Optional<String> image) {
    ObjectNode statement = mapper.createObjectNode();
    statement.put("_type", STATEMENT);
    ArrayNode subject = statement.putArray("subject");
    resource(subject.addObject(), BundleManifest.FILE, bundle.digest());
    image
        .map(IMAGE::matcher)
        .filter(Matcher::matches)
        .ifPresent(named ->
            subject
                .addObject()
                .put("name", named.group(1))
                .putObject("digest")
                .put("sha256", named.group(2)));
    bundle.beside().own().forEach((path, sha256) -> resource(subject.addObject(), path, sha256));
    // Not the image that they name, unless it was asked for: what was run was built anew from the
    // bundle.
    bundle.released().stream()
        .sorted()
        .forEach(path ->
            Optional.ofNullable(bundle.present().get(path))
                .ifPresent(sha256 -> resource(subject.addObject(), path, sha256)));
    return statement.put("predicateType", predicate);
  }

  private static void resource(ObjectNode node, String name, Sha256 sha256) {
    node.put("name", name).putObject("digest").put("sha256", sha256.hex());
  }

  /// Names of checks; one that failed at several places stands there once.
  private static List<String> named(Verification verification, Class<? extends Finding> kind) {
    return verification.findings().stream()
        .filter(kind::isInstance)
        .map(Finding::check)
        .distinct()
        .toList();
  }

  private static void put(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }
}
