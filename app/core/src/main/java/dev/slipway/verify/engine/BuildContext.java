// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A build context as it is sent. The client library refuses a Dockerfile that `.dockerignore`
/// leaves out, which the engine's own command line sends all the same: where there is such a file,
/// the context is copied and the Dockerfile let in.
record BuildContext(Path folder, Path dockerfile, boolean copied) implements AutoCloseable {

  private static final String IGNORE = ".dockerignore";

  static BuildContext of(BuildOrder order) throws IOException {
    if (!Files.exists(order.context().resolve(IGNORE))) {
      return new BuildContext(order.context(), order.dockerfile(), false);
    }
    Path folder = Files.createTempDirectory("slipway-context");
    Path dockerfile =
        folder.resolve(
            order.context().toAbsolutePath().relativize(order.dockerfile().toAbsolutePath()));
    BuildContext copy = new BuildContext(folder, dockerfile, true);
    try {
      copy(order.context(), folder);
      String rules = Files.readString(order.context().resolve(IGNORE));
      String name = folder.relativize(dockerfile).toString().replace('\\', '/');
      Files.writeString(folder.resolve(IGNORE), rules + "\n!" + name + "\n");
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else if (!file.equals(from.resolve(IGNORE))) {
          // A link stays one, as Docker's own client sends it: what it leads to is not the
          // bundle's.
          Files.copy(file, target, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!copied) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
