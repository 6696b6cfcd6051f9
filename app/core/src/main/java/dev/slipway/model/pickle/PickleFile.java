// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A pickle, a joblib dump or a skops file, read as data: nothing that it names is imported,
/// nothing that it calls is called.
///
/// @param value what loading it would give
/// @param imports what loading it would import
/// @param format what it is, in words: `a joblib dump (zlib)`
public record PickleFile(Value value, List<Import> imports, String format) {

  public PickleFile {
    imports = List.copyOf(imports);
  }

  /// What a file says.
  ///
  /// @throws MalformedException where it is none of these, is damaged, or asks for more than
  ///   [Bounds] allow
  public static Value read(Path path) throws MalformedException, IOException {
    return open(path).value();
  }

  /// The same, with what it imports.
  public static PickleFile open(Path path) throws MalformedException, IOException {
    return open(path, new Meter(Bounds.of(Files.size(path))), new Imports());
  }

  /// @param imports hears of each name, also where the file turns out to be damaged
  static PickleFile open(Path path, Meter meter, Imports imports)
      throws MalformedException, IOException {
    long most = meter.bounds().file();
    if (Files.size(path) > most) {
      throw new MalformedException(
          "it has more than the %d MB that are read".formatted(most >> 20), false);
    }
    try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      in.mark(Packing.HEAD);
      byte[] head = in.readNBytes(Packing.HEAD);
      in.reset();
      PickleFile file =
          SkopsFile.matches(head)
              ? SkopsFile.open(path, meter, imports)
              : pickle(in, head, meter, imports);
      Walk.checkDepth(file.value, meter);
      return file;
    }
  }

  private static PickleFile pickle(InputStream in, byte[] head, Meter meter, Imports imports)
      throws MalformedException, IOException {
    Packing packing = Packing.of(head);
    if (packing == Packing.NONE) {
      return pickle(in, packing, meter, imports);
    }
    // What goes wrong in a compressed stream is the stream's fault.
    try (InputStream unpacked = packing.open(in)) {
      return pickle(unpacked, packing, meter, imports);
    } catch (IOException e) {
      throw new MalformedException(
          "its %s stream is cut off or damaged".formatted(packing.word()), Packing.isCutOff(e));
    }
  }

  private static PickleFile pickle(InputStream in, Packing packing, Meter meter, Imports imports)
      throws MalformedException, IOException {
    var joblib = new Joblib(meter, imports);
    var machine = new Machine(new Source(in, meter), meter, imports, Optional.of(joblib));
    Value value = machine.run();
    String kind = joblib.used() ? "a joblib dump" : "a pickle of protocol " + machine.protocol();
    String packed = packing == Packing.NONE ? "" : " (" + packing.word() + ")";
    return new PickleFile(value, imports.all(), kind + packed);
  }

  /// Whether a file begins like one of them: what follows may still be damaged, or something else
  /// where it is compressed by what takes memory to undo.
  public static boolean recognise(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      in.mark(Packing.HEAD);
      byte[] head = in.readNBytes(Packing.HEAD);
      in.reset();
      if (SkopsFile.matches(head)) {
        return SkopsFile.recognise(path);
      }
      return switch (Packing.of(head)) {
        case NONE, ZLIB, GZIP -> begins(in, Packing.of(head));
        case BZIP2, XZ, LZMA, LZ4 -> true;
      };
    } catch (IOException e) {
      // Whoever opens it next says what is wrong
      return false;
    }
  }

  private static boolean begins(InputStream in, Packing packing) throws IOException {
    try (InputStream unpacked = packing.open(in)) {
      return PickleHead.matches(Literals.latin(unpacked.readNBytes(PickleHead.LENGTH)));
    }
  }
}
