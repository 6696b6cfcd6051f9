// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.Bytes;
import java.util.Optional;

/// How a container is, and under which limits.
///
/// @param exitCode empty while it runs
/// @param health what its health check says: `starting`, `healthy`, `unhealthy`; empty without one
/// @param outOfMemory whether the kernel killed it for its memory
/// @param cpus in thousandths of a core; zero for no limit
public record ContainerState(
    Status status,
    Optional<Integer> exitCode,
    Optional<String> health,
    boolean outOfMemory,
    String user,
    boolean readOnly,
    int cpus,
    Bytes memory) {

  /// Where a container is in its life.
  public enum Status {
    RUNNING,
    ENDED
  }
}
