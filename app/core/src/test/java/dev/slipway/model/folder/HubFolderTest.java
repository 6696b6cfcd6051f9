// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Folders as models lie on the Hugging Face hub.
final class HubFolderTest {

  @TempDir Path folder;

  @Test
  void takesLabelsTokenizerTextsAndLicenceOfATextModel() throws Exception {
    write(
        "config.json",
        """
        {"architectures": ["DistilBertForSequenceClassification"], "model_type": "distilbert",
         "id2label": {"1": "good", "0": "bad"}, "max_position_embeddings": 512,
         "transformers_version": "4.40.0"}
        """);
    write("tokenizer.json", "{}");
    write("tokenizer_config.json", "{\"model_max_length\": 128}");
    write(
        "README.md",
        """
        ---
        license: apache-2.0
        language: [en, de]
        tags:
        - sentiment
        datasets: sst2
        widget:
        - text: I like it
        - text: I do not
        ---
        # A model
        """);
    write("onnx/model.onnx", "bytes");

    FolderModel read = read();

    assertEquals("onnx/model.onnx", read.file());
    assertEquals(List.of("bad", "good"), read.says().labels());
    assertEquals(
        Optional.of(new Example.Texts(List.of("I like it", "I do not"))), read.says().example());
    assertEquals(
        Map.of(
            "architecture", "DistilBertForSequenceClassification",
            "datasets", "sst2",
            "languages", "en, de",
            "library.transformers", "4.40.0",
            "licence", "apache-2.0",
            "tags", "sentiment",
            "task", "text-classification",
            "text.maximum-length", "128 tokens"),
        read.provenance());
    assertEquals(List.of(), read.says().missing());
  }

  /// ImageNet has two classes of the name `crane`.
  @Test
  void tellsClassesOfOneNameApart() throws Exception {
    write(
        "config.json",
        """
        {"model_type": "vit", "id2label": {"0": "crane", "1": "hen", "2": "crane"}}
        """);
    write("model.onnx", "bytes");

    assertEquals(List.of("crane", "hen", "crane (2)"), read().says().labels());
  }

