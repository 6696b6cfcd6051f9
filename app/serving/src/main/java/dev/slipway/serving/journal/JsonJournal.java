// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import dev.slipway.serving.protocol.JsonWriter;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/// Events as JSON, one a line. A thread of its own writes them, so that a slow reader of the output
/// never holds up a prediction; what does not fit is dropped and counted.
public final class JsonJournal implements Journal {

  private static final int CAPACITY = 8192;
  private static final String END = "";

  private final PrintStream out;
  private final InstantSource clock;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;

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
    JsonWriter json = new JsonWriter().object();
    json.key("time").value(clock.instant().toString());
    json.key("level").value(level).key("event").value(event);
    fields.forEach((name, value) -> field(json.key(name), value));
    if (!lines.offer(json.endObject().toString())) {
      dropped.increment();
    }
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

  private void write() {
    try {
      while (true) {
        String line = lines.take();
        if (line.equals(END)) {
          return;
        }
        print(line);
        long lost = dropped.sumThenReset();
        if (lost > 0) {
          warning("journal-overflow", Map.of("dropped", lost));
        }
        if (lines.isEmpty()) {
          out.flush();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(String line) {
    out.print(line);
    out.print('\n');
  }

  @Override
  public void close() {
    try {
      lines.put(END);
      writer.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    out.flush();
  }
}
