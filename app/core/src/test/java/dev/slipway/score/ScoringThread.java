// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the process that scores does, on a thread of this one: for tests of what is made of its
/// answers, of which each would start a Java runtime several times.
final class ScoringThread extends Process {

  private final Pipe to = Pipe.open();
  private final Pipe from = Pipe.open();
  private final Thread thread;

  private ScoringThread() throws IOException {
    thread = Thread.ofPlatform().name("instead of a process that scores").start(this::score);
  }

  /// @param jvm which is not started
  static Process start(ChildJvm jvm, List<String> options) throws IOException {
    return new ScoringThread();
  }

  private void score() {
    try (var in =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(to.source()), StandardCharsets.UTF_8));
        var out =
            new PrintStream(Channels.newOutputStream(from.sink()), true, StandardCharsets.UTF_8)) {
      ScoringMain.answer(in, out, memory -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return Channels.newOutputStream(to.sink());
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(from.source());
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    thread.join();
    return 0;
  }

  @Override
  public int exitValue() {
    if (thread.isAlive()) {
      throw new IllegalThreadStateException("it is at work");
    }
    return 0;
  }

  /// Ends it once it has answered what it was asked last.
  @Override
  public void destroy() {
    try {
      to.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
