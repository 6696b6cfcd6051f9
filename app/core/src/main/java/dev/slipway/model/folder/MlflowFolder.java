// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A folder that MLflow saved a model in: `MLmodel` says of which libraries it is, what it takes
/// and which run made it.
final class MlflowFolder {

  static final String FILE = "MLmodel";

  /// How a flavor calls the version of its library.
  private static final Pattern LIBRARY = Pattern.compile("(?!python)([a-z_]{1,40})_version");

  /// A package with its version, and what may follow: a marker, a remark, an address.
  private static final Pattern PACKAGE =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9._-]*(?: ?\\[[A-Za-z0-9._, -]*])?"
              + "(?: ?\\(?[<>=!~][^;#@:/\\\\]*)?)(?: *[;#@].*| +\\\\.*)?");

  private final FolderFiles files;
  private final JsonNode says;

  private MlflowFolder(FolderFiles files, JsonNode says) {
    this.files = files;
    this.says = says;
  }

  static MlflowFolder open(Path folder) throws ProblemException {
    var files = new FolderFiles(folder);
    JsonNode says = files.yaml(FILE);
    if (!says.isObject()) {
      throw files.unusable(FILE, "it is no list of keys and values").asException();
    }
    return new MlflowFolder(files, says);
  }

  /// @param choice a file to take instead of the one that `MLmodel` names
  FolderModel model(Optional<String> choice) throws ProblemException {
    String file;
    String from;
    if (choice.isPresent()) {
      file = HubModels.chosen(files, choice.get());
      from = "as was asked";
    } else {
      MlflowFlavours.Found flavour = new MlflowFlavours(files, says.path("flavors")).file();
      file = flavour.file();
      from = FILE + ", flavor " + flavour.flavour();
    }
    MlflowSignature signature = MlflowSignature.of(files, says.path("signature"));
    List<Taken> taken = new ArrayList<>(List.of(new Taken("model", file, from)));
    List<String> missing = new ArrayList<>();
    signature
        .takes()
        .ifPresentOrElse(
            takes -> taken.add(new Taken("inputs", takes, FILE + ", signature")),
            () -> missing.add("columns: " + FILE + " has no signature"));
    Optional<Example> example = example(taken, missing);
    SortedMap<String, String> provenance = provenance();
    run(provenance)
        .ifPresentOrElse(
            run -> taken.add(new Taken("run", run, "the folder of the run")),
            () ->
                missing.add(
                    "parameters and metrics: the folder of the run is not beside the model"));
    return new FolderModel(
        "an MLflow model",
        files.folder(),
        file,
        new FolderModel.Says(
            List.of(), new TreeMap<>(), signature.inputs(), example, taken, missing),
        provenance);
  }

  /// The run and how much it says; empty where its folder was not found.
  private static Optional<String> run(SortedMap<String, String> provenance) {
    return Optional.ofNullable(provenance.get("run.name"))
        .or(() -> Optional.ofNullable(provenance.get("run.started")))
        .map(name ->
            "%s: %s, %s"
                .formatted(
                    name,
                    Words.count(under("parameter.", provenance), "parameter"),
                    Words.count(under("metric.", provenance), "metric")));
  }

  private static long under(String prefix, SortedMap<String, String> facts) {
    return facts.keySet().stream().filter(key -> key.startsWith(prefix)).count();
  }

  private Optional<Example> example(List<Taken> taken, List<String> missing) {
    try {
      Optional<MlflowExample.Found> found =
          MlflowExample.of(files, says.path("saved_input_example_info"));
      if (found.isEmpty()) {
        missing.add("an input example: none was saved with the model");
      }
      found.ifPresent(each -> taken.add(new Taken("example", "requests", each.file())));
      return found.map(MlflowExample.Found::example);
    } catch (ProblemException e) {
      missing.add("an input example: " + e.problem().what() + ". " + e.problem().why());
      return Optional.empty();
    }
  }

  /// How the model was made, as far as the folder and its run say.
  SortedMap<String, String> provenance() throws ProblemException {
    SortedMap<String, String> facts = new TreeMap<>();
    Optional<String> run = Plain.of(says.path("run_id"));
    put(facts, "run", run);
    facts.putAll(MlflowRun.facts(files.folder(), run));
    put(facts, "mlflow.version", Plain.of(says.path("mlflow_version")));
    put(facts, "mlflow.model", Plain.of(says.path("model_uuid")));
    put(facts, "mlflow.logged", Plain.of(says.path("utc_time_created")));
    JsonNode flavours = says.path("flavors");
    put(facts, "python", Plain.of(flavours.path("python_function").path("python_version")));
    flavours.forEach(flavour -> {
      put(facts, "model.class", Plain.of(flavour.path("model_class")));
      for (Map.Entry<String, JsonNode> each : flavour.properties()) {
        Matcher library = LIBRARY.matcher(each.getKey());
        if (library.matches()) {
          put(facts, "library." + library.group(1), Plain.of(each.getValue()));
        }
      }
    });
    put(facts, "requirements", requirements());
    MlflowSignature signature = MlflowSignature.of(files, says.path("signature"));
    put(facts, "signature.inputs", signature.takes());
    put(facts, "signature.outputs", signature.answers());
    return facts;
  }

  /// What `pip` is to install, without where from: an address may hold a password, a path a name.
  private Optional<String> requirements() throws ProblemException {
    List<String> stated = new ArrayList<>();
    Optional<String> text = files.text("requirements.txt");
    if (text.isPresent()) {
      text.get().lines().map(Plain::line).forEach(stated::add);
    } else {
      for (JsonNode each : files.yaml("conda.yaml").path("dependencies")) {
        Plain.of(each).ifPresent(stated::add);
        each.path("pip").forEach(pip -> Plain.of(pip).ifPresent(stated::add));
      }
    }
    String packages =
        stated.stream()
            .map(PACKAGE::matcher)
            .filter(Matcher::matches)
            .map(each -> each.group(1).strip())
            .collect(Collectors.joining(", "));
    return Optional.of(Plain.line(packages)).filter(all -> !all.isEmpty());
  }

  private static void put(SortedMap<String, String> facts, String key, Optional<String> value) {
    value.ifPresent(text -> facts.putIfAbsent(key, text));
  }
}
