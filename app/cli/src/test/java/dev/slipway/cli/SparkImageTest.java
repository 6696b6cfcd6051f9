// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java that the Dockerfile of the target `spark` links, before the options that Spark itself
/// gives to the Java of driver and executors.
final class SparkImageTest {

  private static final Path DOCKERFILE =
      Path.of(System.getProperty("slipway.root", "../.."), "templates/spark/Dockerfile");

  private static final Pattern LINKED = Pattern.compile("--add-modules ([\\w.,]+)");
  private static final Pattern ASKED =
      Pattern.compile("--add-modules=([\\w.]+)|--add-(?:opens|exports)=([\\w.]+)/");

  private static String linked() throws Exception {
    return LINKED
        .matcher(Files.readString(DOCKERFILE))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }

  private static Stream<String> options() {
    return Stream.of(JavaModuleOptions.defaultModuleOptionArray());
  }

  @Test
  void itHasEachModuleThatSparkAsksFor() throws Exception {
    Set<String> asked =
        options()
            .flatMap(option -> ASKED.matcher(option).results())
            .map(SparkImageTest::module)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        Configuration.empty()
            .resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), Set.of(linked().split(",")))
            .modules()
            .stream()
            .map(module -> module.name())
            .collect(Collectors.toSet());

    assertTrue(asked.contains("jdk.incubator.vector"), asked.toString());
    asked.removeAll(there);
    assertEquals(Set.of(), asked);
  }

  private static String module(MatchResult option) {
    return option.group(1) == null ? option.group(2) : option.group(1);
  }

  @Test
  @Tag("nightly")
  void itStartsWithSparksOptions(@TempDir Path temp) throws Exception {
    Path image = temp.resolve("java");
    var said = new StringWriter();
    int linking =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                new PrintWriter(said),
                new PrintWriter(said),
                "--add-modules",
                linked(),
                "--output",
                image.toString());
    assertEquals(0, linking, said.toString());

    List<String> command = new ArrayList<>(List.of(image.resolve("bin/java").toString()));
    options().forEach(command::add);
    command.add("-version");
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, started.waitFor(), told);
  }
}
