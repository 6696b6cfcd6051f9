// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.measure.golden.Golden;
import dev.slipway.verify.check.BundleFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A bundle whose service runs.
///
/// @param root its folder
record Stand(Path root, BundleFolder bundle, ServiceSheet sheet, RunningService service) {

  static Stand of(Path root) throws Exception {
    BundleFolder bundle = BundleFolder.open(root);
    ServiceSheet sheet = ServiceSheet.of(bundle);
    RunningService service = ProcessService.start(bundle, sheet);
    RehearsalRun.awaitReady(service, new Http(), System.nanoTime());
    return new Stand(root, bundle, sheet, service);
  }

  /// What the checks look at, with another service before this one.
  Rehearsal rehearsal(RunningService before) throws Exception {
    var http = new Http();
    Path model = root.resolve("docker/app/model");
    String text = Files.readString(model.resolve("golden.json"));
    return new Rehearsal(
        bundle,
        sheet,
        before,
        http,
        model.resolve("model.onnx"),
        Golden.parse(text, "golden.json"),
        Rehearsal.requests(text),
        Rehearsal.asked(before, http, sheet, Rehearsal.requests(text)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2));
  }
}
