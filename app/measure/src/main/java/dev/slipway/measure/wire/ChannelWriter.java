// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Writes as much of a message as the network takes now.
final class ChannelWriter {

  /// Bytes of a write. A channel copies all that remains of an array at each call, so a message of
  /// megabytes would be copied anew for each part that the network takes, on the sender's clock.
  private static final int PIECE = 1 << 17;

  private ChannelWriter() {}

  /// @param message whose position moves behind what was taken
  static void write(WritableByteChannel channel, ByteBuffer message) throws IOException {
    int end = message.limit();
    int taken;
    int piece;
    do {
      piece = Math.min(PIECE, message.remaining());
      message.limit(message.position() + piece);
      try {
        taken = channel.write(message);
      } finally {
        message.limit(end);
      }
    } while (taken == piece && message.hasRemaining());
  }
}
