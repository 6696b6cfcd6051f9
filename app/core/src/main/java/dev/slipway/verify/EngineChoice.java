// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

/// What the service is started in.
public enum EngineChoice {
  /// A container when an engine answers, else a process.
  AUTO,
  /// A container; without an engine nothing is started.
  CONTAINER,
  /// A process of this machine, even when there is an engine.
  PROCESS,
  /// Nothing is started: only the files are checked.
  NONE
}
