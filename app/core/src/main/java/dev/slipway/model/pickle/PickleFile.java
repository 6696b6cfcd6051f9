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

/// A pickle or a joblib dump, read as data: nothing that it names is imported, nothing that it
/// calls is called.
///
/// @param value what loading it would give
/// @param imports what loading it would import
/// @param protocol of the pickle, 0 to 5
/// @param joblib whether arrays stand in it as joblib writes them
public record PickleFile(
    Value value, List<Import> imports, Packing packing, int protocol, boolean joblib) {

  private static final int HEAD = 6;

  public PickleFile {
    imports = List.copyOf(imports);
  }

  /// What a pickle or a joblib dump says.
  ///
  /// @throws MalformedException where it is none, is damaged, or asks for more than [Bounds] allow
  public static Value read(Path path) throws MalformedException, IOException {
    return open(path).value();
  }

  /// The same, with what it imports.
  public static PickleFile open(Path path) throws MalformedException, IOException {
    return open(path, Bounds.of(Files.size(path)));
  }

  static PickleFile open(Path path, Bounds bounds) throws MalformedException, IOException {
    if (Files.size(path) > bounds.file()) {
      throw new MalformedException(
          "it has more than the %d MB that are read".formatted(bounds.file() >> 20), false);
    }
    try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      in.mark(HEAD);
      Packing packing = Packing.of(in.readNBytes(HEAD));
      in.reset();
      return packing == Packing.NONE
          ? read(in, packing, bounds)
          : unpacked(in, packing, bounds);
    }
  }

  /// Whatever goes wrong in a compressed stream is the stream's fault.
  private static PickleFile unpacked(InputStream in, Packing packing, Bounds bounds)
      throws MalformedException {
    try {
      return read(packing.open(in), packing, bounds);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedException(
          "its %s stream is cut off or damaged".formatted(packing.word()), false);
    }
  }

  private static PickleFile read(InputStream in, Packing packing, Bounds bounds)
      throws MalformedException, IOException {
    var meter = new Meter(bounds);
    var imports = new Imports();
    var joblib = new Joblib(meter, imports);
    var machine = new Machine(new Source(in, meter), meter, imports, Optional.of(joblib));
    Value value = machine.run();
    return new PickleFile(value, imports.all(), packing, machine.protocol(), joblib.used());
  }
}
