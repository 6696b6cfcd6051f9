// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.instance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The window that later starts on the same home come to. It listens from its beginning; who comes
/// before it is ready waits.
public final class FirstWindow implements AutoCloseable {

  /// What the window does with a later start.
  @FunctionalInterface
  public interface Host {

    /// Comes to the front and opens what the start was given. Called on a thread of its own;
    /// returns once the window has done so.
    void take(Optional<Path> project) throws InterruptedException;
  }

  private static final System.Logger LOG = System.getLogger(FirstWindow.class.getName());

  private final FileChannel lock;
  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel server;
  private final CompletableFuture<Host> host = new CompletableFuture<>();

  private FirstWindow(
      FileChannel lock, UnixDomainSocketAddress address, ServerSocketChannel server) {
    this.lock = lock;
    this.address = address;
    this.server = server;
  }

  static FirstWindow begin(Meeting meeting, FileChannel lock) throws IOException {
    boolean listens = false;
    try {
      UnixDomainSocketAddress address = meeting.freshAddress();
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(address);
      var window = new FirstWindow(lock, address, server);
      Thread.ofVirtual().name("slipway-later-starts").start(window::listen);
      listens = true;
      return window;
    } finally {
      if (!listens) {
        lock.close();
      }
    }
  }

  /// From now on later starts are taken.
  public void receive(Host ready) {
    host.complete(ready);
  }

  /// The next start is the first.
  @Override
  public void close() {
    try (lock;
        server) {
      Files.deleteIfExists(address.getPath());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the next start removes " + address, e);
    }
  }

  private void listen() {
    while (true) {
      try {
        SocketChannel visitor = server.accept();
        Thread.ofVirtual().start(() -> serve(visitor));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "later starts are not heard any more", e);
        return;
      }
    }
  }

  private void serve(SocketChannel visitor) {
    try (visitor) {
      String project = Visit.read(visitor);
      host.get().take(project.isEmpty() ? Optional.empty() : Optional.of(Path.of(project)));
      Visit.write(visitor, Visit.TAKEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ExecutionException | InvalidPathException e) {
      LOG.log(System.Logger.Level.DEBUG, "a later start was not taken", e);
    }
  }
}
