// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.model.MalformedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A skops file: a zip archive with a tree of nodes in `schema.json`, and the arrays that it names
/// in files beside it. Nothing of it is written to the disk.
final class SkopsFile {

  static final String SCHEMA = "schema.json";

  private static final int TAIL = 1 << 16;
  private static final int MOST_ENTRIES = 100_000;

  private final ZipFile zip;
  private final Meter meter;

  private SkopsFile(ZipFile zip, Meter meter) {
    this.zip = zip;
    this.meter = meter;
  }

  /// Whether it is a zip archive, which may still be another than one of skops.
  static boolean matches(byte[] head) {
    return Literals.latin(head).startsWith("PK\u0003\u0004");
  }

  /// Whether the archive's list of entries, which is at its end, has skops's own.
  static boolean recognise(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      var tail = ByteBuffer.allocate((int) Math.min(TAIL, channel.size()));
      channel.read(tail, channel.size() - tail.capacity());
      return Literals.latin(tail.array()).contains(SCHEMA);
    }
  }

  static PickleFile open(Path path, Meter meter, Imports imports)
      throws MalformedException, IOException {
    try (var zip = new ZipFile(path.toFile())) {
      var file = new SkopsFile(zip, meter);
      file.checkEntries();
      Value schema = SkopsJson.read(file.bytes(SCHEMA), meter);
      var nodes = new SkopsNodes(file, meter, imports);
      nodes.nameAll(schema);
      Value value = nodes.value(schema);
      return new PickleFile(value, imports.all(), "a skops file");
    } catch (JsonProcessingException e) {
      throw new MalformedException("its schema.json is no JSON, or is nested without end", false);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedException("its zip archive is damaged", Packing.isCutOff(e));
    }
  }

  /// Names that could lead out of a folder are the sign of a hostile file, though no file is
  /// written; of two entries with one name, two readers could take one each.
  private void checkEntries() throws MalformedException {
    if (zip.size() > MOST_ENTRIES) {
      throw new MalformedException("its zip archive has %d entries".formatted(zip.size()), false);
    }
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      String name = all.nextElement().getName();
      if (!names.add(name)) {
        throw new MalformedException("its zip archive has two entries " + name, false);
      }
      if (name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")
          || List.of(name.split("/", -1)).contains("..")) {
        throw new MalformedException("its zip archive names a file outside of it", false);
      }
    }
    if (!names.contains(SCHEMA)) {
      throw new MalformedException("it is a zip archive without schema.json, so no skops", false);
    }
  }

  /// The unpacked bytes of an entry.
  Source entry(String name) throws MalformedException, IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      throw new MalformedException("its zip archive lacks " + name, false);
    }
    return new Source(new BufferedInputStream(zip.getInputStream(entry)), meter);
  }

  /// All of them, counted as held.
  byte[] bytes(String name) throws MalformedException, IOException {
    try (Source source = entry(name)) {
      return source.rest();
    }
  }
}
