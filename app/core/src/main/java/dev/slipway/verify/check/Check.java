// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

/// Looks at a bundle's files and reports what it finds.
public interface Check {

  /// What is checked, for progress: a short noun phrase.
  String title();

  void look(BundleFolder bundle, Report report) throws InterruptedException;
}
