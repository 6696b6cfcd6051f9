// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.AlteredInput;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.ManifestJson;
import dev.slipway.bundle.SamplePlan;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Kind;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.model.Signature;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.LatencyBuckets;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.serving.tensor.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operations is told when one bundle follows another.
final class BundleComparisonTest {

  private static final List<String> TARGETS = List.of("docker", "kubernetes", "prometheus");

  private static BundleSnapshot bundle(String name, BundleInput input) throws Exception {
    return bundle(name, input, TARGETS);
  }

  private static BundleSnapshot bundle(String name, BundleInput input, List<String> targets)
      throws Exception {
    List<GeneratedFile> files = Exported.files(input, targets);
    byte[] json = files.getLast().content().bytes();
    SortedMap<String, Sha256> present = new TreeMap<>();
    files.forEach(file -> present.put(file.path(), file.content().sha256()));
    present.remove(BundleManifest.FILE);
    return new BundleSnapshot(
        name, Sha256.of(json), ManifestJson.read(json, name), present, Set.of(), nothing());
  }

  static ReleaseNote between(BundleInput before, BundleInput after) throws Exception {
    return BundleComparison.between(bundle("A", before), bundle("B", after));
  }

  private static BundleInput planned(Map<Key<?>, Object> overrides) {
    return Voyager.with(Voyager.input(), Voyager.plan(Voyager.TEXT, overrides));
  }

  static List<String> said(ReleaseNote note) {
    return note.notices().stream()
        .map(n -> n.level() + " " + n.subject() + ": " + n.what() + ": " + n.consequence())
        .toList();
  }

