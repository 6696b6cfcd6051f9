// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the numbers of constants: in a tensor's raw bytes or typed lists, in a file beside the
/// model, or in the lists that tree operators keep among their attributes.
final class ConstantValues {

  /// Shorter lists of an attribute are settings; a person reads them as they are.
  private static final int FEWEST = 13;

  static final int MOST_VARINTS = 4_000_000;

  private ConstantValues() {}

  static List<WeightHistogram> of(MemorySegment model, Path file, int node)
      throws MalformedException, IOException {
    List<MemorySegment> messages = GraphDetails.messages(model);
    List<WeightHistogram> found = new ArrayList<>();
    if (node < 0 || node >= messages.size()) {
      return found;
    }
    List<String> taken = new ArrayList<>();
    var cursor = new ProtoCursor(messages.get(node));
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> taken.add(cursor.text());
        case 5 -> attribute(cursor.message(), file, found);
        default -> {}
      }
    }
    Map<String, MemorySegment> tensors = tensors(model, taken);
    for (String name : taken) {
      if (tensors.containsKey(name)) {
        tensor(tensors.get(name), name, file, found);
      }
    }
    return found;
  }

  /// The messages of those initialisers that have one of these names.
  static Map<String, MemorySegment> tensors(MemorySegment model, List<String> names)
      throws MalformedException {
    Map<String, MemorySegment> found = new TreeMap<>();
    var cursor = new ProtoCursor(model);
    while (cursor.next()) {
      if (cursor.field() != 7) {
        continue;
      }
      ProtoCursor graph = cursor.message();
      while (graph.next()) {
        if (graph.field() == 5) {
          String name = nameOf(graph.message());
          if (names.contains(name)) {
            found.put(name, graph.bytes());
          }
        }
      }
    }
    return found;
  }

  static String nameOf(ProtoCursor tensor) throws MalformedException {
    String name = "";
    while (tensor.next()) {
      name = tensor.field() == 8 ? tensor.text() : name;
    }
    return name;
  }

  private static void attribute(ProtoCursor cursor, Path file, List<WeightHistogram> into)
      throws MalformedException, IOException {
    String name = "";
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> name = cursor.text();
        case 5 -> tensor(cursor.bytes(), name, file, into);
        case 7 -> {
          if (cursor.isBytes() && cursor.count(4) >= FEWEST) {
            add(name, StoredNumbers.packed(cursor.bytes(), ElementType.FLOAT), into);
          }
        }
        default -> {}
      }
    }
  }

  private static void tensor(
      MemorySegment message, String name, Path file, List<WeightHistogram> into)
      throws MalformedException, IOException {
    ElementType element = ElementType.UNDEFINED;
    Optional<MemorySegment> packed = Optional.empty();
    Optional<StoredNumbers> numbers = Optional.empty();
    Map<String, String> external = new TreeMap<>();
    var cursor = new ProtoCursor(message);
    while (cursor.next()) {
      switch (cursor.field()) {
        case 2 -> element = ElementType.numbered(cursor.number());
        case 4 -> numbers = typed(cursor, ElementType.FLOAT);
        case 5, 7 -> numbers = varints(cursor);
        case 9 -> packed = Optional.of(cursor.bytes());
        case 10 -> numbers = typed(cursor, ElementType.DOUBLE);
        case 13 -> new Quota().entry(cursor.message(), external);
        default -> {}
      }
    }
    if (!external.isEmpty()) {
      beside(file, external, element, name, into);
    } else {
      ElementType of = element;
      add(name, packed.isPresent() ? StoredNumbers.packed(packed.get(), of) : numbers, into);
    }
  }

  private static Optional<StoredNumbers> typed(ProtoCursor cursor, ElementType element)
      throws MalformedException {
    return cursor.isBytes() ? StoredNumbers.packed(cursor.bytes(), element) : Optional.empty();
  }

  private static Optional<StoredNumbers> varints(ProtoCursor cursor) throws MalformedException {
    if (!cursor.isBytes() || cursor.bytes().byteSize() > 10L * MOST_VARINTS) {
      return Optional.empty();
    }
    long[] values = new long[(int) Math.min(MOST_VARINTS, cursor.count(0))];
    int[] count = {0};
    cursor.numbers(number -> {
      if (count[0] < values.length) {
        values[count[0]++] = number;
      }
    });
    return Optional.of(new StoredNumbers(count[0], i -> (double) values[(int) i]));
  }

  private static void beside(
      Path model,
      Map<String, String> external,
      ElementType element,
      String name,
      List<WeightHistogram> into)
      throws IOException {
    Optional<ExternalPlace> place = ExternalPlace.of(model, external);
    if (place.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(place.get().file())) {
      add(name, StoredNumbers.packed(place.get().mapped(channel, arena), element), into);
    }
  }

  private static void add(
      String name, Optional<StoredNumbers> numbers, List<WeightHistogram> into) {
    numbers
        .filter(found -> found.count() > 0)
        .ifPresent(found -> into.add(WeightHistogram.of(name, found)));
  }
}
