// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import dev.slipway.serving.protocol.JsonWriter;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Events as JSON, one a line. A thread of its own writes them, so that a slow reader of the output
/// never holds up a prediction; what does not fit is dropped and counted.
public final class JsonJournal implements Journal {

  private static final int CAPACITY = 8192;
  private static final String END = "";

  /// Milliseconds between a line and its being written.
  private static final int PAUSE = 5;

  /// A second and its text, without the zone.
  private record Second(long epoch, String text) {}

  private final PrintStream out;
  private final InstantSource clock;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
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
    JsonWriter json = new JsonWriter().object();
    json.key("time").value(time(clock.instant()));
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

  private void write() {
    List<String> taken = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean open = true;
    try {
      while (open) {
        taken.add(lines.take());
        // Under load a line comes every few microseconds: they are written together.
        TimeUnit.MILLISECONDS.sleep(PAUSE);
        lines.drainTo(taken);
        open = !taken.contains(END);
        taken.forEach(line -> text.append(line).append(line.isEmpty() ? "" : "\n"));
        out.print(text);
        out.flush();
        taken.clear();
        text.setLength(0);
        long lost = dropped.sumThenReset();
        if (lost > 0) {
          warning("journal-overflow", Map.of("dropped", lost));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
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
