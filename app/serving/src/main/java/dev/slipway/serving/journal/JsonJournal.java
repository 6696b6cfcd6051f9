// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import dev.slipway.serving.protocol.JsonWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Events as JSON, one a line. A thread of its own writes them, so that a slow reader of the output
/// never holds up a prediction; what does not fit is dropped and counted.
public final class JsonJournal implements Journal {

  /// Characters that may wait to be written: some 10,000 lines.
  private static final int CAPACITY = 1 << 21;

  /// Milliseconds between a line and its being written.
  private static final int PAUSE = 5;

  /// A second and its text, without the zone.
  private record Second(long epoch, String text) {}

  private final PrintStream out;
  private final InstantSource clock;
  private final Thread writer;
  private final Object lock = new Object();

  // All guarded by the lock.
  private final StringBuilder waiting = new StringBuilder();
  private long dropped;
  private boolean closed;

  private volatile Second latest = new Second(Long.MIN_VALUE, "");

  public JsonJournal(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.writer = Thread.ofPlatform().daemon().name("journal").unstarted(this::write);
  }

  /// Starts writing.
  public JsonJournal start() {
    writer.start();
    return this;
  }

  @Override
  public void info(String event, Map<String, Object> fields) {
    take("INFO", event, fields);
  }

  @Override
  public void warning(String event, Map<String, Object> fields) {
    take("WARN", event, fields);
  }

  private void take(String level, String event, Map<String, Object> fields) {
    String line = line(level, event, fields);
    synchronized (lock) {
      if (waiting.length() + line.length() > CAPACITY) {
        dropped++;
        return;
      }
      if (waiting.isEmpty()) {
        lock.notifyAll();
      }
      waiting.append(line).append('\n');
    }
  }

  private String line(String level, String event, Map<String, Object> fields) {
    JsonWriter json = new JsonWriter().object();
    json.key("time").value(time(clock.instant()));
    json.key("level").value(level).key("event").value(event);
    fields.forEach((name, value) -> field(json.key(name), value));
    return json.endObject().toString();
  }

  private static void field(JsonWriter json, Object value) {
    switch (value) {
      case Boolean flag -> json.value(flag);
      case Integer number -> json.value(number.longValue());
      case Long number -> json.value(number);
      case Double number when Double.isFinite(number) -> json.value(number);
      default -> json.value(value.toString());
    }
  }

  /// As [Instant#toString] with microseconds; formatting a date anew for each line took as long as
  /// a small prediction.
  private String time(Instant instant) {
    Second second = latest;
    if (second.epoch() != instant.getEpochSecond()) {
      String text = Instant.ofEpochSecond(instant.getEpochSecond()).toString();
      second = new Second(instant.getEpochSecond(), text.substring(0, text.length() - 1));
      latest = second;
    }
    String micros = Integer.toString(1_000_000 + instant.getNano() / 1_000);
    return second.text() + '.' + micros.substring(1) + 'Z';
  }

  /// Until it is closed and nothing waits.
  private void write() {
    try {
      boolean open = true;
      while (open) {
        open = awaitLine();
        // Under load a line comes every few microseconds: they are written together.
        TimeUnit.MILLISECONDS.sleep(PAUSE);
        out.writeBytes(taken().getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when no more will come.
  private boolean awaitLine() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !closed) {
        lock.wait();
      }
      return !closed;
    }
  }

  private String taken() {
    synchronized (lock) {
      if (dropped > 0) {
        String told = line("WARN", "journal-overflow", Map.of("dropped", dropped));
        waiting.append(told).append('\n');
        dropped = 0;
      }
      String text = waiting.toString();
      waiting.setLength(0);
      return text;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    out.flush();
  }
}
