// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.verify.manifest.ManifestSet.Stage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An application of Argo CD that prunes must do so last: its old settings have another name.
final class PruningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {automated: {prune: true}} | 1
          {automated: {prune: true}, syncOptions: [CreateNamespace=true]} | 1
          {automated: {prune: true}, syncOptions: [PruneLast=false]} | 1
          {automated: {prune: true}, syncOptions: [CreateNamespace=true, PruneLast=true]} | 0
          {automated: {selfHeal: true}} | 0
          {} | 0
          """)
  void settingsAreNotDeletedUnderRunningPods(String policy, int violations) {
    String application =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: iris-production}
        spec: {syncPolicy: %s}
        """
            .formatted(policy);
    ManifestSet set =
        new ManifestSet("files", Stage.PRODUCTION, Manifest.read("argo.yaml", application));

    assertEquals(violations, new Pruning().violations(set).size());
  }

  @org.junit.jupiter.api.Test
  void anotherKindOfThatNameIsNobodysBusiness() {
    String other =
        """
        apiVersion: app.k8s.io/v1beta1
        kind: Application
        metadata: {name: iris}
        spec: {syncPolicy: {automated: {prune: true}}}
        """;

    assertEquals(
        List.of(),
        new Pruning()
            .violations(
                new ManifestSet("files", Stage.PRODUCTION, Manifest.read("app.yaml", other))));
  }
}
