// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.objective.Access;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is planned of who may ask, by what the project says.
class AccessRulesTest {

  private static Project.Release release(String yaml) throws Exception {
    return ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: wine
            version: 1.0.0
            model: {file: model.onnx}
            release: {%s}
            """
                .formatted(yaml.contains("targets:") ? yaml : stated(yaml)),
            "slipway.yaml")
        .release();
  }

  private static String stated(String yaml) {
    return "targets: [docker]" + (yaml.isEmpty() ? "" : ", " + yaml);
  }

  private static Draft chosen(String yaml) throws Exception {
    Draft draft = new Draft();
    new AccessRules(release(yaml)).choose(draft);
    return draft;
  }

  private static String values(Draft draft) {
    return draft.value(AccessKeys.EXPOSURE)
        + " "
        + draft.value(AccessKeys.AUTH)
        + " "
        + draft.value(AccessKeys.TLS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                            | namespace none none
          'access: {exposure: namespace}'                               | namespace none none
          'access: {exposure: cluster}'                                 | cluster bearer mounted
          'access: {exposure: public}'                                  | public bearer mounted
          'access: {exposure: public, tls: entry}'                      | public bearer entry
          'access: {exposure: public, auth: none}'                      | public none mounted
          'access: {auth: bearer}'                                      | namespace bearer none
          'access: {tls: mounted}'                                      | namespace none mounted
          'options: {kubernetes: {entry: ingress}}'                     | public none entry
          'options: {kubernetes: {entry: none}}'                        | namespace none none
          'options: {kubernetes: {client-namespaces: "shop,search"}}'   | cluster none none
          'options: {compose: {address: 0.0.0.0}}'                      | cluster none none
          'options: {compose: {address: 127.0.0.1}}'                    | namespace none none
          'access: {exposure: public}, options: {kubernetes: {entry: gateway}}' | public bearer entry
          'access: {exposure: namespace}, options: {kubernetes: {entry: ingress}}' | public bearer entry
          'access: {exposure: cluster}, options: {kubernetes: {client-namespaces: shop}}' | cluster bearer mounted
          'access: {exposure: namespace, auth: none, tls: none}, options: {compose: {address: 0.0.0.0}}' | cluster none none
          'targets: [docker, ecs]'                                      | cluster none none
          'targets: [docker, ecs], access: {exposure: namespace}'       | cluster bearer mounted
          'targets: [docker, kserve]'                                   | public none entry
          'targets: [docker, kserve], access: {exposure: cluster}'      | public bearer entry
          'targets: [kubernetes, kserve], access: {exposure: cluster}, options: {kubernetes: {client-namespaces: shop}}' | public bearer mounted
          'targets: [compose, kserve], access: {exposure: cluster}, options: {compose: {address: 0.0.0.0}}' | public bearer mounted
          """)
  void followsTheExposure(String yaml, String values) throws Exception {
    assertEquals(values, values(chosen(yaml)));
  }

  /// Nothing is switched on by itself, since a secret must be made by hand; but it is told.
  @Test
  void saysWhereAnUnstatedExposureAsksForMore() throws Exception {
    Draft draft = chosen("options: {kubernetes: {client-namespaces: shop}}");

    assertEquals("none", draft.value(AccessKeys.AUTH));
    assertEquals(
        "release.options.kubernetes.client-namespaces lets other namespaces in, which asks for"
            + " tokens: state release.access.auth as bearer, or as none where what stands in front"
            + " asks callers who they are",
        draft.choice(AccessKeys.AUTH).because());
    assertEquals(Choice.Basis.ASSUMED, draft.choice(AccessKeys.TLS).basis());
    assertTrue(
        draft.choice(AccessKeys.TLS).because().endsWith("where what stands in front ends it"));
  }

  /// What is stated of the exposure does not close what the release opens.
  @Test
  void saysWhereMoreIsOpenThanIsStated() throws Exception {
    Draft draft = chosen("access: {exposure: namespace}, options: {kubernetes: {entry: ingress}}");

    assertEquals(
        "release.options.kubernetes.entry lets requests in from outside the cluster, which is more"
            + " than release.access.exposure states",
        draft.choice(AccessKeys.EXPOSURE).because());
    assertEquals(Choice.Basis.RULE, draft.choice(AccessKeys.EXPOSURE).basis());
  }

  @Test
  void isReadAsItIsWritten() throws Exception {
    assertEquals(Access.UNSTATED, release("").access());
    assertEquals(
        new Access(
            Optional.of(Access.Exposure.PUBLIC),
            Optional.of(Access.Auth.BEARER),
            Optional.of(Access.Tls.ENTRY)),
        release("access: {exposure: public, auth: bearer, tls: entry}").access());
  }
}
