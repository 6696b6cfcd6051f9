// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import dev.slipway.bundle.Keys;
import dev.slipway.checklist.Release;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceJson;
import dev.slipway.model.tribuo.Trained;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;

/// Sound inputs of each target, from which a fuzzer begins: the tests' own fixtures, and what is
/// made here. What a fuzzer found lies in `src/test/resources/fuzz`.
final class FuzzSeeds {

  static final String PROJECT = "wine";
  static final String RELEASE = Release.NAME;

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final Path RESOURCES = ROOT.resolve("app/core/src/test/resources");

  /// What a fuzzer found: a folder a target.
  static final Path FOUND = RESOURCES.resolve("fuzz");

  private static final Path SAMPLES = ROOT.resolve("sample-projects");

  private final Path work;

  /// @param work a folder for what is made on the way
  FuzzSeeds(Path work) {
    this.work = work;
  }

  /// Writes all of them: a folder a target, under the named one.
  public static void main(String[] to) throws Exception {
    Path folder = Path.of(to[0]);
    var seeds = new FuzzSeeds(Files.createDirectories(folder.resolve(".work")));
    for (FuzzTarget target : FuzzTarget.values()) {
      Path into = Files.createDirectories(folder.resolve(target.toString()));
      int number = 0;
      for (byte[] seed : seeds.of(target)) {
        Files.write(into.resolve("seed-" + number++), seed);
      }
      for (Path found : found(target)) {
        Files.copy(found, into.resolve(String.valueOf(found.getFileName())));
      }
    }
  }

  /// Inputs that a fuzzer found to be harmful, and that harm no longer.
  static List<Path> found(FuzzTarget target) throws IOException {
    Path folder = FOUND.resolve(target.toString());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  List<byte[]> of(FuzzTarget target) throws Exception {
    return switch (target) {
      case INTAKE, ONNX ->
          files(
              SAMPLES.resolve("penguin-species/model.onnx"),
              SAMPLES.resolve("seattle-tomorrow/model.onnx"));
      case PICKLE -> fixtures("sklearn/penguins.joblib", "sklearn/penguins.pkl");
      case TRIBUO -> tribuo();
      case XGBOOST_JSON -> fixtures("models/xgboost.json");
      case XGBOOST_UBJ -> fixtures("models/xgboost.ubj");
      case LIGHTGBM -> fixtures("models/lightgbm.txt");
      case CATBOOST_CBM -> fixtures("models/catboost.cbm");
      case CATBOOST_JSON -> fixtures("models/catboost.json");
      case H2O ->
          fixtures(
              "models/h2o/glm-binomial.zip",
              "models/h2o/gbm-gaussian.zip",
              "models/h2o/isolation-forest.zip",
              "models/h2o/drf-binomial.zip");
      case MLFLOW, HUB, TOKENIZER, MANIFEST -> texts(SeedTexts.of(target));
      case PROJECT ->
          files(
              SAMPLES.resolve("penguin-species/slipway.yaml"),
              SAMPLES.resolve("seattle-tomorrow/slipway.yaml"));
      case EVIDENCE -> evidence();
      case ZIP -> zip();
      case KEY -> keys();
      case SIGNATURE ->
          texts(
              List.of(
                  "MEUCIQDQWmV1vN9sN3yq0J2nNqg4Vp4n0m0E1b8cS1d6mO9bXwIgB3kq7m9Jb6l2m3G1mZ8bq0nYw0r"
                      + "9uS8Yb1Q2ZkXk3aE="));
      case HTTP -> http();
      case PICTURE -> pictures();
      case TENSORS, ROWS_JSON, ROWS_CSV, TEXTS, PREPARATION, DRIFT -> texts(SeedTexts.of(target));
    };
  }

  private static List<byte[]> texts(List<String> texts) {
    return texts.stream().map(ModelReaders::bytes).toList();
  }

  private static List<byte[]> fixtures(String... names) throws IOException {
    return files(Stream.of(names).map(RESOURCES::resolve).toArray(Path[]::new));
  }

  private static List<byte[]> files(Path... paths) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(Files.readAllBytes(path));
    }
    return files;
  }

  private List<byte[]> tribuo() throws Exception {
    var penguins = Trained.penguins();
    List<byte[]> models = new ArrayList<>();
    for (var model :
        List.of(
            new LogisticRegressionTrainer().train(penguins),
            new CARTClassificationTrainer(3).train(penguins),
            new XGBoostClassificationTrainer(1).train(penguins))) {
      Path file = work.resolve("model.tribuo");
      Trained.save(model, file);
      models.add(Files.readAllBytes(file));
    }
    return models;
  }

  private static List<byte[]> evidence() throws Exception {
    var release =
        new Release()
            .found("tests.features_status", "passed", Evidence.Source.PIPELINE)
            .found("note", "Grüße \"quoted\" \\ \n\t ≤ 50 😀", Evidence.Source.WORKBENCH);
    return texts(List.of(EvidenceJson.write(PROJECT, RELEASE, release.entries, List.of())));
  }

  /// A listed file, one of the team's own, and one that nothing names.
  private static List<byte[]> zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file :
          Map.of(
                  "bundle.json",
                  SeedTexts.of(FuzzTarget.MANIFEST).getFirst(),
                  "docker/Dockerfile",
                  SeedTexts.LISTED,
                  "overlays/patch.yaml",
                  "a: 1\n",
                  "stray",
                  "?")
              .entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(ModelReaders.bytes(file.getValue()));
      }
    }
    return List.of(bytes.toByteArray());
  }

  private List<byte[]> keys() throws Exception {
    Keys pair = Keys.in(work.resolve("keys"), "secp256r1");
    return files(pair.secret(), pair.open());
  }

  /// A JPEG and a PNG.
  private static List<byte[]> pictures() throws IOException {
    Path jpeg = SAMPLES.resolve("handwritten-digits/pictures/3.jpg");
    BufferedImage image = ImageIO.read(jpeg.toFile());
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return List.of(Files.readAllBytes(jpeg), png.toByteArray());
  }

  private static List<byte[]> http() throws IOException {
    String host = "Host: a\r\nContent-Type: application/json\r\n";
    var packed = new ByteArrayOutputStream();
    packed.write(
        ModelReaders.bytes(
            "POST /v2/models/m/infer HTTP/1.1\r\n"
                + host
                + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"));
    var body = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(body)) {
      gzip.write(ModelReaders.bytes("{\"inputs\": []}"));
    }
    packed.write(ModelReaders.bytes("%x\r\n".formatted(body.size())));
    body.writeTo(packed);
    packed.write(ModelReaders.bytes("\r\n0\r\n\r\n"));
    return List.of(
        ModelReaders.bytes("GET /v2/health/ready HTTP/1.1\r\n" + host + "\r\n"),
        ModelReaders.bytes(
            "POST /v2/models/m/infer HTTP/1.1\r\n"
                + host
                + "Inference-Header-Content-Length: 2\r\nContent-Length: 6\r\n\r\n{}abcd"
                + "GET /metrics HTTP/1.0\r\n\r\n"),
        packed.toByteArray());
  }
}
