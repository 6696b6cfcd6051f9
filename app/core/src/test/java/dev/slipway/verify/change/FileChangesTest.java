// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.verify.change.TwoBundles.withoutBlock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a release note says of the files of two bundles.
final class FileChangesTest {

  private static final String DEPLOYMENT = "deploy/base/deployment.yaml";

  private static List<String> said(ReleaseNote note, Level level) {
    return note.notices().stream()
        .filter(notice -> notice.level() == level)
        .map(n -> n.subject() + ": " + n.what())
        .toList();
  }

  /// The drift alert with its rules, its tests and its baseline are gone.
  @Test
  void driftThatIsNotWatchedAnyMoreIsWeakerAndSaidOnceEach() throws Exception {
    TwoBundles after =
        TwoBundles.ALL
            .edited("prometheus/rules.yaml", t -> withoutBlock(t, "- name: \"wine-quality.drift\""))
            .without("prometheus/drift.test.yaml")
            .without("docker/app/model/drift-baseline.json")
            .replaced(
                "docker/app/conf/serving.properties",
                "drift.baseline=/app/model/drift-baseline.json",
                "");

    ReleaseNote note = TwoBundles.ALL.followedBy(after);

    List<String> weaker = said(note, Level.WEAKER);
    assertTrue(weaker.contains("alert ModelFeatureDrifts: gone"), weaker.toString());
    assertTrue(
        weaker.stream().anyMatch(s -> s.startsWith("series inference:drift_rows:increase1d, ")),
        weaker.toString());
    assertTrue(weaker.contains("tests of the rules: gone"), weaker.toString());
    assertTrue(
        weaker.stream().anyMatch(s -> s.startsWith("drift baseline: gone")), weaker.toString());
    assertFalse(note.headline().startsWith("Nothing"), note.headline());
  }

  @Test
  void smallerPicturesThanBeforeBreakCallers() throws Exception {
    String settings = "docker/app/conf/serving.properties";
    TwoBundles before =
        TwoBundles.ALL.edited(settings, text -> text + "images.max-pixels=25000000\n");
    TwoBundles after =
        TwoBundles.ALL.edited(settings, text -> text + "images.max-pixels=12000000\n");

    assertEquals(
        List.of("largest picture: 25000000 → 12000000"),
        said(before.followedBy(after), Level.BREAKING));
    assertEquals(List.of(), said(after.followedBy(before), Level.BREAKING));
  }

  /// Opened to the outside, two more namespaces, KEDA, scale to zero: as two exports differ.
  @Test
  void aServiceThatWasOpenedToTheOutsideIsWeakerAndSaysHow() throws Exception {
    var input = Voyager.input();
    Map<String, Object> open =
        Map.of(
            "entry", "ingress",
            "host", "wine.example.org",
            "client-namespaces", "shop,web",
            "autoscaler", "keda");
    TwoBundles before = TwoBundles.rendered(input, List.of("docker", "kubernetes"));
    TwoBundles after =
        TwoBundles.rendered(
            Voyager.with(input, Voyager.project(Voyager.TEXT, Map.of("kubernetes", open))),
            List.of("docker", "kubernetes"));

    ReleaseNote note = before.followedBy(after);

    List<String> weaker = said(note, Level.WEAKER);
    for (String about :
        List.of(
            "way in wine-quality",
            "callers by network policy",
            "autoscaler",
            "KEDA's autoscaler")) {
      assertTrue(
          weaker.stream().anyMatch(said -> said.startsWith(about)), about + " not in " + weaker);
    }
    assertFalse(note.headline().startsWith("Nothing"), note.headline());
  }

  @Test
  void whatNoRuleUnderstandsIsNamedByFileAndPlace() throws Exception {
    TwoBundles after =
        TwoBundles.ALL
            .replaced(
                DEPLOYMENT,
                "enableServiceLinks: false",
                "enableServiceLinks: false\n      dnsPolicy: Default")
            .replaced("fastapi/app/settings.py", "import", "import sys\nimport");

    ReleaseNote note = TwoBundles.ALL.followedBy(after);

    assertEquals(Optional.of(Level.UNJUDGED), note.worst());
    List<String> open = said(note, Level.UNJUDGED);
    assertTrue(
        open.contains(
            DEPLOYMENT + ": Deployment/wine-quality.spec.template.spec.dnsPolicy: new: Default"),
        open.toString());
    assertTrue(
        open.stream().anyMatch(s -> s.startsWith("fastapi/app/settings.py: ")), open.toString());
    assertTrue(
        note.headline().startsWith("Nothing is known to break or to be weaker, but "),
        note.headline());
  }

  @Test
  void aFileThatCannotBeReadAnyMoreIsNotJudged() throws Exception {
    ReleaseNote note =
        TwoBundles.ALL.followedBy(
            TwoBundles.ALL.edited("deploy/base/network.yaml", text -> text + "\n\t: : ["));

    assertEquals(List.of("deploy/base/network.yaml: another content"), said(note, Level.UNJUDGED));
  }

