// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import java.util.ArrayList;
import java.util.Comparator;
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

  /// What a change means, the worst first.
  public enum Level {
    /// Callers or operations must act, or something stops working.
    BREAKING,
    /// Less protection, watching or room than before: it shows under load, at a failure, or never.
    WEAKER,
    /// Nobody said what it means: no rule knows the place, or what is known does not tell.
    UNJUDGED,
    /// More protection, watching or room than before.
    STRONGER,
    /// Neither; good to know.
    NEUTRAL
  }

  /// @param subject the key, tensor, target, file or fact that it is about
  /// @param what old and new, for a person
  /// @param consequence what that means, for whom, and what to do; empty where nobody knows
  /// @param files where the change stands; empty where it stands in `bundle.json`
  public record Notice(
      Level level, String subject, String what, String consequence, List<String> files) {
    public Notice {
      files = List.copyOf(files);
    }

    public Notice(Level level, String subject, String what, String consequence) {
      this(level, subject, what, consequence, List.of());
    }
  }

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

  /// The same with what else is known of the change, the worst first.
  public ReleaseNote with(List<Notice> all) {
    List<Notice> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Notice::level));
    return new ReleaseNote(before, after, sorted, signature, evidence, plan, templates, files);
  }

  /// How many changes are of a level.
  public long count(Level level) {
    return notices.stream().filter(notice -> notice.level() == level).count();
  }

  /// What all of it comes to. That nothing is known to be worse is said alone only where every
  /// change was judged.
  public String headline() {
    if (isEmpty()) {
      return "Nothing changes: the two bundles are the same, byte for byte.";
    }
    long breaking = count(Level.BREAKING);
    long weaker = count(Level.WEAKER);
    long open = count(Level.UNJUDGED);
    String unjudged =
        open == 0 ? "" : Words.count(open, "change") + (open == 1 ? " is" : " are") + " not judged";
    if (breaking == 0 && weaker == 0) {
      return "Nothing is known to break or to be weaker"
          + (open == 0 ? "." : ", but " + unjudged + ": read what follows.");
    }
    List<String> parts = new ArrayList<>();
    if (breaking > 0) {
      parts.add(
          Words.count(breaking, "change") + (breaking == 1 ? " breaks" : " break") + " something");
    }
    if (weaker > 0) {
      parts.add(
          (breaking > 0 ? String.valueOf(weaker) : Words.count(weaker, "change"))
              + (weaker == 1 ? " makes" : " make")
              + " something weaker");
    }
    if (open > 0) {
      parts.add(open + (open == 1 ? " is" : " are") + " not judged");
    }
    return String.join(", ", parts) + ".";
  }

  /// The worst level there is a notice of.
  public Optional<Level> worst() {
    return notices.stream().map(Notice::level).min(Level::compareTo);
  }
}
