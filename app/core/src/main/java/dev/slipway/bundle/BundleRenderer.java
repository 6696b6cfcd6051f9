// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Started;
import dev.slipway.bundle.alert.ServiceAlerts;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.render.NumberTrace;
import dev.slipway.bundle.render.PlanValues;
import dev.slipway.bundle.render.TemplateEngine;
import dev.slipway.bundle.render.TemplateValues;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.bundle.target.TargetDefinition;
import dev.slipway.bundle.target.TargetFile;
import dev.slipway.bundle.target.TargetOptions;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.RestAnswer;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Renders the files of a bundle. Pure: the same inputs give the same bytes.
public final class BundleRenderer {

  /// What the templates of one bundle may write, in characters; ours write some 1 % of it.
  private static final long LARGEST = 64L << 20;

  private final TargetCatalogue catalogue;
  private final TemplateEngine engine;

  public BundleRenderer(TargetCatalogue catalogue) {
    this.catalogue = catalogue;
    engine = new TemplateEngine(catalogue.templates(), new TemplateValues());
  }

  /// The files of the named targets and of those that they require, by path; `bundle.json` last.
  public List<GeneratedFile> render(BundleInput input, List<String> targets)
      throws ProblemException {
    return render(input, targets, new TreeMap<>());
  }

  /// The same for a team that adds files of its own.
  ///
  /// @param own their SHA-256 by path, in `overlays/`: `bundle.json` names them, and an environment
  ///   takes in the component that is there for it
  public List<GeneratedFile> render(
      BundleInput input, List<String> targets, SortedMap<String, Sha256> own)
      throws ProblemException {
    requireInspectedModel(input);
    List<TargetDefinition> definitions = catalogue.resolve(targets);
    requireStated(input, definitions);
    List<GeneratedFile> files = new ArrayList<>();
    Map<String, Origins> origins = new HashMap<>();
    long written = 0;
    ArchitectureAdvice advice = ArchitectureAdvice.of(input);
    Map<String, Object> requests = OwnRequests.of(input);
    SortedMap<String, Map<String, Object>> options = options(input, definitions);
    TaskProcessor.require(ids(definitions), options);
    ServiceAlerts alerts =
        ServiceAlerts.of(
            WatchedService.of(
                input.project(), options, ids(definitions), catalogue.serves(ids(definitions))),
            input.plan(),
            input.drift());
    for (Rendered rendered :
        Started.each(
            definitions,
            definition -> {
              Map<String, Object> root = root(input, definition, definitions, options);
              put(root, "architecture", advice);
              put(root, "watch", alerts);
              root.put("answers", wrapped("answers", RestAnswer.ALL));
              root.put("own", List.copyOf(own.keySet()));
              requests.forEach((name, value) -> root.put(name, wrapped(name, value)));
              return render(input, definition, root);
            })) {
      rendered.files().stream()
          .filter(file -> files.stream().noneMatch(other -> isShared(file, other)))
          .forEach(files::add);
      origins.putAll(rendered.origins());
      written = added(written, rendered.length());
    }
    files.sort(Comparator.comparing(GeneratedFile::path));
    requireDistinct(files);
    BundleManifest manifest = manifest(input, definitions, files, origins, own);
    files.add(
        new GeneratedFile(
            BundleManifest.FILE, ByteContent.of(ManifestJson.write(manifest)), false, "", ""));
    return List.copyOf(files);
  }

  /// Targets may share a file, such as a script: the same template at the same path. It counts as
  /// the first one's.
  private static boolean isShared(GeneratedFile file, GeneratedFile other) {
    return !file.template().isEmpty()
        && file.path().equals(other.path())
        && file.template().equals(other.template())
        && file.executable() == other.executable()
        && file.content().equals(other.content());
  }

  /// The files of one target, and where those that a template made come from.
  ///
  /// @param length of all that a template made, in characters
  private record Rendered(List<GeneratedFile> files, Map<String, Origins> origins, long length) {}

  private static long added(long written, long more) throws ProblemException {
    if (written + more > LARGEST) {
      throw Problem.input(
              "bundle.template-bounds",
              "The templates were stopped: together they write more than "
                  + Numbers.count(LARGEST)
                  + " characters.",
              "No bundle is as large without the model and the libraries, which are copied.",
              "Look for a list that is too long in the templates that you added.")
          .asException();
    }
    return written + more;
  }

