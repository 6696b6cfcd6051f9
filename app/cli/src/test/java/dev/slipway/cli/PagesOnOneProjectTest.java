// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows pages to the letter that need no more than a project with a profile: docs/own-target.md
/// with its files, and what others show of plans, prices, bundles, releases and scoring.
final class PagesOnOneProjectTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$");

  @TempDir Path folder;

  @Test
  void everyCommandOfThePagesWorks() throws Exception {
    Sample sample = Sample.copyInto(folder);
    Sample.copyInto(Files.createDirectory(folder.resolve("sample-projects")));
    Slipway slipway = new Slipway(folder.resolve("home")).alone();
    Lesson lesson = new Lesson(folder, slipway).of("my-project", "penguin-species");
    makeAnOwnTarget(lesson);

    List<Lesson.Step> steps = new ArrayList<>(lesson.follow("docs/cost.md"));
    done(slipway.run("export", sample.folder(), "--zip", folder.resolve("bundle-1.3.0.zip")));
    done(
        slipway.run(
            "set",
            sample.folder(),
            "objectives.batch={rows: 50 million, every: day, within: 2 h}"));
    done(
        slipway.run(
            "export",
            sample.folder(),
            "--out",
            folder.resolve("bundle"),
            "--zip",
            folder.resolve("bundle-1.4.0.zip")));
    makeAKey();
    steps.addAll(lesson.follow("docs/read-a-bundle.md"));
    steps.addAll(lesson.follow("docs/bundle.md"));
    steps.addAll(lesson.follow("docs/score.md"));

    assertEquals(
        """
        0 slipway plan my-project --set replicas.min=4 --note "Ana: the night batch is not in the traffic"
        0 slipway plan my-project --reset replicas.min
        0 slipway prices
        0 slipway prices template services.csv > services.csv
        0 slipway prices import services.csv --dry-run
        0 slipway prices import services.csv
        0 slipway prices undo services.csv
        0 slipway explain bundle/deploy/base/deployment.yaml
        0 slipway explain bundle/deploy/base/deployment.yaml:79
        0 slipway diff bundle-1.3.0.zip bundle-1.4.0.zip
        0 slipway export my-project --sign key.pem
        0 slipway diff bundle-1.3.0.zip bundle
        0 slipway diff bundle-1.3.0.zip bundle --html note.html
        0 slipway diff bundle-1.3.0.zip bundle --fail-on unjudged
        0 slipway score sample-projects/penguin-species --data sample-projects/penguin-species/data/holdout.csv --out scored
        0 slipway export my-project --target batch --out my-bundle
        """,
        String.join("", steps.stream().map(PagesOnOneProjectTest::said).toList()),
        () -> steps.stream().map(step -> step.result().toString()).toList().toString());
    assertTrue(Files.exists(sample.file("bundle/bundle.json.sig")));
    assertTrue(Files.exists(folder.resolve("my-bundle/batch/image")));
    assertShownTree("README.md");
  }

  /// That nothing is likely to meet the objectives (1) is what a busy machine finds.
  private static String said(Lesson.Step step) {
    boolean planned = step.line().startsWith("slipway plan ") && step.result().code() == 1;
    return (planned ? "0 " + step.line() : step.said()) + "\n";
  }

  private void makeAnOwnTarget(Lesson lesson) throws Exception {
    Path target = folder.resolve("team/change-request");
    String said = "";
    int files = 0;
    for (MatchResult block :
        BLOCK.matcher(ShownPages.text("docs/own-target.md")).results().toList()) {
      if (block.group(1).equals("sh")) {
        for (String line : block.group(3).lines().toList()) {
          Lesson.Step step = lesson.typed(line);
          said = done(step.result());
        }
      } else if (block.group(2) != null) { // else a part of a file, to look at
        Files.writeString(target.resolve(block.group(2)), block.group(3));
        files++;
      }
    }

    assertTrue(files >= 3, files + " files");
    String request = Files.readString(folder.resolve("bundle/change/request.yaml"));
    assertTrue(request.contains("window: \"evening\"\napprovers: 2\n"), request);
    assertTrue(
        Files.readString(folder.resolve("bundle/change/request.md"))
            .startsWith("# Release of penguin-species 1.0.0\n"));
    assertTrue(said.contains("the board's own experience"), said);
    assertTrue(said.contains("release.options.change-request"), said);
  }

  private static String done(Slipway.Result result) {
    assertEquals(0, result.code(), result.out() + result.err());
    return result.out();
  }

  /// As the two lines of OpenSSL on the page make it.
  private void makeAKey() throws Exception {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    String secret =
        Base64.getMimeEncoder().encodeToString(pairs.generateKeyPair().getPrivate().getEncoded());
    Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
  }

  /// What the page draws as a bundle's tree lies in the one that was exported; `overlays` is the
  /// team's own.
  private void assertShownTree(String page) {
    List<String> drawn =
        ShownPages.text(page)
            .lines()
            .dropWhile(line -> !line.strip().equals("bundle/"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .map(line -> line.strip().split(" ")[0])
            .filter(name -> !name.equals("overlays/"))
            .toList();
    assertTrue(drawn.size() > 7, page + ": " + drawn);
    assertEquals(
        List.of(),
        drawn.stream()
            .filter(name -> !Files.exists(folder.resolve("bundle").resolve(name)))
            .toList(),
        page);
  }
}
