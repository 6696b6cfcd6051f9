// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder as models lie on the Hugging Face hub: `config.json`, tokenizer or preprocessor,
/// weights or ONNX, and a card.
final class HubFolder {

  static final String CONFIG = "config.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";

  private static final List<String> KEYS =
      List.of("model_type", "architectures", "transformers_version", "pretrained_cfg");

  private static final int MOST_LABELS = 20_000;

  /// A length beyond which no model was trained: the library writes 1e30 where it knows none.
  private static final long LONGEST = 10_000_000;

  private final FolderFiles files;
  private final JsonNode config;
  private final HubCard card;
  private final List<Taken> taken = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private HubFolder(FolderFiles files, JsonNode config, HubCard card) {
    this.files = files;
    this.config = config;
    this.card = card;
  }

  static boolean is(Path folder) {
    if (Stream.of(TOKENIZER_CONFIG, PREPROCESSOR, "modules.json")
        .anyMatch(name -> Files.exists(folder.resolve(name)))) {
      return true;
    }
    try {
      JsonNode config = new FolderFiles(folder).json(CONFIG);
      return KEYS.stream().anyMatch(config::has);
    } catch (ProblemException e) {
      return false;
    }
  }

  static HubFolder open(Path folder) throws ProblemException {
    var files = new FolderFiles(folder);
    return new HubFolder(files, files.json(CONFIG), HubCard.of(files));
  }

  /// @param choice the ONNX file to take where there are several
  FolderModel model(Optional<String> choice) throws ProblemException {
    String file = new HubModels(files).file(choice, architecture());
    taken.add(new Taken("model", Plain.line(file), HubModels.numbers(file)));
    List<String> labels = labels();
    SortedMap<String, String> picture = picture();
    Optional<Example> example = texts();
    SortedMap<String, String> provenance = provenance();
    Optional.ofNullable(provenance.get("licence"))
        .ifPresentOrElse(
            licence -> taken.add(new Taken("licence", licence, HubCard.FILE)),
            () -> missing.add("a licence: the front matter of README.md states none"));
    return new FolderModel(
        "a Hugging Face model",
        files.folder(),
        file,
        new FolderModel.Says(labels, picture, List.of(), example, taken, missing),
        provenance);
  }

  private Optional<String> architecture() {
    return Plain.of(config.path("architectures").path(0))
        .or(() -> Plain.of(config.path("architecture")));
  }

  /// Names of the classes. Two classes of one name are told apart by their numbers.
  private List<String> labels() {
    if (config.path("problem_type").asText().equals("multi_label_classification")) {
      missing.add(
          "labels: they do not exclude one another; name them in the model's metadata, under"
              + " slipway.multi-labels");
      return List.of();
    }
    if (architecture().filter(name -> name.contains("For")).isPresent()
        && architecture().filter(name -> name.contains("Classification")).isEmpty()) {
      return List.of();
    }
    JsonNode names = config.path("label_names").isArray() ? config.path("label_names") : byNumber();
    List<String> labels = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JsonNode each : names) {
      Optional<String> name = Plain.of(each);
      if (name.isEmpty() || labels.size() >= MOST_LABELS) {
        return List.of();
      }
      String free = name.get();
      labels.add(known.add(free) ? free : free + " (" + labels.size() + ")");
    }
    return labels.size() > 1 ? labels : List.of();
  }

  /// `id2label` in the order of its numbers; empty where a number is missing.
  private JsonNode byNumber() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    JsonNode byNumber = config.path("id2label");
    for (int i = 0; i < byNumber.size() && i < MOST_LABELS; i++) {
      list.add(byNumber.path(String.valueOf(i)));
    }
    return list;
  }

  private SortedMap<String, String> picture() throws ProblemException {
    JsonNode says = config.has("pretrained_cfg") ? config : files.json(PREPROCESSOR);
    Optional<HubPicture.Found> found = HubPicture.of(says);
    if (found.isEmpty()) {
      return new TreeMap<>();
    }
    taken.add(
        new Taken(
            "pictures",
            String.join(
                ", ",
                found.get().settings().entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .toList()),
            config.has("pretrained_cfg") ? CONFIG + ", pretrained_cfg" : PREPROCESSOR));
    missing.addAll(found.get().unlike());
    missing.add("a picture to try it on: slipway golden add, with --image FILE");
    return found.get().settings();
  }

  private Optional<Example> texts() throws ProblemException {
    boolean reads = files.file(TOKENIZER_CONFIG).isPresent();
    Optional<String> tokenizer =
        Stream.of("tokenizer.json", "vocab.txt")
            .filter(name -> Files.isRegularFile(files.folder().resolve(name)))
            .findFirst();
    if (tokenizer.isEmpty()) {
      if (reads) {
        missing.add(
            "tokenizer.json: in Python, AutoTokenizer.from_pretrained(FOLDER).save_pretrained("
                + "FOLDER) writes it");
      }
      return Optional.empty();
    }
    String most =
        maximumLength().map(length -> "at most " + Words.count(length, "token")).orElse("");
    taken.add(new Taken("tokenizer", most.isEmpty() ? "of texts" : most, tokenizer.get()));
    List<String> texts = card.texts();
    if (texts.isEmpty()) {
      missing.add("texts to try it on: slipway golden add, with --text TEXT");
      return Optional.empty();
    }
    taken.add(new Taken("example", Words.count(texts.size(), "text"), HubCard.FILE + ", widget"));
    return Optional.of(new Example.Texts(texts));
  }

  private Optional<Long> maximumLength() throws ProblemException {
    for (JsonNode stated :
        List.of(
            files.json("sentence_bert_config.json").path("max_seq_length"),
            files.json(TOKENIZER_CONFIG).path("model_max_length"),
            config.path("max_position_embeddings"))) {
      double length = stated.asDouble(0);
      if (length >= 1 && length < LONGEST) {
        return Optional.of((long) length);
      }
    }
    return Optional.empty();
  }

  /// How the model was made, and what may be done with it.
  SortedMap<String, String> provenance() throws ProblemException {
    SortedMap<String, String> facts = new TreeMap<>(card.facts());
    architecture().ifPresent(name -> facts.put("architecture", name));
    architecture().flatMap(HubModels::task).ifPresent(task -> facts.putIfAbsent("task", task));
    Plain.of(config.path("transformers_version"))
        .ifPresent(version -> facts.put("library.transformers", version));
    maximumLength().ifPresent(length -> facts.put("text.maximum-length", length + " tokens"));
    pooling().ifPresent(how -> facts.put("text.pooling", how));
    return facts;
  }

  /// How a sentence transformer makes one vector of those of all tokens; its ONNX file may end
  /// before that.
  private Optional<String> pooling() throws ProblemException {
    List<String> steps = new ArrayList<>();
    for (JsonNode module : files.json("modules.json")) {
      Plain.of(module.path("type"))
          .map(type -> type.substring(type.lastIndexOf('.') + 1))
          .ifPresent(steps::add);
    }
    for (Map.Entry<String, JsonNode> each : files.json("1_Pooling/config.json").properties()) {
      if (each.getKey().startsWith("pooling_mode_") && each.getValue().asBoolean(false)) {
        steps.add(Plain.line(each.getKey().substring("pooling_mode_".length())));
      }
    }
    return Optional.of(String.join(", ", steps)).filter(all -> !all.isEmpty());
  }
}