  @Test
  void theSentenceThatAllIsWellIsSaidOnlyWhereAllWasJudged() throws Exception {
    ReleaseNote well =
        TwoBundles.ALL.followedBy(
            TwoBundles.ALL.edited(DEPLOYMENT, text -> text + "# looked at\n"));
    assertEquals("Nothing is known to break or to be weaker.", well.headline());
    for (Level level : List.of(Level.BREAKING, Level.WEAKER, Level.UNJUDGED)) {
      ReleaseNote note = well.with(List.of(new Notice(level, "a", "b", "c")));
      assertFalse(
          note.headline().startsWith("Nothing is known to break or to be weaker."),
          note.headline());
    }
  }

  /// A number that many files hold is told once, with the plan.
  @Test
  void aNumberOfThePlanIsToldOnceWithItsFiles() throws Exception {
    List<String> targets = List.of("docker", "kubernetes", "helm", "compose");
    var less = Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, 192));

    ReleaseNote note =
        TwoBundles.rendered(Voyager.input(), targets)
            .followedBy(TwoBundles.rendered(Voyager.with(Voyager.input(), less), targets));

    List<Notice> memory =
        note.notices().stream()
            .filter(n -> n.level() == Level.WEAKER || n.level() == Level.BREAKING)
            .toList();
    assertEquals(List.of("resources.memory-limit"), memory.stream().map(Notice::subject).toList());
    assertTrue(memory.getFirst().files().contains(DEPLOYMENT), memory.toString());
    assertTrue(memory.getFirst().files().contains("chart/values.yaml"), memory.toString());
    assertTrue(memory.getFirst().files().contains("compose/compose.yaml"), memory.toString());
  }

  /// Each release moves its version in many files: that alone is one line of news.
  @Test
  void aVersionThatMovesIsToldOnce() throws Exception {
    TwoBundles after =
        TwoBundles.rendered(
            Voyager.named(Voyager.input(), "wine-quality", "1.5.0"),
            List.of("docker", "kubernetes", "github", "jenkins", "runbook"));
    TwoBundles before =
        TwoBundles.rendered(
            Voyager.input(), List.of("docker", "kubernetes", "github", "jenkins", "runbook"));

    ReleaseNote note = before.followedBy(after);

    assertEquals(
        List.of("page: another content", "version of the release: 1.4.0 → 1.5.0"),
        said(note, Level.NEUTRAL));
    assertEquals("Nothing is known to break or to be weaker.", note.headline());
  }

  @Test
  void aFileThatMovesToANewTargetIsComparedStill() throws Exception {
    TwoBundles after =
        TwoBundles.ALL
            .replaced(DEPLOYMENT, "privileged: false", "privileged: true")
            .madeBy("ours", DEPLOYMENT);

    ReleaseNote note = TwoBundles.ALL.followedBy(after);

    assertEquals(List.of("privileged container: false → true"), said(note, Level.WEAKER));
  }

  @Test
  void filesOfTwoServicesAreNotCompared() throws Exception {
    TwoBundles other =
        TwoBundles.rendered(Voyager.named(Voyager.input(), "wine", "1.5.0"), List.of("runbook"));

    ReleaseNote note = TwoBundles.ALL.followedBy(other);

    assertTrue(
        said(note, Level.UNJUDGED).contains("files: those of two services"),
        note.notices().toString());
  }

  @Test
  void everyTargetSaysWhatItsChangesMean() throws Exception {
    List<String> all = TargetCatalogue.builtIn().targets().stream().map(Target::id).toList();

    assertEquals(new TreeSet<>(all), new TreeSet<>(TargetRules.targets()));
    // Two bundles of a project that scores nothing in batch.
    Set<String> compared = new TreeSet<>(all);
    compared.remove("batch");
    compared.remove("spark");
    SortedMap<String, int[]> judged = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : TwoBundles.ALL.files().entrySet()) {
      String target = TwoBundles.ALL.target(file.getKey());
      int[] counts = judged.computeIfAbsent(target, any -> new int[2]);
      var judging = new Judging(TargetRules.of(target));
      for (Place gone : values(file.getKey(), file.getValue())) {
        JsonNode other = TextNode.valueOf(gone.before().asText() + "1");
        Place changed = new Place(gone.file(), gone.path(), gone.before(), other, gone.up());
        counts[0]++;
        counts[1] += isKnown(judging, gone) || isKnown(judging, changed) ? 1 : 0;
      }
    }
    List<String> poor = new ArrayList<>();
    judged.forEach((target, counts) -> {
      if (counts[1] * 2 < counts[0]) {
        poor.add(target + ": " + counts[1] + " of " + counts[0]);
      }
    });
    assertEquals(List.of(), poor, "targets whose changes are mostly not judged");
    assertEquals(compared, new TreeSet<>(judged.keySet()));
  }

  private static boolean isKnown(Judging judging, Place place) {
    return !judging.judge(place).getFirst().meaning().consequence().isEmpty();
  }

  /// Each value of a file that is gone; those of scripts and of files that are known by name are
  /// judged elsewhere.
  private static List<Place> values(String file, byte[] bytes) {
    List<Place> places = new ArrayList<>();
    if (new Judging(ShippedRules.ALL).byName(file, true, true).isEmpty()) {
      FileTree.of(file, bytes)
          .filter(tree -> !tree.has("lines"))
          .ifPresent(tree -> values(Place.of(file, tree, MissingNode.getInstance()), places));
    }
    return places;
  }

  private static void values(Place place, List<Place> places) {
    List<Place> parts = TreeDiff.parts(place);
    if (parts.isEmpty()) {
      places.add(place);
    }
    parts.forEach(part -> values(part, places));
  }
}
