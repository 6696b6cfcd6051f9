// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import dev.slipway.serving.predict.InferenceException;
import java.util.List;

/// Lets a request in by what its head says, before anything is done for it.
@FunctionalInterface
public interface Gate {

  /// Nobody is asked who they are.
  Gate OPEN = (protocol, authorization) -> {};

  /// @param protocol `rest` or `grpc`
  /// @param authorization the values of its header `Authorization`
  /// @throws InferenceException where it is not let in
  void check(String protocol, List<String> authorization) throws InferenceException;
}
