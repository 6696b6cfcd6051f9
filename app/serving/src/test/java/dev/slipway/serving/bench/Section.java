// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

/// A part of the benchmark that can be run alone.
@FunctionalInterface
interface Section {

  void run(Payloads payloads, Report report) throws Exception;
}
