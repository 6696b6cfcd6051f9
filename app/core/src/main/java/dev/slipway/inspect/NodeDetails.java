// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.util.List;
import java.util.Optional;

/// One node as its file has it: how it is set, what it takes and what it makes.
public record NodeDetails(List<Setting> settings, List<Value> inputs, List<Value> outputs) {

  public NodeDetails {
    settings = List.copyOf(settings);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// An attribute.
  ///
  /// @param text its value for a person; long ones are cut
  /// @param numbers how many numbers it holds; 0 where it holds something else
  /// @param hash of all of it, for comparison
  public record Setting(String name, String text, long numbers, Sha256 hash) {}

  /// A value that is handed from node to node.
  ///
  /// @param type such as `float [batch × 4]`; empty where the file does not say and it does not
  ///   follow
  /// @param stated whether the file says so, or it follows from what the file says
  /// @param constant where it is one of the model's constants
  public record Value(String name, String type, boolean stated, Optional<Constant> constant) {}

  /// What a constant takes.
  ///
  /// @param count number of its values
  public record Constant(long count, Bytes size) {}
}
