// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import dev.slipway.serving.predict.InferenceException;
import java.util.List;

/// Lets a request in by what its head says, before anything is done for it.
public interface Gate {

  /// Bytes that are taken where a gate stands and nobody is asked: to tell how a service is takes
  /// less.
  int MOST_OF_STRANGERS = 1 << 10;

  /// Nobody is asked who they are.
  Gate OPEN =
      new Gate() {
        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void check(String protocol, List<String> authorization) {}
      };

  /// Whether nobody is asked, so that no header need be looked at.
  default boolean isOpen() {
    return false;
  }

  /// @param protocol `rest` or `grpc`
  /// @param authorization the values of its header `Authorization`
  /// @throws InferenceException where it is not let in
  void check(String protocol, List<String> authorization) throws InferenceException;
}