  @Test
  void namesNoClassesWhereSeveralMayApply() throws Exception {
    write(
        "config.json",
        """
        {"model_type": "bert", "problem_type": "multi_label_classification",
         "id2label": {"0": "rude", "1": "wrong"}}
        """);
    write("model.onnx", "bytes");

    assertEquals(List.of(), read().says().labels());
    assertTrue(
        read().says().missing().getFirst().contains("slipway.multi-labels"),
        read().says().missing().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"do_resize": true, "size": {"height": 224, "width": 192}, "do_normalize": true, "image_mean": [0.5, 0.4, 0.3], "image_std": [0.5, 0.5, 0.5], "do_rescale": true, "rescale_factor": 0.00392156862745098} | {mean=0.5,0.4,0.3, size=192x224, std=0.5,0.5,0.5} | 0
          {"do_resize": true, "size": 224, "image_mean": [0.5], "image_std": [0.5], "resample": 3} | {mean=0.5, size=224x224, std=0.5} | 1
          {"do_resize": true, "size": {"shortest_edge": 256}, "do_center_crop": true, "crop_size": {"height": 224, "width": 224}, "image_mean": [0], "image_std": [1]} | {fit=CROP, mean=0, size=224x224, std=1} | 1
          {"do_resize": true, "size": {"shortest_edge": 224}, "do_center_crop": true, "crop_size": 224, "do_normalize": false, "do_flip_channel_order": true} | {colours=BGR, fit=CROP, mean=0, size=224x224, std=1} | 0
          {"do_rescale": false, "do_resize": false, "image_mean": [127.5], "image_std": [127.5]} | {mean=0.5, std=0.5} | 0
          {"size": {"height": 8, "width": 8}, "do_rescale": true, "rescale_factor": 0.00784313725490196, "rescale_offset": true, "do_normalize": false} | {mean=0.5, size=8x8, std=0.5} | 0
          {"pretrained_cfg": {"input_size": [3, 224, 224], "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "crop_pct": 0.875, "interpolation": "bicubic"}} | {fit=CROP, mean=0.485,0.456,0.406, size=224x224, std=0.229,0.224,0.225} | 2
          {"do_resize": true, "size": {"shortest_edge": 800, "longest_edge": 1333}, "image_mean": [0], "image_std": [1]} | {mean=0, std=1} | 1
          {"size": {"height": 8, "width": 8}, "do_rescale": true, "rescale_factor": 0, "do_normalize": false} | {size=8x8} | 1
          {"pretrained_cfg": {"input_size": [3, -1, 2000000000], "mean": [0.5], "std": [0.5]}} | {mean=0.5, std=0.5} | 0
          """)
  void saysPicturesAsTheProjectDoes(String json, String settings, int unlike) throws Exception {
    boolean timm = json.contains("pretrained_cfg");
    write("config.json", timm ? json : "{\"model_type\": \"vit\"}");
    if (!timm) {
      write("preprocessor_config.json", json);
    }
    write("model.onnx", "bytes");

    FolderModel.Says says = read().says();

    assertEquals(settings, new TreeMap<>(says.picture()).toString());
    assertEquals(
        unlike,
        says.missing().stream().filter(text -> text.startsWith("in training")).count(),
        says.missing().toString());
  }

  @Test
  void asksWhichOfSeveralModelsIsMeant() throws Exception {
    write("config.json", "{\"model_type\": \"bert\"}");
    write("onnx/model.onnx", "12345");
    write("onnx/model.onnx_data", "1234567");
    write("onnx/model_fp16.onnx", "123");
    write("onnx/model_quantized.onnx", "12");

    Problem several = refused();

    assertEquals(
        """
        Slipway serves one of them:
        onnx/model.onnx  12 B, as it was trained, by its name
        onnx/model_fp16.onnx  3 B, half precision
        onnx/model_quantized.onnx  2 B, 8 bits\
        """,
        several.why());
    assertTrue(
        several.remedy().contains("slipway init " + folder + " --model onnx/model.onnx"),
        several.remedy());
    assertEquals(
        "onnx/model_fp16.onnx",
        ModelFolder.open(folder, Optional.of("onnx/model_fp16.onnx")).file());
  }

  @Test
  void saysTheOneCommandThatExportsWeights() throws Exception {
    write("config.json", "{\"architectures\": [\"BertForTokenClassification\"]}");
    write("model.safetensors", "bytes");

    Problem weights = refused();

    assertEquals("model.hub-weights", weights.code().id());
    assertTrue(
        weights
            .remedy()
            .contains(
                "optimum-cli export onnx --model %s --task token-classification %s-onnx"
                    .formatted(folder, folder)),
        weights.remedy());
  }

  @Test
  void notesHowASentenceTransformerPools() throws Exception {
    write(
        "modules.json",
        """
        [{"idx": 0, "type": "sentence_transformers.models.Transformer"},
         {"idx": 1, "type": "sentence_transformers.models.Pooling"}]
        """);
    write("sentence_bert_config.json", "{\"max_seq_length\": 256}");
    write("1_Pooling/config.json", "{\"pooling_mode_mean_tokens\": true}");
    write("onnx/model.onnx", "bytes");

    assertEquals("Transformer, Pooling, mean_tokens", read().provenance().get("text.pooling"));
    assertEquals("256 tokens", read().provenance().get("text.maximum-length"));
  }

  /// A project has a `README.md` and a model too.
  @Test
  void takesAnyOtherFolderForWhatItIs() throws Exception {
    write("README.md", "---\nlicense: mit\n---\n");
    write("model.onnx", "bytes");
    write("config.json", "{\"colour\": \"red\"}");

    assertFalse(ModelFolder.is(folder));
    assertEquals(Map.of(), ModelFolder.provenance(folder.resolve("model.onnx")));
  }

  private FolderModel read() throws ProblemException {
    return ModelFolder.open(folder, Optional.empty());
  }

  private Problem refused() {
    return assertThrows(ProblemException.class, this::read).problem();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
