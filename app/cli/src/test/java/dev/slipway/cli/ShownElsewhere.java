// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Of what the pages show to be typed: what no [Lesson] types, with what does run it, or why
/// nothing can.
///
/// @param page of which pages, as a pattern
/// @param line which lines, as a pattern
/// @param by the file that runs it, from the project's root
/// @param words what stands there where it is run
/// @param why in a word, where that is not plain
record ShownElsewhere(String page, String line, String by, List<String> words, String why) {

  private static final String CLI = "app/cli/src/test/java/dev/slipway/cli/";
  private static final String CORE = "app/core/src/test/java/dev/slipway/";
  private static final String SERVING = "app/serving/src/test/java/dev/slipway/serving/";
  private static final String SHIP = "packaging/dev/slipway ship sample-projects/penguin-species";
  private static final String TRAINED = "sample-projects/.*|docs/.*";

  static final List<ShownElsewhere> ALL =
      Stream.of(sources(), builds(), bundles(), projects(), samples(), service())
          .flatMap(List::stream)
          .toList();

  private static ShownElsewhere by(String page, String line, String by, String... words) {
    return new ShownElsewhere(page, line, by, List.of(words), "");
  }

  private static ShownElsewhere because(String why, String page, String line, String by) {
    return new ShownElsewhere(page, line, by, List.of(), why);
  }

  /// Of the clone: the scripts that begin a build cannot be run within one.
  private static List<ShownElsewhere> sources() {
    return List.of(
        by(".*", SHIP, ".ci/run", SHIP, "--tier quick"),
        by(
            ".*",
            "packaging/dev/slipway desktop( sample-projects/penguin-species)?",
            "packaging/dev/window-voyage",
            "SLIPWAY=$ROOT/packaging/dev/slipway",
            "\"$SLIPWAY\" desktop"),
        by(".*", "packaging/dev/test", ".ci/run", "packaging/dev/test"),
        because(
            "a part or another engine of what each change must pass; its options are held to it",
            ".*",
            "packaging/dev/test --.*",
            "packaging/dev/test"),
        because(
            "a word of the reader's own shell",
            "docs/first-bundle.md",
            "alias slipway=.*",
            "packaging/dev/slipway"),
        by(
            "docs/install.md",
            "(sudo apt |slipway-desktop|tar -xf |mkdir -p |\\. slipway-|cp -r /usr/lib/|slipway"
                + " doctor|slipway-0.1.0/bin/slipway doctor|slipway ship penguin-species --tier"
                + " quick).*",
            "packaging/dev/try-installers",
            "apt-get install",
            "apt-get purge",
            "\"$SLIPWAY\" doctor",
            "tar -C",
            "completions/slipway",
            "\"$SLIPWAY\" ship",
            "\"$SLIPWAY\" desktop",
            "sample-projects"));
  }

  /// What developers type.
  private static List<ShownElsewhere> builds() {
    return List.of(
        by(
            "CONTRIBUTING.md",
            "packaging/dev/window-voyage",
            "packaging/dev/test",
            "packaging/dev/window-voyage\" 9>&-"),
        by(
            "CONTRIBUTING.md",
            "packaging/dev/train-samples",
            "packaging/dev/test",
            "packaging/dev/train-samples"),
        by(
            "CONTRIBUTING.md",
            "(eval \"\\$\\()?packaging/dev/engine (start\\)\"|stop)",
            "packaging/dev/test",
            "packaging/dev/engine\" start",
            "packaging/dev/engine\" stop"),
        by(
            ".*",
            "packaging/images/make-base-images",
            "packaging/dev/test",
            "packaging/images/make-base-images"),
        by(
            ".*",
            "packaging/dev/(verify-)?release .*",
            CORE + "bundle/ReleaseToolsTest.java",
            "packaging/dev/release",
            "packaging/dev/verify-release",
            "--draft"),
        because("what lands is passed by it", "CONTRIBUTING.md", "bash \\.ci/run", ".ci/run"),
        because(
            "takes minutes to hours; the last run is on the page of benchmarks",
            ".*",
            "packaging/dev/(installers|try-installers|fuzz|start-bench)( .*)?",
            "docs/benchmarks.md"),
        because(
            "what a benchmark compares with",
            "docs/benchmarks.md",
            "apt-get install .*",
            "docs/benchmarks.md"),
        because(
            "a build, which a test cannot begin; the tests that it names are there",
            ".*",
            "mvn (verify|(-o -q -Pquick )?test -pl .*)",
            "pom.xml"));
  }

  private static List<ShownElsewhere> bundles() {
    return List.of(
        by(
            "docs/bundle.md",
            "openssl .*",
            CLI + "FirstBundleTest.java",
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem",
            "openssl pkey -in key.pem -pubout -out pub.pem"),
        by(
            "docs/bundle.md",
            "slipway verify my-project/bundle --key pub\\.pem",
            "docs/re-verify.md",
            "slipway verify bundle --key pub.pem"),
        by(
            "docs/re-verify.md|docs/release.md",
            "cosign verify-blob .*",
            CORE + "bundle/SignedBundleTest.java",
            "\"verify-blob\"",
            "\"--insecure-ignore-tlog"),
        by("docs/release.md", "sha256sum --check .*", "packaging/dev/verify-release", "sha256sum"),
        by(
            "docs/re-verify.md",
            "slipway measure https://.*",
            CLI + "MeasureCommandTest.java",
            "\"measure\"",
            "\"--project\"",
            "\"--tier\"",
            "\"--write\""));
  }

