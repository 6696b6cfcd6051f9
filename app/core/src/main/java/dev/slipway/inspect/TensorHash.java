// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Sha256;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Hashes the values of constants: the same for the same values, whether they are kept as raw
/// bytes, as a list, or beside the model.
final class TensorHash {

  private TensorHash() {}

  /// By name, of the main graph's constants.
  static Map<String, Sha256> all(MemorySegment model, Path file)
      throws MalformedException, IOException {
    Map<String, Sha256> hashes = new HashMap<>();
    var cursor = new ProtoCursor(model);
    while (cursor.next()) {
      if (cursor.field() == 7) {
        ProtoCursor graph = cursor.message();
        while (graph.next()) {
          if (graph.field() == 5) {
            String name = ConstantValues.nameOf(graph.message());
            of(graph.message(), file).ifPresent(hash -> hashes.put(name, hash));
          }
        }
      }
    }
    return hashes;
  }

  private static Optional<Sha256> of(ProtoCursor tensor, Path file)
      throws MalformedException, IOException {
    ElementType element = ElementType.UNDEFINED;
    Optional<MemorySegment> values = Optional.empty();
    Map<String, String> external = new TreeMap<>();
    while (tensor.next()) {
      switch (tensor.field()) {
        case 2 -> element = ElementType.numbered(tensor.number());
        case 4, 9, 10 -> values = tensor.isBytes() ? Optional.of(tensor.bytes()) : values;
        case 5, 7 -> values = Optional.of(packed(tensor, element));
        case 13 -> new Quota().entry(tensor.message(), external);
        default -> {}
      }
    }
    if (external.isEmpty()) {
      return values.map(NodeSettings::hash);
    }
    try (Arena arena = Arena.ofConfined()) {
      Optional<ExternalPlace> place = ExternalPlace.of(file, external);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      try (FileChannel channel = FileChannel.open(place.get().file())) {
        return Optional.of(NodeSettings.hash(place.get().mapped(channel, arena)));
      }
    }
  }

  /// Integers of a list, as raw bytes would have them.
  private static MemorySegment packed(ProtoCursor tensor, ElementType element)
      throws MalformedException {
    int width = Math.clamp(element.bytes(1), 1, 8);
    long count = tensor.count(0);
    if (count > ConstantValues.MOST_VARINTS) {
      return tensor.bytes();
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(count * width)).order(ByteOrder.LITTLE_ENDIAN);
    tensor.numbers(number -> {
      for (int i = 0; i < width; i++) {
        bytes.put((byte) (number >> (8 * i)));
      }
    });
    return MemorySegment.ofArray(bytes.array());
  }
}
