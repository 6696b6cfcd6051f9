// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A later start's call at the first window: the path that it was given, or nothing, and the answer
/// once the window is in front.
record Visit(Meeting meeting, Optional<Path> project) {

  static final String TAKEN = "taken";

  /// No path is longer.
  private static final int LONGEST = 64 * 1024;

  /// Whether the first window has taken it, within a time.
  boolean isTaken(Duration within) {
    try (SocketChannel channel = SocketChannel.open(meeting.address())) {
      var answer = new CompletableFuture<Boolean>();
      Thread.ofVirtual().start(() -> answer.complete(ask(channel)));
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | ExecutionException | TimeoutException e) {
      // Nobody listens there, or who does is hung.
      return false;
    }
  }

  private boolean ask(SocketChannel channel) {
    try {
      write(channel, project.map(Path::toString).orElse(""));
      channel.shutdownOutput();
      return read(channel).equals(TAKEN);
    } catch (IOException e) {
      return false;
    }
  }

  static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static String read(SocketChannel channel) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
  }
}