  private static List<ShownElsewhere> projects() {
    return List.of(
        by(
            "docs/checklist.md",
            "slipway checklist .*",
            CLI + "ChecklistCommandTest.java",
            "\"attest\"",
            "\"waive\"",
            "\"sign\"",
            "\"undo\"",
            "\"--link\"",
            "\"--word\"",
            "\"--until\"",
            "\"--asked-by\"",
            "\"--reason\"",
            "\"--meanwhile\"",
            "\"--role\""),
        by(
            "docs/golden.md",
            "slipway golden add PROJECT --(row|request|image|text) .*",
            CLI + "GoldenCommandTest.java",
            "\"golden\", \"add\"",
            "\"--row\"",
            "\"--id\"",
            "\"--request\"",
            "\"--image\"",
            "\"--size\"",
            "\"--text\""),
        by(
            "docs/golden.md",
            "slipway golden add PROJECT --data .*",
            "docs/broken-sample.md",
            "slipway golden add wine-growers --data"),
        by(
            "docs/(models|first-bundle).md",
            "slipway (init pipeline.joblib .*|ship \\.)",
            "docs/from-pipeline.md",
            "slipway init penguins/pipeline.joblib --reference train.csv",
            "slipway ship penguins"),
        by(
            "docs/models.md",
            "slipway import .*",
            CLI + "BridgeNightlyTest.java",
            "\"import\"",
            "\"--python\"",
            "\"--code\"",
            "\"--data\"",
            "\"--label\"",
            "image=1x3x32x32"),
        by(
            "docs/score.md",
            "slipway export my-project --target spark --out my-bundle",
            "packaging/dev/spark-try",
            "export \"$work/project\" --target spark --out"),
        by("docs/score.md", "duckdb -c .*", CLI + "ScoreCommandTest.java", ".parquet"));
  }

  private static List<ShownElsewhere> samples() {
    return List.of(
        by(
            TRAINED,
            "mvn -f sample-projects/[a-z-]+/training test",
            "packaging/dev/train-samples",
            "sample-projects/*/training/pom.xml"),
        because(
            "tests of the training make it anew, and compare",
            TRAINED,
            "mvn -q -f sample-projects/[a-z-]+/training compile exec:exec",
            "packaging/dev/train-samples"),
        by(
            TRAINED,
            "python3 sample-projects/(bird-strikes|wine-growers)/training/.*",
            "packaging/dev/train-samples",
            "sample-projects/check_training.py"),
        because(
            "fetches what others published, or takes libraries that are not asked for elsewhere;"
                + " its README says so",
            TRAINED,
            "npm pack .*|python3 sample-projects/handwritten-digits/training/train.py",
            "sample-projects/README.md"));
  }

  private static List<ShownElsewhere> service() {
    return List.of(
        by(
            "docs/sentence-model.md",
            "(slipway serve|curl) .*",
            CLI + "TextJourneyTest.java",
            "/v1/embeddings"),
        by(
            "docs/serving.md",
            "(?s)curl .*/infer .*",
            SERVING + "ServingServerTest.java",
            "/infer\""),
        by("docs/serving.md", "curl .*/v1/rows .*", SERVING + "RowsTest.java", "/v1/rows"),
        by("docs/serving.md", "curl .*/v1/texts .*", CLI + "TextJourneyTest.java", "/v1/texts"),
        by(
            "docs/serving.md",
            "curl .*/v1/images .*",
            SERVING + "ImagesTest.java",
            "/v1/images",
            "image/jpeg"),
        by(
            "docs/serving.md",
            "curl -H \"Authorization: .*",
            SERVING + "AccessTest.java",
            "Bearer "));
  }

  static Optional<ShownElsewhere> of(String page, String line) {
    return ALL.stream()
        .filter(each -> page.matches(each.page) && line.matches(each.line))
        .findFirst();
  }

  static boolean runs(String page, String line) {
    return of(page, line).isPresent();
  }

  /// What it claims and is not so. A comment runs nothing.
  List<String> faults() {
    String text = code(by);
    return words.stream()
        .filter(word -> !text.contains(word))
        .map(word -> by + ": " + word)
        .toList();
  }

  /// A file without the lines that are comments; a page has none.
  static String code(String file) {
    String text = ShownPages.text(file);
    if (file.endsWith(".md")) {
      return text;
    }
    String comment = file.endsWith(".java") ? "(//|/?\\*).*" : "#.*";
    return text.lines().filter(line -> !line.strip().matches(comment)).collect(joining("\n"));
  }
}
