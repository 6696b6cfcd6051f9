// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import java.net.URI;

/// The same requests to the serving runtime, which runs in another process of this machine.
///
/// @param alone what the model alone was asked to do
/// @param url of the service
/// @param process its number, by which its CPU time is told from that of others
public record ServedJob(ProfileJob alone, URI url, long process) implements Job {

  /// The model's name in the service.
  public static final String MODEL = "measured";
}
