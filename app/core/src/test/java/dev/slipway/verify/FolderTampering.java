// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static dev.slipway.verify.Tampered.add;

import dev.slipway.verify.Tampered.Tampering;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be done to a bundle's folder without touching `bundle.json`.
final class FolderTampering {

  static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: helper}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      """;

  static final Map<String, Tampering> ALL = new LinkedHashMap<>();

  static {
    unlisted();
    hardToSee();
    links();
    listed();
  }

  private FolderTampering() {}

  private static void unlisted() {
    ALL.put("rights in the chart", b -> add(b, "chart/templates/rights.yaml", RIGHTS));
    ALL.put("a chart in the chart", b -> add(b, "chart/charts/more.tgz", "gz"));
    ALL.put("a kind in the chart", b -> add(b, "chart/crds/kind.yaml", "kind: X\n"));
    ALL.put("a workflow", b -> add(b, "pipelines/github/.github/workflows/more.yml", "on: push\n"));
    ALL.put("a workflow at the root", b -> add(b, ".github/workflows/more.yml", "on: push\n"));
    ALL.put("a jar", b -> add(b, "docker/app/lib/more.jar", "PK"));
    ALL.put("a manifest", b -> add(b, "deploy/base/more.yaml", RIGHTS));
    ALL.put("a Dockerfile at the root", b -> add(b, "Dockerfile", "FROM evil\n"));
    ALL.put("a hidden file", b -> add(b, ".env", "TOKEN=1\n"));
    ALL.put("what a killed export left", b -> add(b, ".bundle.json.next", "{}"));
    ALL.put("another index", b -> add(b, "bundle.json.bak", "{}"));
    ALL.put("a folder with a file", b -> add(b, "more/within/run", "#!/bin/sh\n"));
    ALL.put("an empty folder", b -> folder(b, "more"));
    ALL.put("an empty folder deep within", b -> folder(b, "deploy/base/more"));
    ALL.put("the team's folder in capitals", b -> add(b, "Overlays/patch.yaml", "a: 1\n"));
    ALL.put(
        "a socket",
        b -> {
          // Its own path may be no longer than some 100 bytes.
          Path at = Files.createTempDirectory("s").resolve("s");
          try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(at));
          }
          Files.move(at, b.resolve("docker/socket"));
          return "docker/socket is neither a file nor a folder";
        });
  }

  private static void hardToSee() {
    ALL.put("an unseen space", b -> seen(b, "docker/Dockerfile\u200b", "\\u200b"));
    ALL.put("written backwards", b -> seen(b, "docker/\u202elmay.exe", "\\u202e"));
    ALL.put("a letter that looks alike", b -> seen(b, "docker/Dockerfil\u0435", "\\u0435"));
    ALL.put("a space at the end", b -> seen(b, "docker/Dockerfile ", "Dockerfile \""));
    ALL.put("a line break", b -> seen(b, "docker/a\nb", "a\\u000ab"));
    ALL.put("a backslash", b -> seen(b, "docker\\Dockerfile", "docker\\\\Dockerfile"));
    ALL.put("other capitals", b -> add(b, "docker/dockerfile", "FROM evil\n"));
  }

  private static void links() {
    ALL.put("a link out", b -> link(b, "docker/more", "../../made"));
    ALL.put("a link that leads nowhere", b -> link(b, "docker/more", "nowhere"));
    ALL.put("a link upwards", b -> link(b, "docker/more", ".."));
    ALL.put("a link among the team's own", b -> link(b, "overlays/more", "../../made"));
    ALL.put("a file that is a link to the same bytes", b -> linked(b, "docker/Dockerfile"));
    ALL.put("a folder that is a link", b -> linked(b, "deploy/base"));
    ALL.put("the team's folder as a link", b -> linked(b, "overlays"));
    ALL.put(
        "an index that is a link",
        b -> {
          var _ = linked(b, "bundle.json");
          return "bundle.json";
        });
    ALL.put(
        "a file that is a link to another of the bundle",
        b -> {
          Files.delete(b.resolve("deploy/base/service.yaml"));
          return link(b, "deploy/base/service.yaml", "deployment.yaml");
        });
  }

  private static void listed() {
    ALL.put("a file that became a program", b -> program(b, PosixFilePermission.OTHERS_EXECUTE));
    ALL.put("a file that everybody may run", b -> program(b, PosixFilePermission.values()));
    ALL.put("a renamed file", b -> moved(b, "deploy/base/network.yaml", "deploy/base/net.yaml"));
    ALL.put("a renamed folder", b -> moved(b, "deploy/envs/staging", "deploy/envs/stage"));
    ALL.put(
        "two files that changed places",
        b -> {
          var _ = moved(b, "deploy/base/service.yaml", "deploy/x");
          var _ = moved(b, "deploy/base/network.yaml", "deploy/base/service.yaml");
          return moved(b, "deploy/x", "deploy/base/network.yaml");
        });
    ALL.put(
        "a file that went",
        b -> {
          Files.delete(b.resolve("deploy/base/network.yaml"));
          return "deploy/base/network.yaml";
        });
    ALL.put(
        "a folder in a file's place",
        b -> {
          Files.delete(b.resolve("deploy/base/network.yaml"));
          return folder(b, "deploy/base/network.yaml");
        });
    ALL.put("another model", b -> add(b, "docker/app/model/model.onnx", "another model"));
    ALL.put("one byte more", b -> add(b, "docker/Dockerfile", text(b, "docker/Dockerfile") + "\n"));
    ALL.put("an empty file", b -> add(b, "docker/Dockerfile", ""));
    ALL.put(
        "a root user",
        b -> {
          String file = "deploy/base/deployment.yaml";
          return add(b, file, text(b, file).replace("runAsNonRoot: true", "runAsNonRoot: false"));
        });
  }

  private static String text(Path bundle, String file) throws Exception {
    return Files.readString(bundle.resolve(file));
  }

  private static String program(Path bundle, PosixFilePermission... more) throws Exception {
    Path file = bundle.resolve("docker/Dockerfile");
    Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
    may.addAll(List.of(more));
    Files.setPosixFilePermissions(file, may);
    return "docker/Dockerfile is executable, which bundle.json does not say";
  }

  private static String folder(Path bundle, String path) throws Exception {
    Files.createDirectories(bundle.resolve(path));
    return path;
  }

  private static String seen(Path bundle, String path, String shown) throws Exception {
    var _ = add(bundle, path, "FROM evil\n");
    return shown;
  }

  private static String moved(Path bundle, String from, String to) throws Exception {
    Files.move(bundle.resolve(from), bundle.resolve(to));
    return to;
  }

  private static String link(Path bundle, String path, String to) throws Exception {
    Files.createSymbolicLink(bundle.resolve(path), Path.of(to));
    return path + " is a symbolic link to " + to;
  }

  /// The same bytes, behind a link.
  private static String linked(Path bundle, String path) throws Exception {
    Path away = bundle.resolveSibling(bundle.getFileName() + "-away");
    Files.move(bundle.resolve(path), away);
    return link(bundle, path, away.toString());
  }
}
