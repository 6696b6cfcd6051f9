// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.objective.Batch;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What options of the targets make of a bundle that scores in batch.
final class BatchOptionsTest {

  @TempDir Path temp;

  private Path write(Map<String, Map<String, Object>> options, String... targets) throws Exception {
    return Exported.in(temp, BatchBundle.untouched(options), targets);
  }

  @Test
  void thePullSecretOfTheClusterIsThatOfTheJob() throws Exception {
    Path bundle = write(Map.of("kubernetes", Map.of("pull-secret", "registry-login")), "batch");

    String account = Files.readString(bundle.resolve("batch/kubernetes/serviceaccount.yaml"));
    assertTrue(account.endsWith("imagePullSecrets:\n  - name: \"registry-login\"\n"), account);
  }

  @Test
  void whereRowsAreScoredInBatchAloneNobodyIsPagedForAService() throws Exception {
    String alone = rules(write(Map.of(), "batch", "prometheus"));
    String beside = rules(write(Map.of(), "batch", "prometheus", "helm", "docker"));

    assertFalse(alone.contains("ModelAbsent"), alone);
    assertTrue(alone.contains("BatchRunLate"), alone);
    assertTrue(beside.contains("ModelAbsent"), beside);
  }

  @Test
  void noAlertWaitsForACronJobThatNobodyApplies() throws Exception {
    String rules = rules(write(Map.of("batch", Map.of("cronjob", false)), "batch", "prometheus"));

    assertFalse(rules.contains("BatchRun"), rules);
  }

  private static String rules(Path bundle) throws Exception {
    return Files.readString(bundle.resolve("prometheus/rules.yaml"));
  }

  private Path write(Batch.Every every, String schedule, String... targets) throws Exception {
    Map<String, Map<String, Object>> options = Map.of("batch", Map.of("schedule", schedule));
    var asked = new Batch(1_000_000, every, Duration.ofMinutes(45));
    return Exported.in(temp, BatchBundle.untouched(asked, options), targets);
  }

  private Problem refused(Batch.Every every, String schedule) {
    return assertThrows(ProblemException.class, () -> write(every, schedule, "batch")).problem();
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, 99 4 * * *",
    "DAY, 30 24 * * *",
    "WEEK, 30 4 * * 7",
    "MONTH, 30 4 0 * *",
    "MONTH, 30 4 29 * *",
    "DAY, 30 * * * *",
    "DAY, 30 4 1 * *",
    "WEEK, 30 4 * * *",
    "WEEK, 30 4 1 * *",
    "MONTH, 30 4 * * 1",
    "MONTH, 30 4 1 6 *",
    "HOUR, 30 4 * * *"
  })
  void aScheduleThatIsNoneOrIsNotThatOfTheObjectiveIsRefused(Batch.Every every, String schedule) {
    Problem problem = refused(every, schedule);

    assertTrue(
        problem.toString().contains("release.options.batch.schedule: " + schedule),
        problem.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30 4 * * 1-5", "*/5 4 * * *", "30 4,16 * * *", "30 4- * * *", "30 4 * *"})
  void aScheduleIsOfNumbersAndStarsAlone(String schedule) {
    Problem problem = refused(Batch.Every.DAY, schedule);

    assertEquals("bundle.bad-option", problem.code().id());
    assertTrue(problem.what().contains("\"" + schedule + "\""), problem.what());
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR, '', 17 * * * *, 17 * * * ? *",
    "DAY, '', 17 2 * * *, 17 2 * * ? *",
    "WEEK, '', 17 2 * * 1, 17 2 ? * MON *",
    "MONTH, '', 17 2 1 * *, 17 2 1 * ? *",
    "WEEK, 30 4 * * 0, 30 4 * * 0, 30 4 ? * SUN *",
    "WEEK, 30 4 * * 6, 30 4 * * 6, 30 4 ? * SAT *",
    "MONTH, 30 4 28 * *, 30 4 28 * *, 30 4 28 * ? *"
  })
  void kubernetesAndFargateBeginARunAtTheSameTime(
      Batch.Every every, String stated, String cron, String aws) throws Exception {
    Path bundle = write(every, stated, "batch", "docker", "ecs");

    JsonNode job =
        Yaml.documents(Files.readString(bundle.resolve("batch/kubernetes/cronjob.yaml")))
            .getFirst();
    assertEquals(cron, job.at("/spec/schedule").asText());
    JsonNode tasks =
        Yaml.documents(Files.readString(bundle.resolve("batch/ecs/tasks.yaml"))).getFirst();
    assertEquals(
        "cron(" + aws + ")", tasks.at("/Resources/Share0/Properties/ScheduleExpression").asText());
  }

  @Test
  void moreDiskThanFargateHasIsRefusedWhereItRunsThere() throws Exception {
    Map<String, Map<String, Object>> options = Map.of("batch", Map.of("scratch", 204_801));

    Problem problem =
        assertThrows(ProblemException.class, () -> write(options, "batch", "docker", "ecs"))
            .problem();

    assertTrue(
        problem.toString().contains("release.options.batch.scratch: a task of Fargate has 200 GiB"),
        problem.toString());
    assertTrue(Files.exists(write(options, "batch").resolve("batch/kubernetes/cronjob.yaml")));
  }

  @Test
  void aRunThatIsLateGoesOnUntilTheNextAndIsNotTriedAgainWhereThatIsInVain() throws Exception {
    Path bundle = write(Map.of("batch", Map.of("schedule", "30 4 * * *")), "batch");

    JsonNode job = BatchBundle.job(bundle);
    assertEquals(86_400, job.path("activeDeadlineSeconds").asInt());
    assertEquals(
        List.of(2, 4, 70),
        job.at("/podFailurePolicy/rules/1/onExitCodes/values")
            .valueStream()
            .map(JsonNode::asInt)
            .toList());
  }

  @Test
  void dataOfAClaimOfTheirOwnAreMountedToBeReadOnly() throws Exception {
    Path bundle = write(Map.of("batch", Map.of("data-claim", "incoming")), "batch");

    JsonNode container = BatchBundle.container(bundle);
    assertEquals("/batch-data/in", container.at("/args/1").asText());
    assertEquals("/batch/out/run-1", BatchBundle.arguments(bundle, "run-1", 0).get(3));
    assertEquals("/batch-data", container.at("/volumeMounts/0/mountPath").asText());
    assertTrue(container.at("/volumeMounts/0/readOnly").asBoolean());
    JsonNode volumes = BatchBundle.job(bundle).at("/template/spec/volumes");
    assertEquals("incoming", volumes.at("/1/persistentVolumeClaim/claimName").asText());
  }

  @Test
  void theDataEngineTakesLessDiskThanThePodHas() throws Exception {
    Path bundle = write(Map.of("batch", Map.of("scratch", 1000)), "batch");

    String settings = Files.readString(bundle.resolve("batch/image/app/conf/score.properties"));
    assertTrue(settings.contains("\nscore.disk=750\n"), settings);
    assertEquals(
        "1000Mi",
        BatchBundle.job(bundle).at("/template/spec/volumes/1/emptyDir/sizeLimit").asText());
  }
}
