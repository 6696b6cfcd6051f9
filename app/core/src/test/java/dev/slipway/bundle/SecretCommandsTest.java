// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands by which people make, change and bring secrets, as the bundle has them.
final class SecretCommandsTest {

  @TempDir Path temp;

  private static BundleInput input() {
    return Voyager.with(Voyager.input(), SamplePlan.of("chosen for the tests", SamplePlan.GUARDED));
  }

  /// As in a cluster: what cannot be read is not overwritten, and a last line without an end stays
  /// a line of its own.
  @ParameterizedTest
  @CsvSource({"'exit 1', 'nothing'", "'printf b25l', 'one, new'", "'true', 'nothing'"})
  void oneMoreTokenNeverTakesThePlaceOfAll(String secret, String applied) throws Exception {
    String block = block(runbookOf("kubernetes"), "One more:");
    Path folder = Files.createDirectories(temp.resolve("rotation"));
    Path kept = folder.resolve("applied");
    Files.deleteIfExists(kept);
    standIn(
        folder,
        "kubectl",
        "case \"$*\" in *' get secret '*) %s ;; *' create secret '*) cat tokens ;; apply*) cat >%s ;; esac"
            .formatted(secret, kept));
    standIn(folder, "openssl", "echo new");

    Tool run = inPath(folder, "bash", "-c", block);

    assertEquals(
        applied,
        Files.exists(kept) ? String.join(", ", Files.readAllLines(kept)) : "nothing",
        run.output());
    assertFalse(Files.exists(folder.resolve("tokens")), "no token stays on this machine");
  }

  /// Neither one that is not there nor the last one is taken out.
  @ParameterizedTest
  @CsvSource({
    "'printf b25lCnR3bwo=', two, 'one'",
    "'printf b25lCnR3bwo=', tw, 'nothing'",
    "'printf b25lCnR3bwo=', '', 'nothing'",
    "'printf b25l', one, 'nothing'",
    "'exit 1', one, 'nothing'"
  })
  void oneTokenLessLeavesTheOthers(String secret, String old, String applied) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("rotation"));
    Path kept = folder.resolve("applied");
    standIn(
        folder,
        "kubectl",
        "case \"$*\" in *' get secret '*) %s ;; *' create secret '*) cat left ;; apply*) cat >%s ;; esac"
            .formatted(secret, kept));

    Tool run =
        inPath(
            folder,
            "bash",
            "-c",
            "printf '%s\\n' | ".formatted(old)
                + block(runbookOf("kubernetes"), "One less:").strip());

    assertEquals(
        applied,
        Files.exists(kept) ? String.join(", ", Files.readAllLines(kept)) : "nothing",
        run.output());
    assertFalse(Files.exists(folder.resolve("tokens")), "no token stays on this machine");
  }

  @Test
  void oneTokenLessOfThisMachineLeavesTheOthers() throws Exception {
    Path secrets = Files.createDirectories(temp.resolve("secrets/tokens"));
    Path tokens = Files.writeString(secrets.resolve("tokens"), "one\n\ntwo\n");
    String block = block(runbookOf("compose"), "One less:").strip();
    String at = "export SLIPWAY_SECRETS=%s; printf 'one\\n' | ".formatted(secrets.getParent());

    Tool first = inPath(temp, "bash", "-c", at + block);
    Tool again = inPath(temp, "bash", "-c", at + block);

    assertEquals(0, first.exit(), first.output());
    assertEquals("two\n", Files.readString(tokens));
    assertEquals(1, again.exit(), again.output());
    assertEquals("two\n", Files.readString(tokens));
  }

  private static String block(String runbook, String words) {
    return runbook
        .substring(runbook.indexOf("\n" + words))
        .replaceFirst("(?s).*?```bash\n(.*?)```.*", "$1");
  }

  /// The port for metrics asks nobody, and is not encrypted.
  @Test
  void theCheckBringsItsTokenToThePortForPredictionsAlone() throws Exception {
    Path bundle = Exported.in(temp.resolve("checked"), input(), "docker", "kubernetes");
    Files.writeString(
        Files.createDirectories(bundle.resolve("docker/app/model")).resolve("golden.json"),
        "{\"cases\": []}");
    standIn(bundle, "curl", "echo \"$*\" >>%s".formatted(bundle.resolve("asked")));

    Tool run =
        inPath(
            bundle,
            "env",
            "CHECK_TOKEN=a-token-of-sixteen",
            "deploy/check",
            "https://predictions",
            "http://management");

    Map<String, Boolean> brings = new TreeMap<>();
    for (String asked : Files.readAllLines(bundle.resolve("asked"))) {
      if (asked.contains("://")) {
        brings.put(asked.replaceFirst(".* (https?://[a-z]+/).*", "$1"), asked.contains("--config"));
      }
    }
    assertEquals(
        new TreeMap<>(Map.of("https://predictions/", true, "http://management/", false)),
        brings,
        run.output());
  }

  private static void standIn(Path folder, String name, String script) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private static Tool inPath(Path folder, String... command) throws Exception {
    List<String> all = new ArrayList<>();
    all.add("env");
    all.add("PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH"));
    all.addAll(List.of(command));
    return Tool.run(folder, all.toArray(String[]::new));
  }

  /// Each place has its own way, and is told no other's.
  @Test
  void theRunbookSaysHowSecretsAreMadeWhereTheServiceRuns() throws Exception {
    String ecs = runbookOf("ecs");
    String kserve = runbookOf("kserve");
    String helm = runbookOf("helm");
    String compose = runbookOf("compose");

    assertEquals(
        List.of(
            "aws secretsmanager create-secret, update-service",
            "kubectl -n wine-quality create secret generic",
            "kubectl -n \"$NAMESPACE\" create secret generic, create secret tls",
            "$SLIPWAY_SECRETS"),
        List.of(ways(ecs), ways(kserve), ways(helm), ways(compose)));
    assertTrue(ecs.contains("A task reads them when it starts"), ecs);
    assertTrue(kserve.contains("KServe's own gateway ends TLS"), kserve);
  }

  private static String runbookOf(String target) throws Exception {
    for (GeneratedFile file : Exported.files(input(), List.of(target, "runbook"))) {
      if (file.path().equals("docs/runbook.md")) {
        String text = new String(file.content().bytes(), UTF_8);
        return text.substring(text.indexOf("\n## Secrets"), text.indexOf("\n## Last tested"));
      }
    }
    return "";
  }

  private static String ways(String secrets) {
    List<String> found = new ArrayList<>();
    for (String way :
        List.of(
            "aws secretsmanager create-secret",
            "update-service",
            "kubectl -n wine-quality create secret generic",
            "kubectl -n \"$NAMESPACE\" create secret generic",
            "create secret tls",
            "$SLIPWAY_SECRETS")) {
      if (secrets.contains(way)) {
        found.add(way);
      }
    }
    return String.join(", ", found);
  }
}
