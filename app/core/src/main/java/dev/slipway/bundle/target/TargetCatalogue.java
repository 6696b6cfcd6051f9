// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.base.Nearest;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.Constant;
import dev.slipway.bundle.render.Quoting;
import dev.slipway.objective.Objectives;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The targets that a bundle can hold: the built-in ones, and those that a user or a team adds or
/// overrides with folders of their own.
public final class TargetCatalogue {

  /// What a target's `checks` can name: programs that `slipway verify` runs on the target's files.
  public static final Set<String> CHECKS =
      Set.of("alertmanager", "cloudformation", "github-actions", "helm", "shell");

  /// What runs the service is one of these or requires one.
  private static final List<String> SERVING = List.of("docker", "triton");

  private static final String DESCRIPTION = "target.yaml";
  private static final Pattern INCLUDED = Pattern.compile("\\[#(?:include|import) \"/([^/\"]+)/");

  private final SortedMap<String, byte[]> templates;
  private @Nullable SortedMap<String, TargetDefinition> definitions;

  private TargetCatalogue(SortedMap<String, byte[]> templates) {
    this.templates = templates;
  }

  /// Read when a target is first asked for: a report needs none of them, and all take long.
  private synchronized SortedMap<String, TargetDefinition> definitions() {
    SortedMap<String, TargetDefinition> known = definitions;
    if (known == null) {
      try {
        known = read();
      } catch (ProblemException broken) {
        throw new IllegalStateException("the targets that come with Slipway are sound", broken);
      }
      definitions = known;
    }
    return known;
  }

  private SortedMap<String, TargetDefinition> read() throws ProblemException {
    var definitions = new TreeMap<String, TargetDefinition>();
    for (String path : templates.keySet()) {
      int slash = path.indexOf('/');
      String id = slash < 0 ? "" : path.substring(0, slash);
      byte[] description = templates.get(id + "/" + DESCRIPTION);
      if (slash < 0 || description == null) {
        throw notATarget(path);
      }
      if (!definitions.containsKey(id)) {
        definitions.put(id, TargetReader.read(id, description));
      }
    }
    for (TargetDefinition definition : definitions.values()) {
      checkReferences(definition, definitions);
    }
    return definitions;
  }

  /// The targets that come with Slipway.
  public static TargetCatalogue builtIn() throws ProblemException {
    return with(List.of());
  }

  /// The built-in targets, with folders whose files add to them or replace files of the same path;
  /// a later folder wins.
  ///
  /// @param folders each with one folder a target, as `templates/` has; those that do not exist are
  ///   passed over
  public static TargetCatalogue with(List<java.nio.file.Path> folders) throws ProblemException {
    SortedMap<String, byte[]> templates = new TreeMap<>(TemplateFolder.builtIn());
    boolean others = false;
    for (java.nio.file.Path folder : folders) {
      SortedMap<String, byte[]> more = TemplateFolder.read(folder);
      templates.putAll(more);
      others |= !more.isEmpty();
    }
    var catalogue = new TargetCatalogue(templates);
    if (others) {
      // What people wrote is refused at once, whichever target is asked for.
      catalogue.definitions = catalogue.read();
    }
    return catalogue;
  }

  /// All targets, by id.
  public List<Target> targets() {
    return definitions().values().stream().map(TargetDefinition::target).toList();
  }

  public Optional<Target> find(String id) {
    return Optional.ofNullable(definitions().get(id)).map(TargetDefinition::target);
  }

  /// The ids of the targets that somebody is handed; all of them for [Recipient#EVERYTHING], but
  /// for those that need what the project does not state, or that are made only where they are
  /// named.
  public List<String> handedTo(Recipient recipient, Objectives objectives) {
    return definitions().values().stream()
        .filter(definition ->
            (recipient == Recipient.EVERYTHING && definition.offered())
                || definition.recipients().contains(recipient))
        .filter(definition -> definition.target().lacking(objectives).isEmpty())
        .map(definition -> definition.target().id())
        .toList();
  }

  /// Kinds of files that the named targets and those that they require copy.
  public Set<String> copies(List<String> ids) throws ProblemException {
    return resolve(ids).stream()
        .flatMap(definition -> definition.files().stream())
        .map(TargetFile::copy)
        .collect(Collectors.toSet());
  }

