// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.verify.check.BundleFolder;

/// The processor of this machine, on which what an image holds is run as a process.
final class ThisProcessor {

  /// As a bundle's folders call it: `amd64` or `arm64`.
  static final String NAME =
      System.getProperty("os.arch", "").matches("aarch64|arm64") ? "arm64" : "amd64";

  private ThisProcessor() {}

  /// Whether an image holds native libraries for it.
  ///
  /// @param context the folder that the image is built in, with a slash at its end
  static boolean isServed(BundleFolder bundle, String context) {
    String natives = context + "native/" + NAME + "/";
    return !bundle.everywhere(file -> file.startsWith(natives)).isEmpty();
  }
}
