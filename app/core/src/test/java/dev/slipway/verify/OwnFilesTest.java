// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.BundleZip;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.verify.artefact.OwnCheck;
import dev.slipway.verify.artefact.YamlCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.StandIn;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder for what a team adds to a bundle.
final class OwnFilesTest {

  private static final String COMPONENT =
      """
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      resources: [more.yaml]
      patches:
        - target: {kind: Deployment}
          patch: |
            - {op: add, path: /spec/template/spec/priorityClassName, value: model-servers}
      """;

  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: helper}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, name: helper, namespace: tools}]
      """;

  private static final String HARMLESS =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata: {why: kept}\n";

  @TempDir Path temp;

  private Path bundle() {
    return temp.resolve("bundle");
  }

  private Path own(String path, String text) throws Exception {
    Path file = bundle().resolve("overlays").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// As `slipway export` does it.
  private void export() throws Exception {
    new BundleWriter().write(files(false), bundle(), Overwrite.REFUSE_EDITED);
  }

  private List<GeneratedFile> files(boolean withOwn) throws Exception {
    try (BundleSource source = BundleSource.open(bundle())) {
      List<GeneratedFile> own = source.own();
      SortedMap<String, Sha256> hashes = new TreeMap<>();
      own.forEach(file -> hashes.put(file.path(), file.content().sha256()));
      List<GeneratedFile> files =
          new ArrayList<>(Exported.files(Voyager.input(), List.of("kubernetes", "helm"), hashes));
      if (withOwn) {
        files.addAll(0, own);
      }
      return files;
    }
  }

  private List<Finding> verified(Map<String, String> environment) throws Exception {
    return judged(ToolRunner.onPath(environment));
  }

  private List<Finding> judged(ToolRunner tools) throws Exception {
    Report report = new Report();
    BundleFolder folder = BundleFolder.open(bundle());
    new OwnCheck().look(folder, report);
    new KubernetesCheck(tools).look(folder, report);
    return report.findings();
  }

  private static List<String> failed(List<Finding> findings) {
    return findings.stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem().what())
        .toList();
  }

  @Test
  void isShownKeptByAnExportAndBoundByItsDigest() throws Exception {
    export();
    own("production/kustomization.yaml", COMPONENT);
    own("production/more.yaml", HARMLESS);
    own("check.sh", "exit 0\n");
    var reader = new BundleReader();
    assertEquals(3, reader.snapshot(bundle()).ownSinceExport().size());
    assertTrue(
        failed(verified(Map.of()))
            .contains(
                "overlays/production/kustomization.yaml is a component that no environment"
                    + " includes."));

    export();

    assertEquals(List.of(), reader.snapshot(bundle()).ownSinceExport());
    assertTrue(
        Files.readString(bundle().resolve("deploy/envs/production/kustomization.yaml"))
            .contains("components:\n  - ../../../overlays/production\n"));
    List<Finding> findings = verified(Map.of());
    assertEquals(List.of(), failed(findings));
    assertEquals(
        List.of(
            new Finding.Passed(
                "The team's own files in overlays/",
                "overlays/check.sh, overlays/production/kustomization.yaml,"
                    + " overlays/production/more.yaml"),
            new Finding.NotRun(
                "Rules for what is neither YAML nor JSON in overlays/",
                "nothing here judges overlays/check.sh")),
        findings.subList(0, 2));
    assertEquals(reader.snapshot(bundle()).digest(), reader.snapshot(bundle()).asItLies());
  }

  @Test
  void aZipFileCarriesItAndIsNotReplacedByOneWithoutIt() throws Exception {
    Path zip = temp.resolve("wine.zip");
    own("notes.yaml", HARMLESS);
    Path script = own("run", "#!/bin/sh\n");
    assertTrue(script.toFile().setExecutable(true));
    new BundleZip().write(files(true), zip, Overwrite.REFUSE_EDITED);

    try (BundleSource source = BundleSource.open(zip)) {
      assertEquals(
          Map.of("overlays/notes.yaml", false, "overlays/run", true),
          Map.of(
              source.own().getFirst().path(), source.own().getFirst().executable(),
              source.own().getLast().path(), source.own().getLast().executable()));
      assertEquals(List.of(), source.snapshot().beside().strays());
    }
    Files.delete(script);
    assertEquals(
        List.of("overlays/run"), List.copyOf(new BundleZip().edits(files(true), zip).keySet()));
  }

  @Test
  void rightsOverTheClusterAreRefusedUnderAnyNameAndInAList() throws Exception {
    String problem = "ClusterRoleBinding/helper in %s: it gives cluster-admin in every namespace.";
    export();
    own("helper.yaml", RIGHTS);
    assertEquals(List.of(problem.formatted("overlays/helper.yaml")), failed(verified(Map.of())));

    Files.move(bundle().resolve("overlays/helper.yaml"), bundle().resolve("overlays/notes"));
    assertEquals(List.of(problem.formatted("overlays/notes")), failed(verified(Map.of())));

    Files.delete(bundle().resolve("overlays/notes"));
    own(
        "list.json",
        """
        {"apiVersion": "v1", "kind": "List", "items": [{
          "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
          "metadata": {"name": "helper"},
          "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
            "name": "cluster-admin"}}]}
        """);
    assertEquals(List.of(problem.formatted("overlays/list.json")), failed(verified(Map.of())));
  }

  /// The tags of CloudFormation are no YAML of everybody, but what stands under them is.
  @Test
  void aStackOfOnesOwnIsReadAndAKeyThatIsThereTwiceFound() throws Exception {
    export();
    String stack =
        """
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Balancer
              Port: !Sub "${Port}"
              Certificates: !If [Tls, [!GetAtt Certificate.Arn], !Ref "AWS::NoValue"]
              Tags: !Transform {Name: AWS::Include, Name%s: 1}
        """;
    own("ecs.yaml", stack.formatted("s"));
    Report report = new Report();
    new YamlCheck().look(BundleFolder.open(bundle()), report);
    assertEquals(List.of(), failed(report.findings()));
    assertEquals(List.of(), failed(verified(Map.of())));

    own("ecs.yaml", stack.formatted(""));
    report = new Report();
    new YamlCheck().look(BundleFolder.open(bundle()), report);
    assertEquals(List.of("overlays/ecs.yaml is not valid YAML."), failed(report.findings()));
  }

  @Test
  void theServiceGetsNoRightsAndNobodyTakesMore() throws Exception {
    export();
    own(
        "rights.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: one}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: two}
        subjects:
          - {kind: ServiceAccount, name: wine-quality, namespace: wine-quality}
          - {kind: Group, name: "system:serviceaccounts:tools", apiGroup: rbac.authorization.k8s.io}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: two}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [get]}
          - {apiGroups: ["*"], resources: ["*"], verbs: [get]}
          - {apiGroups: [""], resources: [users], verbs: [impersonate]}
        """);

    assertEquals(
        List.of(
            "RoleBinding/one in overlays/rights.yaml: it gives rights to the service's account"
                + " wine-quality.",
            "RoleBinding/one in overlays/rights.yaml: it gives rights to"
                + " system:serviceaccounts:tools.",
            "ClusterRole/two in overlays/rights.yaml: it lets its holder read the secrets of every"
                + " namespace it is bound in.",
            "ClusterRole/two in overlays/rights.yaml: a rule of it allows * for its resources.",
            "ClusterRole/two in overlays/rights.yaml: a rule of it lets its holder take more"
                + " rights: impersonate."),
        failed(verified(Map.of())));
  }

  @Test
  void theServicesAccountIsOneUnderItsUsersNameAndARoleDrawsNoOthersIn() throws Exception {
    export();
    own(
        "rights.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: one}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: two}
        subjects:
          - {kind: User, name: "system:serviceaccount:wine-quality:wine-quality"}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: two
          labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
        aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}
        rules:
          - {apiGroups: [""], resources: [pods/exec, serviceaccounts/token], verbs: [create]}
        """);

    assertEquals(
        List.of(
            "RoleBinding/one in overlays/rights.yaml: it gives rights to the service's account"
                + " system:serviceaccount:wine-quality:wine-quality.",
            "ClusterRole/two in overlays/rights.yaml: it takes the rules of other roles by"
                + " aggregationRule.",
            "ClusterRole/two in overlays/rights.yaml: its label"
                + " rbac.authorization.k8s.io/aggregate-to-view adds its rules to a role that"
                + " others hold.",
            "ClusterRole/two in overlays/rights.yaml: a rule of it lets its holder act as other"
                + " pods and accounts: pods/exec, serviceaccounts/token."),
        failed(verified(Map.of())));
  }

  @Test
  void noChartNoPatchAndNoTagHidesADocument() throws Exception {
    own("x/Chart.yaml", "name: x\n");
    own("x/templates/rights.yaml", RIGHTS);
    own(
        "production/kustomization.yaml",
        COMPONENT.replace("patches:", "patches:\n  - path: p.yaml"));
    own("production/more.yaml", HARMLESS);
    own("production/p.yaml", RIGHTS.replace("metadata: {name: helper}", "metadata: {name: two}"));
    own(
        "tag.yaml",
        RIGHTS
            .replace("metadata: {name: helper}", "metadata: {name: three}")
            .replace("name: cluster-admin", "name: !mine cluster-admin"));
    export();

    List<Finding> findings = verified(Map.of());
    assertEquals(
        List.of(
            "ClusterRoleBinding/two in overlays/production/p.yaml",
            "ClusterRoleBinding/three in overlays/tag.yaml",
            "ClusterRoleBinding/helper in overlays/x/templates/rights.yaml"),
        failed(findings).stream()
            .map(what -> what.replace(": it gives cluster-admin in every namespace.", ""))
            .toList());
    assertTrue(
        findings.contains(
            new Finding.NotRun("Rules for the chart overlays/x", "nothing renders it")));
  }

  @Test
  void whatCannotBeReadFailsAndAKustomizationHasThreeNames() throws Exception {
    export();
    own("two.json", "{\"apiVersion\": \"v1\"} {\"kind\": \"Pod\"}");
    own("x/Kustomization", "resourcs: []\n");

    assertEquals(
        List.of(
            "overlays/two.json cannot be read.",
            "overlays/x/kustomization.yaml has the key resourcs, which is unknown or given up."),
        failed(verified(Map.of())));
  }

  @Test
  void whatTheChartMakesOfValuesIsJudgedAndRefusedByHelmWhereItDoesNotFit() throws Exception {
    export();
    own("values.yaml", "replicas: {min: 3}\n");
    String check = "The chart renders with overlays/values.yaml";
    assertTrue(
        verified(Map.of()).stream()
            .anyMatch(
                finding -> finding instanceof Finding.NotRun && finding.check().equals(check)));

    Tool.Invocation helm = ToolCatalogue.HELM.invocations().getFirst();
    Path programs = temp.resolve("programs");
    StandIn.working(
        programs,
        helm,
        """
        [ "$*" = 'template model chart --values overlays/values.yaml' ] || exit 2
        cat <<'END'
        %sEND
        """
            .formatted(RIGHTS));
    assertEquals(
        List.of(
            "ClusterRoleBinding/helper in the chart with overlays/values.yaml: it gives"
                + " cluster-admin in every namespace."),
        failed(judged(StandIn.tools(programs))));

    StandIn.working(programs, helm, "echo 'replicas.min: got string' >&2; exit 1");
    assertEquals(
        List.of("The chart cannot be rendered with overlays/values.yaml."),
        failed(judged(StandIn.tools(programs))));
  }

  @Test
  @Tag("tools")
  void aPatchIsJudgedByWhatItsEnvironmentRendersTo() throws Exception {
    own("production/kustomization.yaml", COMPONENT);
    own("production/more.yaml", HARMLESS);
    export();
    assertEquals(List.of(), failed(verified(System.getenv())));

    own(
        "production/kustomization.yaml",
        COMPONENT.replace("priorityClassName, value: model-servers", "hostNetwork, value: true"));
    assertEquals(
        List.of("Deployment/wine-quality in deploy/envs/production: hostNetwork must be false."),
        failed(verified(System.getenv())));
  }
}
