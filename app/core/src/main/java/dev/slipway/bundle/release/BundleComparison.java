// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.bundle.release.ReleaseNote.Change;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Kind;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.TemplateChange;
import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From two bundles to the release note. Pure: it sees manifests and hashes.
public final class BundleComparison {

  private static final Map<String, Key<?>> KEYS =
      PlanKeys.ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, key -> key));
  private static final List<String> ORDER = PlanKeys.ALL.stream().map(Key::name).toList();

  private BundleComparison() {}

  /// What changes when the second follows the first.
  public static ReleaseNote between(BundleSnapshot before, BundleSnapshot after) {
    BundleManifest a = before.manifest();
    BundleManifest b = after.manifest();
    List<Change> plan = new ArrayList<>(changes(a.reasons(), b.reasons()));
    plan.sort(Comparator.comparingInt(change -> place(change.key())));
    List<Change> evidence = changes(a.evidence(), b.evidence());
    SignatureComparison signature = SignatureComparison.between(a.signature(), b.signature());
    List<TemplateChange> templates = templates(a, b);
    List<Notice> notices = new ArrayList<>(ReleaseRisks.ofIdentity(before, after, templates));
    notices.addAll(signature.notices());
    notices.addAll(ReleaseRisks.ofPlan(plan));
    notices.addAll(ReleaseRisks.ofEvidence(a, b));
    notices.sort(Comparator.comparing(Notice::level));
    return new ReleaseNote(
        side(before),
        side(after),
        notices,
        signature.changes(),
        evidence,
        plan,
        templates,
        files(before, after, plan));
  }

  private static ReleaseNote.Side side(BundleSnapshot bundle) {
    BundleManifest manifest = bundle.manifest();
    return new ReleaseNote.Side(
        bundle.name(),
        manifest.project(),
        manifest.version(),
        manifest.tool(),
        manifest.model(),
        bundle.digest());
  }

  private static int place(String key) {
    int place = ORDER.indexOf(key);
    return place < 0 ? ORDER.size() : place;
  }

  /// Values that differ, or stand on other ground; a reason told in other words is no change.
  private static List<Change> changes(
      SortedMap<String, BundleManifest.Reason> before,
      SortedMap<String, BundleManifest.Reason> after) {
    List<Change> changes = new ArrayList<>();
    differing(
        before,
        after,
        BundleManifest.Reason::isSameValue,
        (key, pair) -> {
          Key<?> known = KEYS.get(key);
          changes.add(
              new Change(key, known == null ? "" : known.title(), pair.before(), pair.after()));
        });
    return changes;
  }

  private static List<TemplateChange> templates(BundleManifest a, BundleManifest b) {
    List<TemplateChange> changes = new ArrayList<>();
    differing(
        a.targets(),
        b.targets(),
        Sha256::equals,
        (target, pair) -> changes.add(new TemplateChange(target, pair.before(), pair.after())));
    return changes;
  }

  private static List<FileChange> files(
      BundleSnapshot before, BundleSnapshot after, List<Change> plan) {
    Set<String> changedKeys = plan.stream().map(Change::key).collect(Collectors.toSet());
    List<FileChange> files = new ArrayList<>();
    Set<String> paths = new TreeSet<>(before.manifest().files().keySet());
    paths.addAll(after.manifest().files().keySet());
    for (String path : paths) {
      BundleManifest.Entry old = before.manifest().files().get(path);
      BundleManifest.Entry now = after.manifest().files().get(path);
      Sha256 oldBytes = before.present().get(path);
      Sha256 newBytes = after.present().get(path);
      BundleManifest.Entry entry = Objects.requireNonNull(now == null ? old : now);
      if (oldBytes == null && newBytes == null) {
        continue;
      }
      if (oldBytes == null || newBytes == null) {
        Kind kind = oldBytes == null ? Kind.ADDED : Kind.REMOVED;
        files.add(new FileChange(path, kind, entry.target(), List.of()));
      } else if (!oldBytes.equals(newBytes) || isExecutable(old) != isExecutable(now)) {
        List<String> because = because(old, now, changedKeys);
        boolean wasReleased = before.released().contains(path);
        boolean isReleased = after.released().contains(path);
        if (wasReleased || isReleased) {
          because.add("the image that was released");
        }
        if ((!wasReleased && isByHand(old, oldBytes)) || (!isReleased && isByHand(now, newBytes))) {
          because.add("a change by hand");
        }
        files.add(new FileChange(path, Kind.CHANGED, entry.target(), because));
      }
    }
    files.addAll(beside(before.beside(), after.beside()));
    files.sort(Comparator.comparing(FileChange::path));
    return files;
  }

  /// What differs beside the files that were exported.
  private static List<FileChange> beside(Beside before, Beside after) {
    List<FileChange> files = new ArrayList<>();
    differing(
        before.own(),
        after.own(),
        Sha256::equals,
        (path, pair) -> files.add(new FileChange(path, kind(pair), "", List.of("the team's own"))));
    if (!before.signature().equals(after.signature())) {
      var pair = new BeforeAfter<>(before.signature(), after.signature());
      files.add(
          new FileChange(
              BundleManifest.SIGNATURE, kind(pair), "", List.of("the signature of bundle.json")));
    }
    differing(
        strays(before),
        strays(after),
        Stray::equals,
        (path, pair) ->
            files.add(
                new FileChange(
                    path,
                    kind(pair),
                    "",
                    List.of(
                        "not listed in bundle.json: "
                            + pair.after().or(pair::before).map(Stray::what).orElse("")))));
    return files;
  }

  private static SortedMap<String, Stray> strays(Beside beside) {
    SortedMap<String, Stray> strays = new TreeMap<>();
    beside.strays().forEach(stray -> strays.putIfAbsent(stray.path(), stray));
    return strays;
  }

  private static Kind kind(BeforeAfter<?> pair) {
    return pair.before().isEmpty()
        ? Kind.ADDED
        : pair.after().isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  private static boolean isByHand(BundleManifest.@Nullable Entry entry, Sha256 present) {
    return entry != null && !entry.sha256().equals(present);
  }

  private static boolean isExecutable(BundleManifest.@Nullable Entry entry) {
    return entry != null && entry.executable();
  }

  private static List<String> because(
      BundleManifest.@Nullable Entry old,
      BundleManifest.@Nullable Entry now,
      Set<String> changedKeys) {
    List<String> because = new ArrayList<>();
    if (old == null || now == null) {
      return because;
    }
    if (isExecutable(old) != isExecutable(now)) {
      because.add(now.executable() ? "executable now" : "no longer executable");
    }
    if (!old.template().equals(now.template())
        || !old.templateSha256().equals(now.templateSha256())) {
      because.add("its template");
    }
    now.uses().stream().filter(changedKeys::contains).forEach(because::add);
    return because;
  }

  /// A value on both sides; empty where there is none.
  private record BeforeAfter<T>(Optional<T> before, Optional<T> after) {}

  private static <T> void differing(
      SortedMap<String, T> before,
      SortedMap<String, T> after,
      BiPredicate<T, T> same,
      BiConsumer<String, BeforeAfter<T>> found) {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      Optional<T> a = Optional.ofNullable(before.get(key));
      Optional<T> b = Optional.ofNullable(after.get(key));
      if (a.isEmpty() || b.isEmpty() || !same.test(a.get(), b.get())) {
        found.accept(key, new BeforeAfter<>(a, b));
      }
    }
  }
}
