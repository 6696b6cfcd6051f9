// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows docs/from-pipeline.md to the letter: a folder with nothing but a pipeline that
/// scikit-learn fitted and two tables becomes a verified bundle by two commands, with texts and
/// gaps in the columns, and then a branch to review.
@Tag("tools")
@Tag("nightly")
final class PipelineJourneyTest {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|python)\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  @TempDir private Path folder;

  private final List<Slipway.Result> said = new ArrayList<>();

  @Test
  void aBarePipelineAndTwoTablesBecomeABundleAndABranchAsTheTutorialSays() throws Exception {
    Slipway slipway = new Slipway(folder.resolve("home")).alone();
    List<MatchResult> blocks =
        BLOCK.matcher(Files.readString(ROOT.resolve("docs/from-pipeline.md"))).results().toList();
    Sample.copyInto(folder.resolve("sample-projects"));

    for (MatchResult block : blocks) {
      if (block.group(1).equals("python")) {
        trained(folder.resolve("penguins"), block.group(2));
      } else if (block.group(2).startsWith("slipway ")) {
        block.group(2).lines().forEach(line -> said.add(slipway.run(arguments(line))));
      } else {
        assertEquals(0, run(folder, List.of("bash", "-ec", block.group(2))), printed());
      }
      assertTrue(said.stream().allMatch(result -> result.code() == 0), said.toString());
    }

    assertEquals(9, said.size());
    assertTrue(said.get(1).out().contains("scikit-learn 1."), said.get(1).out());
    assertTrue(said.get(3).out().contains("Adelie"), said.get(3).out());
    assertShipped(slipway);
    assertColumnsAreKnownEverywhere(folder.resolve("penguins/bundle"));
    assertEquals(0, run(folder.resolve("penguins"), List.of("git", "ls-files")), printed());
    assertTrue(printed().contains(".github/workflows/deliver-model.yml\n"), printed());
  }

  private void assertShipped(Slipway slipway) throws Exception {
    JsonNode report = Json.tree(slipway.run("report", folder.resolve("penguins"), "--json").out());
    assertFalse(report.path("refuted").asBoolean(true), report.toString());
    assertEquals("process", report.at("/verification/value/how").asText());
    assertEquals(
        "passed",
        report.at("/verification/value/measurements/serving.smoke_status/value").asText());
  }

  /// As a shell splits the line in the tutorial's folder.
  private Object[] arguments(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group() : word.group(1))
        .skip(1)
        .map(word -> word.matches("penguins(/.*)?") ? folder.resolve(word).toString() : word)
        .toArray();
  }

  /// Each input is a column under its own name, of its own kind, wherever the bundle speaks of it.
  private static void assertColumnsAreKnownEverywhere(Path bundle) throws Exception {
    for (String column : List.of("bill_length_mm", "island", "sex")) {
      List<String> files = new ArrayList<>();
      try (Stream<Path> all = Files.walk(bundle)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          String name = bundle.relativize(file).toString();
          if (name.matches(".*(openapi|contract|playground|golden|warm).*")
              && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                  .contains(column)) {
            files.add(name);
          }
        }
      }
      assertTrue(files.size() >= 2, column + " is told of in " + files);
    }
  }

  private void trained(Path project, String training) throws Exception {
    String python = "/usr/bin/python3";
    boolean can =
        Files.isExecutable(Path.of(python))
            && run(project, List.of(python, "-c", "import joblib, pandas, sklearn")) == 0;
    assumeTrue(can, "python3-sklearn is not installed: there is no pipeline to take in");
    assertEquals(0, run(project, List.of(python, "-c", training)), printed());
  }

  private String printed() throws IOException {
    return Files.readString(folder.resolve("printed.txt"));
  }

  private int run(Path where, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.txt").toFile());
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + who + "_NAME", "A reader");
      builder.environment().put("GIT_" + who + "_EMAIL", "reader@example.org");
    }
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
