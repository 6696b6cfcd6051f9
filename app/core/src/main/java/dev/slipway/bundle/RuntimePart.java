// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import dev.slipway.serving.RuntimeDependencies;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of the serving runtime, as a bill of materials names it.
///
/// @param group Maven's group; empty for what is ours
/// @param version of the package that it is, or is a file of
/// @param purl its package URL (ECMA-427): of a Maven package, or a generic one of ours
record RuntimePart(
    String kind, String name, Sha256 sha256, String group, String version, String purl) {

  /// A jar's file name ends with its version.
  private static final Pattern JAR = Pattern.compile("(.+?)-([0-9].*)\\.jar");

  private static final String RUNTIME = "onnxruntime";
  private static final Map<String, String> NATIVES =
      Map.of(
          "native-amd64", "ai/onnxruntime/native/linux-x64/",
          "native-arm64", "ai/onnxruntime/native/linux-aarch64/");

  static List<RuntimePart> of(BundleInput input) {
    Map<String, String> groups = RuntimeDependencies.groups();
    String runtime =
        input
            .served()
            .map(file -> JAR.matcher(file.name()))
            .filter(jar -> jar.matches() && jar.group(1).equals(RUNTIME))
            .map(jar -> jar.group(2))
            .findFirst()
            .orElse("");
    return input.served().map(file -> of(file, groups, runtime, input.toolVersion())).toList();
  }

  private static RuntimePart of(
      RuntimeFile file, Map<String, String> groups, String runtime, String ours) {
    Matcher jar = JAR.matcher(file.name());
    String folder = NATIVES.getOrDefault(file.kind(), "");
    if (jar.matches()) {
      String group = groups.getOrDefault(jar.group(1), "");
      return part(file, group, jar.group(1), jar.group(2), "");
    }
    if (!folder.isEmpty()) {
      String group = groups.getOrDefault(RUNTIME, "");
      return part(file, group, RUNTIME, runtime, folder + file.name());
    }
    String artifact =
        file.kind().equals("health-check") ? "slipway-health-check" : "slipway-serving";
    return part(file, "", artifact, ours, "");
  }

  private static RuntimePart part(
      RuntimeFile file, String group, String artifact, String version, String subpath) {
    String type = group.isEmpty() ? "generic/" : "maven/" + group + "/";
    String at = version.isEmpty() ? "" : "@" + version;
    String purl = "pkg:" + type + artifact + at + (subpath.isEmpty() ? "" : "#" + subpath);
    Sha256 sha256 = file.content().sha256();
    return new RuntimePart(file.kind(), file.name(), sha256, group, version, purl);
  }
}
