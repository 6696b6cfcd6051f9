// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.choke;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// Many connections that all do the same, driven by one thread. Who is thrown out comes back.
final class Crowd implements AutoCloseable {

  /// @param size connections that it tries to hold
  /// @param aSecond how many it opens
  /// @param every time between two drips
  record Plan(Attack attack, int size, int aSecond, Duration every) {}

  /// What has happened so far.
  ///
  /// @param answers first lines of what was answered, and how often
  record Tally(int opened, int mostAtOnce, int ended, Map<String, Integer> answers) {}

  private static final class One {
    private final ByteBuffer toSend;
    private boolean answered;

    One(byte[] opening) {
      toSend = ByteBuffer.wrap(opening);
    }
  }

  private final InetSocketAddress address;
  private final Plan plan;
  private final byte[] opening;
  private final byte[] drip;
  private final Selector selector;
  private final Thread thread;
  private final CountDownLatch allOpened = new CountDownLatch(1);
  private final ByteBuffer read = ByteBuffer.allocate(1 << 16);
  private final Map<String, Integer> answers = new TreeMap<>();
  private volatile boolean stopped;
  private int opened;
  private int ended;
  private int mostAtOnce;

  Crowd(int port, Plan plan) throws IOException {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.plan = plan;
    this.opening = plan.attack().opening();
    this.drip = plan.attack().drip();
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().daemon().name("crowd").start(this::run);
  }

  /// Returns once as many have been opened as it holds.
  void awaitOpened() throws InterruptedException {
    allOpened.await();
  }

  private void run() {
    long began = System.nanoTime();
    long lastDrip = began;
    try {
      while (!stopped) {
        long now = System.nanoTime();
        long due = plan.aSecond() * (now - began) / 1_000_000_000;
        for (int i = 0; i < 64 && opened < due && selector.keys().size() < plan.size(); i++) {
          open();
        }
        mostAtOnce = Math.max(mostAtOnce, selector.keys().size());
        if (opened >= plan.size()) {
          allOpened.countDown();
        }
        if (drip.length > 0 && now - lastDrip > plan.every().toNanos()) {
          lastDrip = now;
          selector.keys().forEach(this::drip);
        }
        selector.select(this::act, 2);
      }
    } catch (ClosedSelectorException over) {
      // It was closed without being asked what happened.
    } catch (IOException | RuntimeException broken) {
      answers.merge("the crowd broke: " + broken, 1, Integer::sum);
    } finally {
      allOpened.countDown();
      if (selector.isOpen()) {
        selector.keys().forEach(this::end);
      }
    }
  }

  private void open() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    opened++;
    try {
      boolean connected = channel.connect(address);
      channel.register(
          selector, connected ? interest(true) : SelectionKey.OP_CONNECT, new One(opening));
    } catch (IOException refused) {
      channel.close();
      ended++;
    }
  }

  private int interest(boolean writes) {
    int reads = plan.attack().reads() ? SelectionKey.OP_READ : 0;
    return reads | (writes ? SelectionKey.OP_WRITE : 0);
  }

  private void act(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    One one = (One) key.attachment();
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(interest(true));
      }
      if (key.isValid() && key.isWritable()) {
        channel.write(one.toSend);
        if (!one.toSend.hasRemaining()) {
          key.interestOps(interest(false));
          if (plan.attack().endsItsSide()) {
            channel.shutdownOutput();
          }
        }
      }
      if (key.isValid() && key.isReadable()) {
        read(key, channel, one);
      }
    } catch (IOException reset) {
      end(key);
    }
  }

  private void read(SelectionKey key, SocketChannel channel, One one) throws IOException {
    read.clear();
    int count = channel.read(read);
    if (count > 0 && !one.answered) {
      one.answered = true;
      String text = new String(read.array(), 0, Math.min(count, 12), StandardCharsets.ISO_8859_1);
      answers.merge(text.strip(), 1, Integer::sum);
    }
    if (count < 0) {
      end(key);
    }
  }

  private void drip(SelectionKey key) {
    One one = (One) key.attachment();
    if (key.isValid() && !one.toSend.hasRemaining()) {
      try {
        ((SocketChannel) key.channel()).write(ByteBuffer.wrap(drip));
      } catch (IOException reset) {
        end(key);
      }
    }
  }

  private void end(SelectionKey key) {
    ended++;
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException gone) {
      answers.merge("not closed", 1, Integer::sum);
    }
  }

  /// Ends it.
  Tally stop() throws InterruptedException {
    stopped = true;
    selector.wakeup();
    thread.join();
    return new Tally(opened, mostAtOnce, ended, new TreeMap<>(answers));
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    selector.close();
  }
}
