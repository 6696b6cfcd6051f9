// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A bundle at one moment, without the contents of its files.
///
/// @param name where it was read from, for a person
/// @param digest hash of its `bundle.json`: what a release names
/// @param present hashes of the files that are there, by path; those that `bundle.json` names alone
/// @param released files into which a released image was filled since, and nothing else
/// @param beside what lies there beside the files that `bundle.json` names
public record BundleSnapshot(
    String name,
    Sha256 digest,
    BundleManifest manifest,
    SortedMap<String, Sha256> present,
    Set<String> released,
    Beside beside) {

  public BundleSnapshot {
    released = Set.copyOf(released);
  }

  /// Files that are not as they were exported, or are gone; a released image is no change by hand.
  public List<String> changedByHand() {
    return manifest.files().entrySet().stream()
        .filter(entry -> !entry.getValue().sha256().equals(present.get(entry.getKey())))
        .filter(entry -> !released.contains(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The team's own files that came, went or changed since the export.
  public List<String> ownSinceExport() {
    SortedMap<String, Sha256> exported = manifest.own();
    SortedSet<String> paths = new TreeSet<>(exported.keySet());
    paths.addAll(beside.own().keySet());
    paths.removeIf(path -> Objects.equals(exported.get(path), beside.own().get(path)));
    return List.copyOf(paths);
  }

  /// Hash of the bundle as it lies there: its digest while it holds exactly what it held when it
  /// was exported, another one for every change by hand and for everything that came beside it.
  public Sha256 asItLies() {
    var text = new StringBuilder(digest.hex());
    for (String path : changedByHand()) {
      String now = Optional.ofNullable(present.get(path)).map(Sha256::hex).orElse("gone");
      text.append('\n').append(now).append(' ').append(path);
    }
    for (String path : ownSinceExport()) {
      String now = Optional.ofNullable(beside.own().get(path)).map(Sha256::hex).orElse("gone");
      text.append('\n').append(now).append(' ').append(path);
    }
    for (Stray stray : beside.strays()) {
      String now = stray.sha256().map(Sha256::hex).orElse("no file");
      text.append('\n').append(now).append(' ').append(stray.said());
    }
    return text.length() == digest.hex().length()
        ? digest
        : Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