  private Rendered render(BundleInput input, TargetDefinition definition, Map<String, Object> root)
      throws ProblemException {
    List<GeneratedFile> files = new ArrayList<>();
    Map<String, Origins> origins = new HashMap<>();
    long written = 0;
    for (TargetFile file : definition.files()) {
      if (file.when().isEmpty()
          || engine.holds(definition.target().id() + "/target.yaml", file.when(), root)) {
        files.addAll(render(input, definition.target(), file, root, origins));
        written = added(written, origins.getOrDefault(file.path(), Origins.NONE).length());
      }
    }
    return new Rendered(files, origins, written);
  }

  private List<GeneratedFile> render(
      BundleInput input,
      Target target,
      TargetFile file,
      Map<String, Object> root,
      Map<String, Origins> origins)
      throws ProblemException {
    if (!file.copy().isEmpty()) {
      return CopiedFiles.of(input, target, file);
    }
    PlanValues plan = new PlanValues(input.plan());
    Map<String, Object> all = new HashMap<>(root);
    all.put("plan", plan.chosen());
    all.put("why", plan.reasons());
    all.put("basis", plan.grounds());
    all.put("byHand", plan.byHand());
    all.put("reason", plan.comment());
    NumberTrace.Traced traced = engine.render(file.template(), all);
    origins.put(file.path(), new Origins(keys(input.plan(), plan, traced), traced));
    return List.of(
        new GeneratedFile(
            file.path(),
            ByteContent.of(traced.text()),
            file.executable(),
            target.id(),
            file.template()));
  }

  /// The keys that a template read, and those that its numbers come from.
  private static List<String> keys(Plan plan, PlanValues values, NumberTrace.Traced traced) {
    Set<String> keys = new TreeSet<>(values.read());
    Set<String> known = plan.choices().keySet().stream().map(Key::name).collect(Collectors.toSet());
    traced.numbers().stream()
        .flatMap(number -> number.origins().stream())
        .filter(known::contains)
        .forEach(keys::add);
    return List.copyOf(keys);
  }

  /// Where a file's content comes from.
  ///
  /// @param keys of the plan that its template read
  private record Origins(List<String> keys, NumberTrace.Traced traced) {
    static final Origins NONE = new Origins(List.of(), new NumberTrace.Traced("", List.of()));

    int length() {
      return traced.text().length();
    }
  }

  /// Options by target: of those that are exported, and of those whose options they take.
  private SortedMap<String, Map<String, Object>> options(
      BundleInput input, List<TargetDefinition> chosen) throws ProblemException {
    SortedMap<String, Map<String, Object>> options = new TreeMap<>();
    for (Target target : catalogue.heard(chosen).values()) {
      Map<String, Object> given =
          input.project().release().options().getOrDefault(target.id(), Map.of());
      options.put(target.id(), TargetOptions.of(target, given));
    }
    return options;
  }

  private static List<String> ids(List<TargetDefinition> definitions) {
    return definitions.stream().map(each -> each.target().id()).toList();
  }

  private static Map<String, Object> root(
      BundleInput input,
      TargetDefinition definition,
      List<TargetDefinition> all,
      SortedMap<String, Map<String, Object>> given) {
    Map<String, Object> options = new TreeMap<>();
    given.forEach((id, values) ->
        options.put(PlanValues.camel(id), wrapped("release.options." + id, values)));
    Map<String, Object> root = new HashMap<>(TemplateEngine.functions());
    put(root, "project", input.project());
    put(root, "objectives", input.project().objectives());
    root.put("judged", wrapped("judged", judged(input)));
    put(root, "inspection", input.inspection());
    put(root, "model", input.inspection().model());
    input.evaluation().ifPresent(evaluation -> put(root, "evaluation", evaluation));
    input.profile().ifPresent(profile -> put(root, "profile", profile));
    root.put(
        "sizesFrom",
        wrapped(
            "profile.inputs",
            input.profile().map(Profile::inputs).map(InputSizes::because).orElse("")));
    input.estimate().ifPresent(estimate -> put(root, "estimate", estimate));
    input.variant().ifPresent(variant -> put(root, "variant", variant));
    root.put("provenance", wrapped("provenance", input.provenance()));
    root.put("golden", input.golden().isPresent());
    TextsPreparation.of(input).ifPresent(texts -> put(root, "texts", texts));
    ImagesPreparation.of(input).ifPresent(images -> put(root, "images", images));
    input.texts().flatMap(TextSource::unusable).ifPresent(why -> root.put("noTexts", why));
    root.put("drift", input.drift().isPresent());
    input.drift().ifPresent(drift -> put(root, "baseline", drift));
    input.data().ifPresent(data -> put(root, "data", data));
    input.checks().ifPresent(checks -> put(root, "checks", checks));
    root.put("jars", wrapped("jars", input.jars()));
    root.put("runtime", wrapped("runtime", RuntimePart.of(input)));
    root.put("tool", wrapped("tool", Map.of("version", input.toolVersion())));
    root.put("targets", ids(all));
    root.put("optionsOf", options);
    root.put(
        "options", Objects.requireNonNull(options.get(PlanValues.camel(definition.target().id()))));
    return root;
  }

