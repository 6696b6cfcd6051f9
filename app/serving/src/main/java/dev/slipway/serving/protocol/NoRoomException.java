// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.io.Serial;

/// There is no memory for a request's tensors beside those of others. None was taken.
public final class NoRoomException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  NoRoomException() {
    super("no room", null, false, false);
  }
}
