// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// A bundle of the built-in targets on disk, whole or broken on purpose.
public final class Exported {

  /// Reads and compiles the templates once for all tests of a process.
  private static final BundleRenderer RENDERER = renderer();

  /// Unpacked and hashed once too: it is large.
  private static final List<RuntimeFile> RUNTIME = unpacked();

  private Exported() {}

  private static BundleRenderer renderer() {
    try {
      return new BundleRenderer(TargetCatalogue.builtIn());
    } catch (ProblemException e) {
      throw new IllegalStateException(e.problem().toString(), e);
    }
  }

  private static List<RuntimeFile> unpacked() {
    try {
      return ServingRuntime.running().files();
    } catch (ProblemException e) {
      throw new IllegalStateException(e.problem().toString(), e);
    }
  }

  /// The serving runtime that these tests run with.
  public static List<RuntimeFile> runtime() {
    return RUNTIME;
  }

  /// Every generated file of the named targets, in memory.
  public static List<GeneratedFile> files(BundleInput input, List<String> targets)
      throws ProblemException {
    return RENDERER.render(input, targets);
  }

  /// The same with the hashes of a team's own files.
  public static List<GeneratedFile> files(
      BundleInput input, List<String> targets, SortedMap<String, Sha256> own)
      throws ProblemException {
    return RENDERER.render(input, targets, own);
  }

  /// Writes it into the folder `bundle` of the named one.
  public static Path in(Path folder, BundleInput input, String... targets) throws Exception {
    Path bundle = folder.resolve("bundle");
    new BundleWriter().write(files(input, List.of(targets)), bundle, Overwrite.REPLACE_EDITED);
    return bundle;
  }

  /// Breaks a file; that there was something to break is asserted.
  public static void replace(Path file, String from, String to) throws Exception {
    String text = Files.readString(file);
    assertTrue(text.contains(from), () -> file + " has no " + from);
    Files.writeString(file, text.replace(from, to));
  }
}
