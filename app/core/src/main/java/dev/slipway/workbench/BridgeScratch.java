// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.HeldFolder;
import dev.slipway.base.Json;
import dev.slipway.base.Sha256;
import dev.slipway.model.Origin;
import dev.slipway.model.bridge.OnnxNotes;
import dev.slipway.model.bridge.Returned;
import dev.slipway.model.bridge.Script;
import dev.slipway.workbench.bridge.BridgeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of one crossing, which go with it, or with the next one where Slipway was killed:
/// one that the script has for itself, and one of Slipway's beside the ONNX model's place, where
/// what is taken in waits for its verdict.
///
/// @param script holds the folder of the script
/// @param taken what the script's process never hears of
record BridgeScratch(HeldFolder script, HeldFolder taken) implements AutoCloseable {

  private static final String KIND = "slipway-bridge";

  static BridgeScratch make(Path onnx) throws IOException {
    Path beside = Optional.ofNullable(onnx.toAbsolutePath().getParent()).orElseThrow();
    Files.createDirectories(beside);
    HeldFolder script = HeldFolder.make(Path.of(System.getProperty("java.io.tmpdir")), KIND);
    try {
      Files.createDirectory(script.folder().resolve("run"));
      return new BridgeScratch(script, HeldFolder.make(beside, "." + KIND));
    } catch (IOException e) {
      script.close();
      throw e;
    }
  }

  /// Where the script runs.
  Path folder() {
    return script.folder().resolve("run");
  }

  void write(byte[] text, BridgeRows rows) throws IOException {
    Files.write(folder().resolve(Script.FILE), text);
    rows.write(folder());
  }

  /// The exported file, out of reach of anything that the script may have left running.
  Path takeIn(Returned returned) throws IOException {
    Path draft = taken.folder().resolve("model.onnx");
    Files.copy(returned.onnx(), draft, LinkOption.NOFOLLOW_LINKS);
    // What the script left running may have put a link there, which a note would be written through
    if (!Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(draft.getFileName() + " became another file while it was taken in");
    }
    return draft;
  }

  /// Writes into the model where it comes from, and the columns of the one input that takes them.
  void note(
      Path draft, Returned returned, String name, Sha256 original, SortedMap<String, String> facts)
      throws IOException {
    Map<String, String> notes = new TreeMap<>();
    notes.put(
        Origin.METADATA, Origin.metadata(facts.getOrDefault("class", ""), name, original, facts));
    if (!returned.columns().isEmpty()) {
      notes.put("slipway.features", Json.line(returned.columns()));
    }
    OnnxNotes.append(draft, notes);
  }

  @Override
  public void close() {
    script.close();
    taken.close();
  }
}
