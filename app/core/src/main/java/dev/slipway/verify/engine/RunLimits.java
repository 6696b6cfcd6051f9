// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.Bytes;
import java.util.List;
import java.util.Optional;

/// What a container may use and do.
///
/// @param cpus in thousandths of a core; zero for no limit
/// @param memory without swap; zero for no limit
/// @param pids most processes and threads; zero for no limit
/// @param writable folders held in memory, such as `/tmp`, when the rest is read-only
/// @param user numeric user, with an optional group; empty for the image's own
public record RunLimits(
    int cpus,
    Bytes memory,
    int pids,
    RootFileSystem root,
    Privileges privileges,
    List<String> writable,
    Optional<String> user) {

  /// Whether the container may write to its image's files.
  public enum RootFileSystem {
    READ_ONLY,
    WRITABLE
  }

  /// What the kernel lets the processes do.
  public enum Privileges {
    /// No capability, and none to be gained.
    NONE,
    ENGINE_DEFAULT
  }

  public RunLimits {
    if (cpus < 0 || pids < 0) {
      throw new IllegalArgumentException("a limit is not negative: " + cpus + ", " + pids);
    }
    writable = List.copyOf(writable);
  }

  /// What a hardened service gets: read-only but for `/tmp`, no privileges, 512 processes.
  public static RunLimits hardened(int cpus, Bytes memory) {
    return new RunLimits(
        cpus,
        memory,
        512,
        RootFileSystem.READ_ONLY,
        Privileges.NONE,
        List.of("/tmp"),
        Optional.empty());
  }
}