  @Test
  void theSameBundleChangesNothing() throws Exception {
    ReleaseNote note = between(Voyager.input(), Voyager.input());

    assertTrue(note.isEmpty());
    assertEquals(Optional.empty(), note.worst());
    assertEquals(
        new ReleaseNote(
            note.before(),
            note.after(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        note);
  }

  @Test
  void aLoweredLimitIsARiskAndNamesTheFilesThatItReaches() throws Exception {
    ReleaseNote note = between(Voyager.input(), planned(Map.of(PlanKeys.MEMORY_LIMIT, 192)));

    assertEquals(
        List.of(
            "WEAKER resources.memory-limit: Memory limit: 256 → 192 MiB: killed at a use that was"
                + " allowed before"),
        said(note));
    assertEquals(1, note.plan().size());
    assertEquals(
        Optional.of("reason of resources.memory-limit"),
        note.plan().getFirst().after().map(BundleManifest.Reason::because));
    assertEquals(
        List.of(
            changed("deploy/base/deployment.yaml", "kubernetes"),
            changed("prometheus/rules.test.yaml", "prometheus"),
            changed("prometheus/rules.yaml", "prometheus")),
        note.files());
  }

  /// Also where its value stays: somebody answers for it now.
  @Test
  void aValueThatIsSetByHandOrNoLongerIsTold() throws Exception {
    BundleInput set =
        Voyager.with(
            Voyager.input(), byHand(Voyager.plan(Voyager.TEXT), PlanKeys.MEMORY_LIMIT, 256));

    assertEquals(
        List.of(
            "NEUTRAL resources.memory-limit: Memory limit: objective → set by hand: somebody wants"
                + " it so: Ana: as last year; the plan says the same"),
        said(between(Voyager.input(), set)));
    assertEquals(
        List.of(
            "NEUTRAL resources.memory-limit: Memory limit: set by hand → objective: the plan's own"
                + " value stands again"),
        said(between(set, Voyager.input())));
  }

  private static Plan byHand(Plan own, Key<Integer> key, int value) {
    Plan.Builder plan = new Plan.Builder();
    own.choices().keySet().stream()
        .filter(each -> !each.equals(key))
        .forEach(each -> copy(own, each, plan));
    plan.put(
        key,
        new Choice<>(value, Choice.Basis.SET_BY_HAND, "Ana: as last year; the plan says the same"));
    return plan.build();
  }

  private static <T> void copy(Plan own, Key<T> key, Plan.Builder plan) {
    plan.put(key, own.choice(key));
  }

  private static FileChange changed(String file, String target) {
    return new FileChange(file, Kind.CHANGED, target, List.of("resources.memory-limit"));
  }

  @Test
  void theSameNumberTheOtherWayIsStronger() throws Exception {
    assertEquals(
        List.of(
            "STRONGER resources.memory-limit: Memory limit: 256 → 512 MiB: more room, watching or"
                + " promise than before"),
        said(between(Voyager.input(), planned(Map.of(PlanKeys.MEMORY_LIMIT, 512)))));
  }

  /// An image's limit was told in MiB before: 238 of those are 250 MB.
  @Test
  void aNumberInAnotherUnitIsNotJudged() {
    var before = new BundleManifest.Reason("238", "MiB", "objective", "");
    var after = new BundleManifest.Reason("250", "MB", "objective", "");

    assertEquals(
        List.of(Level.UNJUDGED),
        ReleaseRisks.ofPlan(
                List.of(
                    new ReleaseNote.Change(
                        PlanKeys.IMAGE_LIMIT.name(),
                        "Image limit",
                        Optional.of(before),
                        Optional.of(after))))
            .stream()
            .map(each -> each.level())
            .toList());
  }

  @Test
  void aNumberThatNoRuleKnowsIsNotJudged() throws Exception {
    ReleaseNote note = between(Voyager.input(), planned(Map.of(PlanKeys.HEAP_PERCENT, 50)));

    assertEquals(List.of(Level.UNJUDGED), note.notices().stream().map(Notice::level).toList());
    assertEquals(
        "Nothing is known to break or to be weaker, but 1 change is not judged: read what follows.",
        note.headline());
  }

  @Test
  void whatBreaksStandsFirst() throws Exception {
    ReleaseNote note =
        between(
            Voyager.input(),
            planned(
                Map.of(
                    PlanKeys.REPLICAS_MAX, 8,
                    PlanKeys.LIVENESS_FAILURES, 6,
                    PlanKeys.SERVICE_PORT, 9090)));

    assertEquals(
        List.of(Level.BREAKING, Level.WEAKER, Level.STRONGER),
        note.notices().stream().map(Notice::level).toList());
    assertEquals(
        List.of("service.port", "probes.liveness-failures", "replicas.max"),
        note.notices().stream().map(Notice::subject).toList());
  }

  /// A rule that no change can meet would be a promise that nobody keeps.
  @Test
  void everyRuleOfTheListSpeaksWhenItsNumberMoves() throws Exception {
    BundleSnapshot before = bundle("A", Voyager.input());
    for (PlanRisk risk : PlanRisk.ALL) {
      String value =
          Objects.requireNonNull(before.manifest().reasons().get(risk.key().name())).value();
      Map<Key<?>, Object> moved = Map.of(risk.key(), moved(risk, value));

      ReleaseNote note = BundleComparison.between(before, bundle("B", planned(moved)));

      assertEquals(
          List.of(risk.level() + " " + risk.key().name() + ": " + risk.consequence()),
          note.notices().stream()
              .map(n -> n.level() + " " + n.subject() + ": " + n.consequence())
              .toList(),
          risk.toString());
    }
  }

  /// Another value; another limit is a bucket of the histogram too.
  private static Object moved(PlanRisk risk, String value) {
    boolean lower = risk.direction() == PlanRisk.Direction.LOWERED;
    Class<?> type = risk.key().type();
    if (type == Integer.class) {
      return Integer.parseInt(value) + (lower ? -1 : 1);
    }
    if (type == Double.class) {
      return Double.parseDouble(value) * (lower ? 0.9 : 1.0001);
    }
    if (type == Duration.class) {
      return Duration.ofMillis(lower ? 20 : 100);
    }
    return type == LatencyBuckets.class ? SamplePlan.buckets(value + ",2") : value + ",2";
  }

  @Test
  void anotherModelUnderTheSameVersionIsARiskAndItsSignatureIsShown() throws Exception {
    Signature old = Voyager.input().inspection().signature();
    Signature wider =
        new Signature(
            List.of(
                SignatureComparisonTest.tensor(
                    old.inputs().getFirst().name(), DataType.FP32, -1, 12)),
            old.outputs());

    ReleaseNote note =
        between(Voyager.input(), AlteredInput.taking(wider, ByteContent.of("another model")));

    assertEquals(
        List.of(
            "BREAKING input %s: FP32 [batch, 11] → FP32 [batch, 12]: requests made for the old model are refused"
                .formatted(old.inputs().getFirst().name()),
            "WEAKER version: both say 1.4.0, and their models differ: answers and metrics of the"
                + " two cannot be told apart"),
        said(note));
    assertEquals(1, note.signature().size());
    assertTrue(note.files().stream().anyMatch(f -> f.path().endsWith("model.onnx")));
  }

  @Test
  void anotherNameBreaksAndATargetThatIsGoneIsARisk() throws Exception {
    BundleInput input = Voyager.input();
    BundleInput renamed = Voyager.named(input, "wine", "1.5.0");

    ReleaseNote note =
        BundleComparison.between(bundle("A", input), bundle("B", renamed, List.of("docker")));

    assertEquals(
        List.of(
            "BREAKING project: wine-quality → wine: it is another service: callers, dashboards and"
                + " alerts know the old name",
            "WEAKER target kubernetes: no longer exported: what was applied from its files stays as"
                + " it is until somebody removes it",
            "WEAKER target prometheus: no longer exported: what was applied from its files stays as"
                + " it is until somebody removes it"),
        said(note));
    assertTrue(
        note.files().stream()
            .anyMatch(f -> f.path().equals("prometheus/rules.yaml") && f.kind() == Kind.REMOVED));
  }

  @Test
  void filesOnDiskAreComparedNotPromises(@TempDir Path temp) throws Exception {
    Path bundle = Exported.in(temp, Voyager.input(), TARGETS.toArray(String[]::new));
    BundleSnapshot before = snapshot(bundle);
    Exported.replace(bundle.resolve("docker/Dockerfile"), "FROM", "# mine\nFROM");
    Files.delete(bundle.resolve("prometheus/rules.yaml"));

    ReleaseNote note = BundleComparison.between(before, snapshot(bundle));

    assertEquals(
        List.of(
            new FileChange(
                "docker/Dockerfile", Kind.CHANGED, "docker", List.of("a change by hand")),
            new FileChange("prometheus/rules.yaml", Kind.REMOVED, "prometheus", List.of())),
        note.files());
    assertEquals(
        List.of(
            "WEAKER files: "
                + bundle
                + " is not as it was exported: docker/Dockerfile, prometheus/rules.yaml: its"
                + " reasons and its verification are not of these bytes"),
        said(note));
  }

  private static BundleSnapshot snapshot(Path bundle) throws Exception {
    try (BundleSource source = BundleSource.open(bundle)) {
      return source.snapshot();
    }
  }

  @Test
  void aBundleOfAnOlderVersionIsComparedAsFarAsItGoes() throws Exception {
    BundleSnapshot now = bundle("B", Voyager.input());
    BundleManifest m = now.manifest();
    BundleSnapshot old =
        new BundleSnapshot(
            "A",
            Sha256.of(new byte[] {1}),
            Altered.of(
                m,
                "signature",
                Optional.empty(),
                "evidence",
                new TreeMap<>(),
                "checks",
                new TreeMap<>()),
            now.present(),
            Set.of(),
            nothing());

    ReleaseNote note = BundleComparison.between(old, now);

    assertEquals(
        List.of(
            "UNJUDGED signature: one of the two bundles does not say what goes in and what comes"
                + " out: whether callers must change could not be looked at"),
        said(note));
    assertEquals(m.evidence().size(), note.evidence().size());
  }

  private static Beside nothing() {
    return new Beside(new TreeMap<>(), Optional.empty(), List.of());
  }
}
