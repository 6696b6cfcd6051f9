// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.ManifestJson;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.release.BundleComparison;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.render.GeneratedFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Real exported bundles in memory, and such as differ from them in one file.
final class TwoBundles {

  private static final JsonMapper JSON = new JsonMapper();

  /// Every target, rendered once for all tests.
  static final TwoBundles ALL = rendered(Voyager.input(), Voyager.ALL);

  private final BundleManifest manifest;
  private final SortedMap<String, byte[]> files;

  private TwoBundles(BundleManifest manifest, SortedMap<String, byte[]> files) {
    this.manifest = manifest;
    this.files = files;
  }

  static TwoBundles rendered(BundleInput input, List<String> targets) {
    try {
      List<GeneratedFile> all = Exported.files(input, targets);
      SortedMap<String, byte[]> files = new TreeMap<>();
      all.forEach(file -> files.put(file.path(), file.content().bytes()));
      byte[] json = Optional.ofNullable(files.remove(BundleManifest.FILE)).orElseThrow();
      return new TwoBundles(ManifestJson.read(json, "bundle.json"), files);
    } catch (ProblemException e) {
      throw new IllegalStateException(e.problem().toString(), e);
    }
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  String target(String file) {
    return Optional.ofNullable(manifest.files().get(file)).orElseThrow().target();
  }

  /// The same with another text in a file, as if it had been exported so.
  TwoBundles edited(String file, UnaryOperator<String> edit) {
    String text =
        new String(Optional.ofNullable(files.get(file)).orElseThrow(), StandardCharsets.UTF_8);
    String other = edit.apply(text);
    assertNotEquals(text, other, file + " was not edited");
    return with(file, Optional.of(other.getBytes(StandardCharsets.UTF_8)));
  }

  TwoBundles replaced(String file, String from, String to) {
    return edited(
        file,
        text -> {
          assertTrue(text.contains(from), () -> file + " has no " + from);
          return text.replace(from, to);
        });
  }

  TwoBundles json(String file, Consumer<JsonNode> edit) {
    return edited(
        file,
        text -> {
          try {
            JsonNode tree = JSON.readTree(text);
            edit.accept(tree);
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
          } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// The same with a file that a target of its own makes.
  TwoBundles madeBy(String target, String file) {
    SortedMap<String, BundleManifest.Entry> entries = new TreeMap<>(manifest.files());
    BundleManifest.Entry entry = Optional.ofNullable(entries.get(file)).orElseThrow();
    entries.put(file, Altered.of(entry, "target", target));
    SortedMap<String, Sha256> targets = new TreeMap<>(manifest.targets());
    targets.put(target, entry.sha256());
    return new TwoBundles(Altered.of(manifest, "files", entries, "targets", targets), files);
  }

  TwoBundles without(String file) {
    assertTrue(files.containsKey(file), file);
    return with(file, Optional.empty());
  }

  private TwoBundles with(String file, Optional<byte[]> bytes) {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    SortedMap<String, BundleManifest.Entry> entries = new TreeMap<>(manifest.files());
    BundleManifest.Entry entry = Optional.ofNullable(entries.get(file)).orElseThrow();
    if (bytes.isPresent()) {
      all.put(file, bytes.get());
      entries.put(file, Altered.of(entry, "sha256", Sha256.of(bytes.get())));
    } else {
      all.remove(file);
      entries.remove(file);
    }
    return new TwoBundles(Altered.of(manifest, "files", entries), all);
  }

  /// What is said when the other follows this one.
  ReleaseNote followedBy(TwoBundles other) throws ProblemException {
    ReleaseNote note = BundleComparison.between(snapshot("A"), other.snapshot("B"));
    return new FileChanges(note, manifest, other.manifest, this::start, other::start).judged();
  }

  private Optional<byte[]> start(String file, int most) {
    return Optional.ofNullable(files.get(file))
        .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, most)));
  }

  private BundleSnapshot snapshot(String name) {
    SortedMap<String, Sha256> present = new TreeMap<>();
    files.forEach((file, bytes) -> present.put(file, Sha256.of(bytes)));
    Sha256 digest = Sha256.of(manifest.files().toString().getBytes(StandardCharsets.UTF_8));
    return new BundleSnapshot(
        name,
        digest,
        manifest,
        present,
        Set.of(),
        new Beside(new TreeMap<>(), Optional.empty(), List.of()));
  }

  /// A text without the line that holds this, and what stands deeper below it.
  static String withoutBlock(String text, String first) {
    var kept = new StringBuilder();
    int depth = -1;
    boolean found = false;
    for (String line : text.split("\n")) {
      int indent = line.length() - line.stripLeading().length();
      if (depth >= 0 && (line.isBlank() || indent > depth)) {
        continue;
      }
      depth = -1;
      if (line.contains(first) && !found) {
        depth = indent;
        found = true;
        continue;
      }
      kept.append(line).append('\n');
    }
    assertTrue(found, first);
    return kept.toString();
  }
}
