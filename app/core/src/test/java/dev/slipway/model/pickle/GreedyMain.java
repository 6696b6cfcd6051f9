// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads files of which each grows as much as its form lets it, in a heap that holds little more
/// than what the reader counts.
final class GreedyMain {

  static final String REFUSED = "what it describes takes more than the 16 MB of memory";

  private static final Bounds BOUNDS =
      new Bounds(64 << 20, 64 << 20, 16 << 20, 50_000_000, 1000, Duration.ofMinutes(1));

  private GreedyMain() {}

  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      System.out.println(file.getFileName() + ": " + end(file));
    }
  }

  private static String end(Path file) throws IOException {
    try {
      PickleFile.open(file, new Meter(BOUNDS), new Imports());
      return "read";
    } catch (MalformedException e) {
      return e.reason().replace(" that it may have", "");
    }
  }

  /// One value again and again, kept in a list.
  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("numbers", many("J\u0001\u0002\u0003\u0004"));
    files.put("long numbers", many("\u008a\u0008\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"));
    files.put("reals", many("G\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"));
    files.put("truths", many("\u0088"));
    files.put("lists", many("]"));
    files.put("lists of one", many("]Na"));
    files.put("dictionaries", many("}"));
    files.put("dictionaries of one", many("}NNs"));
    files.put("tuples", many("N\u0085"));
    files.put("texts", many("\u008c\u0003abc"));
    files.put("wide texts", many("\u008c\u0003\u00e2\u0082\u00ac"));
    files.put("bytes", many("C\u0003abc"));
    files.put("sets", many("\u008f"));
    files.put("calls", many("h\u0001)R"));
    files.put("objects", many("h\u0001)\u0081}b"));
    files.put("references", many("h\u0002"));
    files.put("kept", many("N\u0094"));
    files.put("bytes as numbers", numbers());
    return files;
  }

  private static byte[] many(String ops) {
    int count = (5 << 20) / Math.max(2, ops.length());
    return new PickleWriter()
        .name("a", "B")
        .ops("q\u00010Nq\u00020](")
        .ops(ops.repeat(count))
        .ops("e")
        .stop();
  }

  private static byte[] numbers() {
    return new PickleWriter().array("u1", true, new byte[3 << 20], 3 << 10, 1 << 10).stop();
  }
}
