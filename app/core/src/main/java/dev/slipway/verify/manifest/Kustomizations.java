// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Yaml;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `kustomization.yaml` files of a bundle: which folders are rendered, which files are only
/// patches. Nothing is rendered here.
final class Kustomizations {

  private static final Set<String> FILE_KEYS =
      Set.of("path", "files", "envs", "env", "resources", "components", "patches");

  /// No address: only a path has neither scheme nor query.
  private static final Pattern PATH = Pattern.compile("(?!.*//)[A-Za-z0-9. _/-]*");

  /// What Kustomize takes for a repository of somebody's, though a folder has that name.
  private static final Pattern REPOSITORY = Pattern.compile("(?i)(\\./)*github\\.com/.*|.*_git/.*");

  private static final String FILE = "(.*/)?(kustomization\\.ya?ml|Kustomization)";

  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "resources",
          "components",
          "namespace",
          "namePrefix",
          "nameSuffix",
          "labels",
          "commonAnnotations",
          "images",
          "replicas",
          "patches",
          "configMapGenerator",
          "secretGenerator",
          "generatorOptions",
          "replacements",
          "openapi",
          "sortOptions",
          "buildMetadata");

  private final BundleFolder bundle;
  private final SortedMap<String, JsonNode> byFolder = new TreeMap<>();
  private final NavigableSet<String> patches = new TreeSet<>();
  private final NavigableSet<String> used = new TreeSet<>();
  private final NavigableSet<String> notHeld = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();

  Kustomizations(BundleFolder bundle) {
    this.bundle = bundle;
    for (String file : bundle.everywhere(f -> f.matches(FILE))) {
      try {
        List<JsonNode> documents = Yaml.documents(bundle.text(file));
        // Kustomize reads one of several; which, is not for us to know.
        if (documents.size() > 1) {
          notHeld.add(file);
        }
        documents.forEach(document -> byFolder.put(folder(file), document));
      } catch (IllegalArgumentException e) {
        // Kustomize might read what is unreadable here.
        notHeld.add(file);
        byFolder.put(folder(file), MissingNode.getInstance());
        // The others are told with all YAML.
        if (file.endsWith("Kustomization")) {
          problems.add(
              Problem.gate(
                  "kubernetes.kustomization",
                  file + " cannot be read.",
                  String.valueOf(e.getMessage()),
                  "Correct the YAML at that place."));
        }
      }
    }
    // Their folders' names are given to Kustomize.
    byFolder.keySet().stream()
        .filter(folder -> isRepository(folder) || folder.matches(".*[:@?].*"))
        .forEach(notHeld::add);
    byFolder.forEach(this::read);
    byFolder.keySet().forEach(this::requireUsed);
  }

  /// Folders that no other one includes: the environments.
  List<String> environments() {
    return byFolder.keySet().stream()
        .filter(folder -> !used.contains(folder) && !isComponent(folder))
        .toList();
  }

  /// A component renders to nothing by itself.
  private boolean isComponent(String folder) {
    return Objects.requireNonNull(byFolder.get(folder)).path("kind").asText().equals("Component");
  }

  private void requireUsed(String folder) {
    if (isComponent(folder) && !used.contains(folder)) {
      problems.add(
          Problem.gate(
              "kubernetes.kustomization",
              folder + "/kustomization.yaml is a component that no environment includes.",
              "Nothing of it would reach a cluster, and no rule judges it.",
              "Name the folder overlays/staging or overlays/production, and export again: the"
                  + " environment then includes it."));
    }
  }

  /// Whether a file only changes documents of others.
  boolean isPatch(String file) {
    return patches.contains(file);
  }

  /// Names of the ConfigMaps and Secrets that rendering makes, as those that use them write them.
  Set<String> generated() {
    Set<String> names = new TreeSet<>();
    for (JsonNode document : byFolder.values()) {
      for (String generator : List.of("configMapGenerator", "secretGenerator")) {
        document.path(generator).forEach(entry -> names.add(entry.path("name").asText()));
      }
    }
    return names;
  }

  boolean isEmpty() {
    return byFolder.isEmpty();
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// What is named and the bundle does not hold. Kustomize takes addresses where paths stand, and
  /// would fetch them with the rights of whoever verifies.
  List<String> notHeld() {
    return List.copyOf(notHeld);
  }

  private void read(String folder, JsonNode document) {
    doubtful(document).ifPresent(notHeld::add);
    files(document).filter(name -> !isHeld(folder, name)).forEach(name -> notHeld.add(name));
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (!KEYS.contains(field.getKey())) {
        notHeld.add(field.getKey());
        problems.add(
            problem(folder, "has the key " + field.getKey() + ", which is unknown or given up."));
      }
    }
    for (String list : List.of("resources", "components")) {
      for (JsonNode entry : document.path(list)) {
        include(folder, entry.asText());
      }
    }
    for (JsonNode patch : document.path("patches")) {
      if (patch.path("path").isTextual()) {
        String file = resolve(folder, patch.path("path").asText());
        patches.add(file);
        if (!bundle.has(file)) {
          problems.add(problem(folder, "names the patch " + file + ", which is not there."));
        }
      }
    }
    for (JsonNode generator : document.path("configMapGenerator")) {
      for (JsonNode entry : generator.path("files")) {
        String name = entry.asText();
        String file = resolve(folder, name.substring(name.indexOf('=') + 1));
        if (!bundle.has(file)) {
          problems.add(problem(folder, "names the file " + file + ", which is not there."));
        }
      }
    }
  }

  /// A key that Kustomize reads otherwise than this class: it takes names of fields in any case.
  private static Optional<String> doubtful(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = field.getKey();
      boolean otherCase =
          FILE_KEYS.stream().anyMatch(k -> k.equalsIgnoreCase(key) && !k.equals(key));
      if (otherCase) {
        return Optional.of(key);
      }
    }
    return node.valueStream().flatMap(each -> doubtful(each).stream()).findFirst();
  }

  /// Every file that a kustomization names beside resources and components.
  private static Stream<String> files(JsonNode document) {
    Stream.Builder<JsonNode> named = Stream.builder();
    Stream.Builder<JsonNode> keyed = Stream.builder();
    document.path("patches").forEach(patch -> named.add(patch.path("path")));
    document.path("replacements").forEach(one -> named.add(one.path("path")));
    named.add(document.at("/openapi/path"));
    for (String list : List.of("configMapGenerator", "secretGenerator")) {
      for (JsonNode generator : document.path(list)) {
        generator.path("files").forEach(keyed::add);
        generator.path("envs").forEach(named::add);
        named.add(generator.path("env"));
      }
    }
    return Stream.concat(
        texts(named.build()),
        texts(keyed.build()).map(file -> file.replaceFirst("^[A-Za-z0-9._-]+=", "")));
  }

  private static Stream<String> texts(Stream<JsonNode> nodes) {
    return nodes.filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private boolean isHeld(String folder, String name) {
    return !isAddress(name) && bundle.has(resolve(folder, name));
  }

  private static boolean isAddress(String name) {
    return !PATH.matcher(name).matches() || isRepository(name);
  }

  private static boolean isRepository(String path) {
    return REPOSITORY.matcher(path + "/").matches();
  }

  private void include(String folder, String entry) {
    String target = resolve(folder, entry);
    if (isAddress(entry)) {
      notHeld.add(entry);
    }
    if (byFolder.containsKey(target)) {
      used.add(target);
    } else if (!bundle.has(target)) {
      notHeld.add(entry);
      problems.add(problem(folder, "includes " + target + ", which is not there."));
    }
  }

  private static Problem problem(String folder, String what) {
    return Problem.gate(
        "kubernetes.kustomization",
        folder + "/kustomization.yaml " + what,
        "Kustomize would refuse to render it.",
        "Correct the path or the key.");
  }

  private static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }

  private static String resolve(String folder, String entry) {
    try {
      return Path.of(folder).resolve(entry).normalize().toString().replace('\\', '/');
    } catch (InvalidPathException noPath) {
      return entry;
    }
  }
}
