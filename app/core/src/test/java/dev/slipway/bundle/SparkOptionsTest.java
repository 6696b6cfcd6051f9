// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the options of the target `spark` make of its files.
final class SparkOptionsTest {

  @TempDir Path temp;

  private Path write(Map<String, Object> options) throws Exception {
    return Exported.in(temp, BatchBundle.untouched(Map.of("spark", options)), "spark");
  }

  private static JsonNode application(Path bundle) throws Exception {
    return Yaml.documents(Files.readString(bundle.resolve("spark/kubernetes/application.yaml")))
        .getFirst()
        .path("spec");
  }

  private void refused(String option, String value) {
    Problem problem =
        assertThrows(ProblemException.class, () -> write(Map.of(option, value))).problem();

    assertEquals("bundle.bad-option", problem.code().id());
    assertTrue(problem.what().contains("\"" + value + "\""), problem.what());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://container@account.dfs.core.windows.net/in",
        "wasb://container@account.blob.core.windows.net/in",
        "hdfs://namenode:8020/in/*.parquet",
        "s3a://bucket/in",
        "/mnt/in"
      })
  void dataLieWhereTheClusterSeesThem(String data) throws Exception {
    JsonNode arguments = application(write(Map.of("data", data))).path("arguments");

    assertEquals(data, arguments.path(3).asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://key:secret@bucket/in",
        "s3a://key@bucket/in",
        "abfss://container:secret@account.dfs.core.windows.net/in",
        "abfss://container%3Asecret@account.dfs.core.windows.net/in",
        "abfss://container@key@account.dfs.core.windows.net/in"
      })
  void aNameWithAUserOrAPasswordIsRefused(String data) {
    refused("data", data);
    refused("out", data);
  }

  @ParameterizedTest
  @CsvSource({"4.2.0, true", "4.2.1, true", "4.10.0, true", "4.1.1, false", "4.0.0, false"})
  void aSparkWhoseHadoopDoesNotRunOnOurJavaIsRefused(String version, boolean taken)
      throws Exception {
    if (taken) {
      Path bundle = write(Map.of("spark-version", version));
      assertEquals(version, application(bundle).path("sparkVersion").asText());
    } else {
      refused("spark-version", version);
    }
  }

  @Test
  void whatSparkLacksIsFetchedByScriptAndApplication() throws Exception {
    String aws = "org.apache.hadoop:hadoop-aws:3.5.0";
    String other = "com.example:store_2.13:1.0";

    Path bundle = write(Map.of("packages", aws + "," + other));

    JsonNode application = application(bundle);
    assertEquals(
        List.of(aws, other),
        application.at("/deps/packages").valueStream().map(JsonNode::asText).toList());
    assertEquals("/tmp/ivy", application.path("sparkConf").path("spark.jars.ivy").asText());
    String script = Files.readString(bundle.resolve("spark/submit"));
    assertTrue(script.contains("  --packages " + aws + "," + other + " \\\n"), script);
    refused("packages", "hadoop-aws");
  }

  /// What the script says, and how it ends, where Java is missing.
  ///
  /// @param options of spark-submit
  private String submitted(String... options) throws Exception {
    Path script = temp.resolve("bundle/spark/submit");
    List<String> command = new ArrayList<>(List.of("bash", script.toString(), "in", "out"));
    command.addAll(List.of(options));
    var started = new ProcessBuilder(command).redirectErrorStream(true);
    started.environment().put("JAVA_HOME", temp.resolve("nowhere").toString());
    Process process = started.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return said.strip() + ", " + process.exitValue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptSaysThatJavaIsMissing() throws Exception {
    write(Map.of());

    String missing =
        "the job needs Java 25 or newer, and %s/nowhere/bin/java is none: set JAVA_HOME, 3"
            .formatted(temp);
    assertEquals(missing, submitted());
    assertEquals(missing, submitted("--queue", "cluster"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptRefusesADriverThatWouldNotFindTheBundle() throws Exception {
    write(Map.of());

    for (String[] options :
        List.of(
            new String[] {"--master", "yarn", "--deploy-mode", "cluster"},
            new String[] {"--deploy-mode=cluster"},
            new String[] {"--conf", "spark.submit.deployMode=cluster"},
            new String[] {"--conf=spark.submit.deployMode=cluster"})) {
      String said = submitted(options);
      assertTrue(said.startsWith("the driver runs here"), said);
      assertTrue(said.endsWith(", 2"), said);
    }
  }

  @Test
  void theDriverHasRoomForTheModelToo() throws Exception {
    Path bundle = write(Map.of());

    JsonNode application = application(bundle);
    assertEquals("4096m", application.at("/driver/memory").asText());
    assertEquals(application.at("/executor/memory"), application.at("/driver/memory"));
    String script = Files.readString(bundle.resolve("spark/submit"));
    assertTrue(script.contains("  --driver-memory 4096m \\\n"), script);
    assertTrue(script.contains("  --executor-memory 4096m \\\n"), script);
  }
}