  /// The stated objectives with their verdicts, as far as they can be known before the bundle is.
  private static List<JudgedObjective> judged(BundleInput input) {
    return Judgement.of(
        input.project().objectives(),
        Judgement.Grounds.unbuilt(
            input.evaluation(),
            input.profile(),
            input.estimate(),
            Judgement.Ground.of(input.batch(), Judgement.NOT_SCORED)));
  }

  private static void put(Map<String, Object> root, String name, Record value) {
    root.put(name, wrapped(name, value));
  }

  /// A value as templates see it, whose numbers know where they stand.
  private static TemplateModel wrapped(String path, Object value) {
    try {
      return Objects.requireNonNull(new TemplateValues(path).wrap(value));
    } catch (TemplateModelException e) {
      throw new IllegalStateException("templates can see " + path, e);
    }
  }

  private BundleManifest manifest(
      BundleInput input,
      List<TargetDefinition> definitions,
      List<GeneratedFile> files,
      Map<String, Origins> origins,
      SortedMap<String, Sha256> own) {
    SortedMap<String, Sha256> targets = new TreeMap<>();
    SortedMap<String, List<String>> checks = new TreeMap<>();
    for (TargetDefinition definition : definitions) {
      if (!definition.checks().isEmpty()) {
        checks.put(definition.target().id(), definition.checks());
      }
      targets.put(definition.target().id(), catalogue.templatesOf(definition.target().id()));
    }
    NumberSources sources = new NumberSources(catalogue, input, definitions);
    SortedMap<String, BundleManifest.Entry> entries = new TreeMap<>();
    for (GeneratedFile file : files) {
      String templateSha256 =
          file.template().isEmpty()
              ? ""
              : Sha256.of(Objects.requireNonNull(catalogue.templates().get(file.template()))).hex();
      Origins from = origins.getOrDefault(file.path(), Origins.NONE);
      entries.put(
          file.path(),
          new BundleManifest.Entry(
              file.content().sha256(),
              file.executable(),
              file.target(),
              file.template(),
              templateSha256,
              from.keys(),
              sources.figures(file.template(), from.traced())));
    }
    return new BundleManifest(
        input.toolVersion(),
        input.project().name(),
        input.project().version(),
        input.model().sha256(),
        Optional.of(input.inspection().signature()),
        measured(input),
        targets,
        checks,
        entries,
        own,
        BundleManifest.reasons(input.plan()),
        sources.all());
  }

  private static SortedMap<String, BundleManifest.Reason> measured(BundleInput input) {
    SortedMap<String, BundleManifest.Reason> facts =
        MeasuredFacts.of(
            MeasuredFacts.Stated.of(input.project().objectives()),
            input.evaluation(),
            input.profile(),
            input.variant(),
            input.estimate());
    input.champion().ifPresent(found -> facts.putAll(MeasuredFacts.of(found)));
    return facts;
  }

  private static void requireInspectedModel(BundleInput input) throws ProblemException {
    if (!input.model().sha256().equals(input.inspection().model().sha256())) {
      throw Problem.input(
              "bundle.changed-model",
              "The model is not the one that was inspected.",
              "Its hash is "
                  + input.model().sha256().brief()
                  + ", the inspected one's is "
                  + input.inspection().model().sha256().brief()
                  + ".",
              "Inspect and measure the model again.")
          .asException();
    }
  }

  private static void requireStated(BundleInput input, List<TargetDefinition> definitions)
      throws ProblemException {
    for (TargetDefinition definition : definitions) {
      List<String> lacking = definition.target().lacking(input.project().objectives());
      if (!lacking.isEmpty()) {
        throw Problem.input(
                "bundle.not-stated",
                "The target " + definition.target().id() + " cannot be made.",
                "It needs " + String.join(", ", lacking) + ", which slipway.yaml does not state.",
                "State what is so, such as: "
                    + lacking.stream().map(Target::statedBy).collect(Collectors.joining(", "))
                    + " Or leave the target out.")
            .asException();
      }
    }
  }

  private static void requireDistinct(List<GeneratedFile> files) throws ProblemException {
    try {
      BundlePaths.requireDistinct(files);
      BundlePaths.requireFree(files);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.path-clash",
              "A file of the bundle has a path that is taken.",
              String.valueOf(e.getMessage()),
              "Export one of the two targets only, or change the path in a target.yaml."),
          e);
    }
  }
}
