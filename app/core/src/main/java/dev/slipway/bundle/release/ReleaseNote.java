// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleManifest;
import java.util.List;
import java.util.Optional;

/// What changes for operations when one bundle follows another.
///
/// @param notices what can hurt, the worst first
/// @param signature inputs and outputs of the model that differ
/// @param evidence what was measured and differs
/// @param plan numbers of the plan that differ, in the plan's order
/// @param templates targets that came, went or have other templates
/// @param files files that came, went or differ, by path
public record ReleaseNote(
    Side before,
    Side after,
    List<Notice> notices,
    List<TensorChange> signature,
    List<Change> evidence,
    List<Change> plan,
    List<TemplateChange> templates,
    List<FileChange> files) {

  public ReleaseNote {
    notices = List.copyOf(notices);
    signature = List.copyOf(signature);
    evidence = List.copyOf(evidence);
    plan = List.copyOf(plan);
    templates = List.copyOf(templates);
    files = List.copyOf(files);
  }

  /// One of the two bundles.
  ///
  /// @param digest hash of its `bundle.json`
  public record Side(
      String name, String project, String version, String tool, Sha256 model, Sha256 digest) {}

  /// How much a change can hurt.
  public enum Level {
    /// Callers or operations must act, or something stops working.
    BREAKING,
    /// Goes wrong under load, at a failure, or unseen.
    RISK,
    /// Good to know.
    NOTE
  }

  /// @param subject the key, tensor, target or file that it is about
  /// @param what old and new, for a person
  /// @param consequence what that means in operation
  public record Notice(Level level, String subject, String what, String consequence) {}

  /// An input or output of the model, such as `FP32 [batch, 11]`; empty where there is none.
  public record TensorChange(
      String kind, String name, Optional<String> before, Optional<String> after) {}

  /// A value with its reason on both sides; empty where there is none.
  public record Change(
      String key,
      String title,
      Optional<BundleManifest.Reason> before,
      Optional<BundleManifest.Reason> after) {}

  /// Hash over a target's templates; empty where the bundle lacks the target.
  public record TemplateChange(String target, Optional<Sha256> before, Optional<Sha256> after) {}

  /// What happened to a file.
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /// @param because what changed that the file is made from; empty for one that came or went
  public record FileChange(String path, Kind kind, String target, List<String> because) {
    public FileChange {
      because = List.copyOf(because);
    }
  }

  /// Whether nothing differs, down to the bytes of the files, and both are as they were exported.
  public boolean isEmpty() {
    return before.digest().equals(after.digest()) && files.isEmpty() && notices.isEmpty();
  }

  /// The worst level there is a notice of.
  public Optional<Level> worst() {
    return notices.stream().map(Notice::level).min(Level::compareTo);
  }
}
