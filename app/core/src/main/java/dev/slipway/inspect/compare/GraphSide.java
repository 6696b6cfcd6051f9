// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect.compare;

import dev.slipway.base.Sha256;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.NodeDetails;
import java.util.List;
import java.util.Map;

/// One of two graphs that are compared.
///
/// @param details one for each node of the graph, in its order
/// @param weights hashes of the values of its constants, by name
public record GraphSide(Graph graph, List<NodeDetails> details, Map<String, Sha256> weights) {

  public GraphSide {
    details = List.copyOf(details);
    weights = Map.copyOf(weights);
    if (details.size() != graph.nodes().size()) {
      throw new IllegalArgumentException("each node has details");
    }
  }
}
