// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `bundle.json` as bytes and back.
public final class ManifestJson {

  private static final String OWN = "overlays";
  private static final String FORMAT = "slipway.dev/bundle/v1";

  /// Of a key that is there twice, one reader would take the first and another the last.
  private static final ObjectMapper READER =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final Pattern LINE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern REPEATED = Pattern.compile(" #[0-9]+$");

  private ManifestJson() {}

  static String write(BundleManifest manifest) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("tool", manifest.tool());
    root.put("project", manifest.project());
    root.put("version", manifest.version());
    root.put("model", manifest.model().hex());
    manifest.signature().ifPresent(signature -> write(signature, root.putObject("signature")));
    ArrayNode evidence = root.putArray("evidence");
    manifest.evidence().forEach((key, fact) -> write(fact, evidence.addObject().put("key", key)));
    ObjectNode targets = root.putObject("targets");
    manifest.targets().forEach((id, sha256) -> targets.put(id, sha256.hex()));
    ObjectNode checks = root.putObject("checks");
    manifest
        .checks()
        .forEach((id, names) -> {
          ArrayNode list = checks.putArray(id);
          names.forEach(list::add);
        });
    ObjectNode files = root.putObject("files");
    manifest.files().forEach((path, entry) -> write(entry, files.putObject(path)));
    if (!manifest.own().isEmpty()) {
      ObjectNode own = root.putObject(OWN);
      manifest.own().forEach((path, sha256) -> own.put(path, sha256.hex()));
    }
    ObjectNode reasons = root.putObject("reasons");
    manifest.reasons().forEach((key, reason) -> write(reason, reasons.putObject(key)));
    ObjectNode sources = root.putObject("sources");
    manifest.sources().forEach((key, reason) -> write(reason, sources.putObject(key)));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return mapper.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts can be written", e);
    }
  }

  private static void write(BundleManifest.Entry entry, ObjectNode node) {
    node.put("sha256", entry.sha256().hex());
    if (entry.executable()) {
      node.put("executable", true);
    }
    node.put("target", entry.target());
    if (!entry.template().isEmpty()) {
      node.put("template", entry.template());
      node.put("templateSha256", entry.templateSha256());
      ArrayNode uses = node.putArray("uses");
      entry.uses().forEach(uses::add);
      if (!entry.numbers().isEmpty()) {
        ObjectNode numbers = node.putObject("numbers");
        entry.numbers().forEach(number -> write(number, numbers));
      }
    }
  }

  /// One line a number, for people: `"12 500m": "resources.cpu-request"`; a list where it has
  /// several origins, or none. The same number of another origin on the same line is `"12 500m
  /// #2"`.
  private static void write(BundleManifest.Figure number, ObjectNode numbers) {
    String place = number.line() + " " + number.text();
    String free = place;
    for (int i = 2; numbers.has(free); i++) {
      if (origins(numbers.path(free)).equals(number.origins())) {
        return;
      }
      free = place + " #" + i;
    }
    if (number.origins().size() == 1) {
      numbers.put(free, number.origins().getFirst());
    } else {
      ArrayNode list = numbers.putArray(free);
      number.origins().forEach(list::add);
    }
  }

  private static List<String> origins(JsonNode node) {
    return node.isTextual()
        ? List.of(node.asText())
        : node.valueStream().map(JsonNode::asText).toList();
  }

  private static List<BundleManifest.Figure> numbers(JsonNode node) {
    List<BundleManifest.Figure> numbers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String[] place = field.getKey().split(" ", 2);
      if (place.length != 2 || !LINE.matcher(place[0]).matches()) {
        throw new IllegalArgumentException("`numbers` holds no line: " + field.getKey());
      }
      numbers.add(
          new BundleManifest.Figure(
              Integer.parseInt(place[0]),
              REPEATED.matcher(place[1]).replaceFirst(""),
              origins(field.getValue())));
    }
    return numbers;
  }

  private static void write(Signature signature, ObjectNode node) {
    write(signature.inputs(), node.putArray("inputs"));
    write(signature.outputs(), node.putArray("outputs"));
  }

  private static void write(List<TensorSpec> tensors, ArrayNode list) {
    for (TensorSpec tensor : tensors) {
      ObjectNode node = list.addObject();
      node.put("name", tensor.name());
      node.put("datatype", tensor.datatype().name());
      ArrayNode shape = node.putArray("shape");
      for (Dimension dimension : tensor.shape()) {
        switch (dimension) {
          case Dimension.Fixed(long size) -> shape.add(size);
          case Dimension.Dynamic(String name) -> shape.add(name);
        }
      }
    }
  }

  private static Optional<Signature> signature(JsonNode node) {
    return node.isObject()
        ? Optional.of(new Signature(tensors(node.path("inputs")), tensors(node.path("outputs"))))
        : Optional.empty();
  }

  private static List<TensorSpec> tensors(JsonNode list) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (JsonNode node : list) {
      List<Dimension> shape = new ArrayList<>();
      node.path("shape")
          .forEach(size ->
              shape.add(
                  size.isNumber()
                      ? new Dimension.Fixed(size.asLong())
                      : new Dimension.Dynamic(size.asText())));
      String type = text(node, "datatype");
      tensors.add(
          new TensorSpec(
              text(node, "name"),
              DataType.named(type)
                  .orElseThrow(() -> new IllegalArgumentException("no datatype is named " + type)),
              shape));
    }
    return tensors;
  }

  private static void write(BundleManifest.Reason reason, ObjectNode node) {
    if (!reason.value().isEmpty()) {
      node.put("value", reason.value());
    }
    if (!reason.unit().isEmpty()) {
      node.put("unit", reason.unit());
    }
    node.put("basis", reason.basis());
    node.put("because", reason.because());
  }

  /// @param where for a person: the file that the bytes come from
  public static BundleManifest read(byte[] bytes, String where) throws ProblemException {
    try {
      JsonNode root = READER.readTree(bytes);
      if (!FORMAT.equals(root.path("format").asText())) {
        throw new IllegalArgumentException(
            "its format is not " + FORMAT + ", the one that this version reads");
      }
      return new BundleManifest(
          text(root, "tool"),
          text(root, "project"),
          text(root, "version"),
          new Sha256(text(root, "model")),
          signature(root.path("signature")),
          evidence(root.path("evidence")),
          hashes(root.path("targets")),
          checks(root.path("checks")),
          entries(root.path("files")),
          hashes(root.path(OWN)),
          reasons(root.path("reasons")),
          reasons(root.path("sources")));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.bad-manifest",
              where + " does not describe a bundle.",
              String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
              "Export the bundle again, into another folder if this one holds something else."),
          e);
    }
  }

  private static SortedMap<String, Sha256> hashes(JsonNode node) {
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      hashes.put(field.getKey(), new Sha256(field.getValue().asText()));
    }
    return hashes;
  }

  private static SortedMap<String, List<String>> checks(JsonNode node) {
    SortedMap<String, List<String>> checks = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      checks.put(field.getKey(), field.getValue().valueStream().map(JsonNode::asText).toList());
    }
    return checks;
  }

  private static SortedMap<String, BundleManifest.Entry> entries(JsonNode node) {
    SortedMap<String, BundleManifest.Entry> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode entry = field.getValue();
      List<String> uses = new ArrayList<>();
      entry.path("uses").forEach(use -> uses.add(use.asText()));
      entries.put(
          BundlePaths.checked(field.getKey()),
          new BundleManifest.Entry(
              new Sha256(text(entry, "sha256")),
              entry.path("executable").asBoolean(),
              text(entry, "target"),
              entry.path("template").asText(),
              entry.path("templateSha256").asText(),
              uses,
              numbers(entry.path("numbers"))));
    }
    return entries;
  }

  private static SortedMap<String, BundleManifest.Reason> reasons(JsonNode node) {
    SortedMap<String, BundleManifest.Reason> reasons = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      reasons.put(field.getKey(), reason(field.getValue()));
    }
    return reasons;
  }

  private static SortedMap<String, BundleManifest.Reason> evidence(JsonNode list) {
    SortedMap<String, BundleManifest.Reason> evidence = new TreeMap<>();
    list.forEach(fact -> evidence.put(text(fact, "key"), reason(fact)));
    return evidence;
  }

  private static BundleManifest.Reason reason(JsonNode node) {
    return new BundleManifest.Reason(
        node.path("value").asText(),
        node.path("unit").asText(),
        text(node, "basis"),
        text(node, "because"));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("it has no text `" + field + "`");
    }
    return value.asText();
  }
}