  /// Targets whose options hold for the files of others: those themselves, and those that they
  /// read.
  public SortedMap<String, Target> heard(List<TargetDefinition> chosen) {
    SortedMap<String, Target> heard = new TreeMap<>();
    for (TargetDefinition each : chosen) {
      heard.put(each.target().id(), each.target());
      for (String read : each.target().reads()) {
        find(read).ifPresent(target -> heard.put(read, target));
      }
    }
    return heard;
  }

  /// The named targets and those that they require, each once; what is required comes first.
  public List<TargetDefinition> resolve(List<String> ids) throws ProblemException {
    List<TargetDefinition> resolved = new ArrayList<>();
    for (String id : ids) {
      add(id, resolved);
    }
    return List.copyOf(resolved);
  }

  /// Whether a bundle of these targets has a service, which one has that does not score in batch
  /// only.
  public boolean serves(List<String> ids) {
    return !ids.contains("batch")
        || ids.stream()
            .anyMatch(id -> SERVING.stream().anyMatch(it -> requires(definitions(), id, it, 0)));
  }

  private void add(String id, List<TargetDefinition> resolved) throws ProblemException {
    TargetDefinition definition = definitions().get(id);
    if (definition == null) {
      throw unknown(id);
    }
    if (resolved.contains(definition)) {
      return;
    }
    for (String required : definition.target().requires()) {
      add(required, resolved);
    }
    resolved.add(definition);
  }

  /// What numbers are that stand in a template itself: what its target says, and those of the
  /// templates that it includes.
  public List<Constant> constants(String template) {
    return Stream.concat(Stream.of(folder(template)), included(template))
        .map(id -> Optional.ofNullable(definitions().get(id)))
        .flatMap(Optional::stream)
        .flatMap(definition -> definition.numbers().stream())
        .toList();
  }

  private Stream<String> included(String template) {
    String text = new String(templates.getOrDefault(template, new byte[0]), StandardCharsets.UTF_8);
    return INCLUDED.matcher(text).results().map(found -> found.group(1)).distinct();
  }

  private static String folder(String template) {
    return template.replaceFirst("/.*", "");
  }

  public SortedMap<String, byte[]> templates() {
    return templates;
  }

  /// Hash over the templates of a target; over nothing where there is no such target.
  public Sha256 templatesOf(String target) {
    StringBuilder all = new StringBuilder();
    templates.forEach((path, bytes) -> {
      if (path.startsWith(target + "/")) {
        all.append(Sha256.of(bytes).hex()).append("  ").append(path).append('\n');
      }
    });
    return ByteContent.of(all.toString()).sha256();
  }

  private void checkReferences(
      TargetDefinition definition, SortedMap<String, TargetDefinition> definitions)
      throws ProblemException {
    String id = definition.target().id();
    for (String required : definition.target().requires()) {
      if (!definitions.containsKey(required) || requires(definitions, required, id, 0)) {
        throw bad(id, "it requires " + required + ", which does not exist or requires it in turn");
      }
    }
    for (String read : definition.target().reads()) {
      if (!definitions.containsKey(read)) {
        throw bad(id, "it takes the options of " + read + ", which does not exist");
      }
    }
    for (TargetFile file : definition.files()) {
      if (!file.template().isEmpty() && !templates.containsKey(file.template())) {
        throw bad(id, "it names the template " + file.template() + ", which does not exist");
      }
    }
  }

  private static boolean requires(
      SortedMap<String, TargetDefinition> definitions, String id, String other, int depth) {
    return id.equals(other)
        || Optional.ofNullable(definitions.get(id)).stream()
            .flatMap(definition -> definition.target().requires().stream())
            .anyMatch(next ->
                depth > definitions.size() || requires(definitions, next, other, depth + 1));
  }

  private ProblemException unknown(String id) {
    String nearest = Nearest.of(id, definitions().keySet()).orElse("");
    return Problem.input(
            "bundle.unknown-target",
            "There is no target " + Quoting.doubleQuoted(id) + ".",
            "The nearest one is "
                + nearest
                + "; all are "
                + String.join(", ", definitions().keySet())
                + ".",
            "Correct release.targets in slipway.yaml.")
        .asException();
  }

  private static ProblemException notATarget(String path) {
    return Problem.input(
            "bundle.bad-target",
            "The template file " + path + " belongs to no target.",
            "A target is a folder with a target.yaml in it.",
            "Move the file into such a folder, or remove it.")
        .asException();
  }

  private static ProblemException bad(String id, String why) {
    return Problem.input(
            "bundle.bad-target",
            "The target " + id + " cannot be used.",
            why,
            "Correct templates/" + id + "/target.yaml, or remove your copy of it.")
        .asException();
  }
}
