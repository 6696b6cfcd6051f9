// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import java.util.List;

/// The paths that tell how the service is, on the inference port and on that of management. What
/// asks them from outside, such as a probe or a scrape, is held to these.
public final class OipPaths {

  /// Whether a restart would help.
  public static final String LIVE = "/v2/health/live";

  /// Whether requests should come.
  public static final String READY = "/v2/health/ready";

  /// On the management port alone.
  public static final String METRICS = "/metrics";

  /// Where rows by name are answered, beside the protocol's tensors.
  public static final String ROWS = "/v1/rows";

  /// Where texts are answered as rows are.
  public static final String TEXTS = "/v1/texts";

  /// Where texts are answered with vectors, in the form that clients of other services send.
  public static final String EMBEDDINGS = "/v1/embeddings";

  /// Where pictures are answered as rows are.
  public static final String IMAGES = "/v1/images";

  private OipPaths() {}

  /// Where a model is described, with its version and without.
  static List<String> ofModel(String name, String version) {
    return List.of("/v2/models/" + name, "/v2/models/" + name + "/versions/" + version);
  }

  /// Every path that says whether requests should come to a model.
  public static List<String> readiness(String model, String version) {
    List<String> paths = ofModel(model, version);
    return List.of(READY, paths.getFirst() + "/ready", paths.getLast() + "/ready");
  }
}
