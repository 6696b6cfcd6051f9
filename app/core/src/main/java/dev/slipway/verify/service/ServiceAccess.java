// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.BundleFolder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a bundle's service expects the secrets that its team mounts, by its own settings.
///
/// @param tokens file of its callers' tokens, where it asks for one
/// @param certificate chain in PEM, where it speaks TLS
/// @param key of the certificate
record ServiceAccess(Optional<String> tokens, Optional<String> certificate, Optional<String> key) {

  /// No part of it begins with a dot, so that none leads up.
  private static final Pattern MOUNTED =
      Pattern.compile("/app/secrets(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  private static final String TOKENS = "SLIPWAY_AUTH_TOKENS_FILE";
  private static final String CERTIFICATE = "SLIPWAY_TLS_CERTIFICATE";
  private static final String KEY = "SLIPWAY_TLS_KEY";

  static ServiceAccess of(BundleFolder bundle) {
    Map<String, String> settings = new ServiceFiles(bundle).settings();
    return new ServiceAccess(
        stated(settings, "auth.tokens-file"),
        stated(settings, "tls.certificate"),
        stated(settings, "tls.key"));
  }

  private static Optional<String> stated(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(at -> !at.isEmpty());
  }

  /// What keeps the check from putting secrets where these settings say: a bundle must not choose
  /// files of this machine. Empty where nothing does.
  Optional<String> unfit() {
    Optional<String> elsewhere =
        Stream.of(tokens, certificate, key)
            .flatMap(Optional::stream)
            .filter(file -> !MOUNTED.matcher(file).matches())
            .findFirst();
    return elsewhere
        .map(file -> file + " is not below /app/secrets.")
        .or(() ->
            certificate.isPresent() == key.isPresent()
                ? Optional.empty()
                : Optional.of("tls.certificate and tls.key come together."));
  }

  /// Whether it lets in anybody over plain HTTP.
  boolean isOpen() {
    return tokens.isEmpty() && certificate.isEmpty() && key.isEmpty();
  }

  /// Variables by which the service runs without them: where no secret is, it would not start.
  Map<String, String> off() {
    return variables(at -> "");
  }

  /// Variables by which the service finds them elsewhere.
  Map<String, String> at(Mounting place) {
    return variables(place);
  }

  /// Where a file of the image's is on this machine.
  @FunctionalInterface
  interface Mounting {
    String of(String file);
  }

  private Map<String, String> variables(Mounting place) {
    Map<String, String> variables = new TreeMap<>();
    tokens.ifPresent(file -> variables.put(TOKENS, place.of(file)));
    certificate.ifPresent(file -> variables.put(CERTIFICATE, place.of(file)));
    key.ifPresent(file -> variables.put(KEY, place.of(file)));
    return variables;
  }
}
