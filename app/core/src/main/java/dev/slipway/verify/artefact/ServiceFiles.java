// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.manifest.Quantities;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the files of a bundle say of how its service runs.
public final class ServiceFiles {

  private static final Pattern IN_CONTEXT =
      Pattern.compile("((?:[A-Za-z0-9._-]+/)*)app/conf/serving\\.properties");

  private final Artefacts artefacts;
  private final JsonNode pod;
  private final JsonNode composed;

  public ServiceFiles(BundleFolder bundle) {
    artefacts = new Artefacts(bundle);
    JsonNode deployment = artefacts.deployment().orElse(MissingNode.getInstance());
    pod = deployment.at("/spec/template/spec");
    composed =
        artefacts
            .compose()
            .flatMap(file -> Artefacts.served(artefacts.tree(file)))
            .orElse(MissingNode.getInstance());
  }

  /// Settings of the serving runtime; empty when the bundle has none.
  public Map<String, String> settings() {
    return artefacts.settings().map(artefacts::properties).orElse(Map.of());
  }

  /// File of the settings.
  public Optional<String> settingsFile() {
    return artefacts.settings();
  }

  /// Folder that the image is built in: the bundle's own as "", any other with a slash at its end.
  /// Empty where no settings lie where an image has them; and where a name would mean more than a
  /// folder on a class path.
  public Optional<String> context() {
    return settingsFile().map(IN_CONTEXT::matcher).filter(Matcher::matches).map(at -> at.group(1));
  }

  public Optional<String> dockerfile() {
    return artefacts.dockerfile();
  }

  /// Cores that the manifest, or else Compose, allows.
  public Optional<BigDecimal> cpuLimit() {
    return Quantities.value(pod.at("/containers/0/resources/limits/cpu"))
        .or(() -> Quantities.value(composed.at("/deploy/resources/limits/cpus")));
  }

  /// Bytes that the manifest, or else Compose, allows.
  public Optional<BigDecimal> memoryLimit() {
    return Quantities.value(pod.at("/containers/0/resources/limits/memory"))
        .or(() -> composeMemory());
  }

  private Optional<BigDecimal> composeMemory() {
    String text = composed.at("/deploy/resources/limits/memory").asText("");
    return text.matches("[0-9]+[mM][bB]?")
        ? Optional.of(new BigDecimal(text.replaceAll("[^0-9]", "")).multiply(MEBIBYTE))
        : Optional.empty();
  }

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  /// Bytes that the manifest asks for.
  public Optional<BigDecimal> memoryRequest() {
    return Quantities.value(pod.at("/containers/0/resources/requests/memory"));
  }

  /// Seconds between the stop signal and the end.
  public Optional<Integer> grace() {
    JsonNode seconds = pod.path("terminationGracePeriodSeconds");
    return seconds.isInt() ? Optional.of(seconds.asInt()) : Optional.empty();
  }
}
