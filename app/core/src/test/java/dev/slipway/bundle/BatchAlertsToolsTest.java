// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The alerts on the job that scores in batch, before the real promtool.
@Tag("tools")
final class BatchAlertsToolsTest {

  @TempDir Path temp;

  private Path rules = Path.of("");

  @BeforeEach
  void export() throws Exception {
    rules = Exported.in(temp, BatchBundle.untouched(), "batch", "prometheus").resolve("prometheus");
  }

  private int test() throws Exception {
    return Tool.run(rules, "promtool", "test", "rules", "rules.test.yaml").exit();
  }

  @Test
  void theyFireAsTheirTestsSay() throws Exception {
    assertEquals(
        "",
        Tool.need(rules, "promtool", "test", "rules", "rules.test.yaml")
            .replaceAll("(?s).*SUCCESS", ""));
  }

  /// Both are always there once a run has ended well: the older one must not win.
  @Test
  void anAlertThatAsksFirstWhenTheJobWasMadeFailsItsTest() throws Exception {
    Path file = rules.resolve("rules.yaml");
    String succeeded = "(kube_cronjob_status_last_successful_time{";
    String created = "(kube_cronjob_created{";
    Exported.replace(file, "or max by (namespace) " + created, "or max by (namespace) (other{");
    Exported.replace(file, "max by (namespace) " + succeeded, "max by (namespace) " + created);
    Exported.replace(file, "(other{", succeeded);

    assertNotEquals(0, test());
  }

  @ParameterizedTest
  @CsvSource({
    "kube_job_failed{,kube_job_complete{",
    "kube_cronjob_status_last_successful_time{,kube_cronjob_status_last_schedule_time{",
    "kube_cronjob_created{,kube_cronjob_made{",
    "kube_job_created{,kube_job_made{"
  })
  void anAlertThatAsksForSomethingElseFailsItsTest(String good, String bad) throws Exception {
    Exported.replace(rules.resolve("rules.yaml"), good, bad);

    assertNotEquals(0, test());
  }
}
