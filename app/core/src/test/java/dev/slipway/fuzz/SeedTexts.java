// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import java.util.List;

/// Seeds that are texts.
final class SeedTexts {

  private SeedTexts() {}

  static List<String> of(FuzzTarget target) {
    return switch (target) {
      case MLFLOW -> List.of(MLFLOW);
      case HUB -> List.of(HUB, "---\nlicense: mit\ntags: [onnx, \"vision\"]\n---\n# A model\n");
      case TOKENIZER -> TOKENIZERS;
      case TENSORS -> TENSORS;
      case ROWS_JSON -> ROWS;
      case ROWS_CSV ->
          List.of(
              "long,wide,colour,count,ripe\n1.5,2,red,3,true\r\n1e-3,-0,\"a \"\"b\"\"\",4,0\n",
              "\ufeffcount;ripe;colour;wide;long\n\n7;false;;1;2\n");
      case TEXTS ->
          List.of(
              "{\"id\": \"a\", \"texts\": [\"How deep?\", \"\\u00e9\\ud83d\\ude00\"]}",
              "{\"text\": \"b\"}",
              "{\"model\": \"m\", \"input\": [\"a\"], \"encoding_format\": \"base64\"}\n");
      case PREPARATION -> List.of(PREPARATION);
      case DRIFT -> List.of(DRIFT);
      case MANIFEST -> List.of(MANIFEST);
      default -> throw new IllegalArgumentException("no texts of " + target);
    };
  }

  /// A file whose hash the manifest has.
  static final String LISTED = "FROM scratch\nEXPOSE 8080\n";

  private static final String MANIFEST =
      """
      {"format": "slipway.dev/bundle/v1", "tool": "0.1.0", "project": "wine", "version": "1.4.0",
       "model": "%s",
       "signature": {"inputs": [{"name": "x", "datatype": "FP32", "shape": ["n", 4]}],
         "outputs": [{"name": "y", "datatype": "INT64", "shape": ["n"]}]},
       "evidence": [{"key": "image.size", "value": "212", "unit": "MB", "basis": "measured",
         "because": "it was built"}],
       "targets": {"docker": "%s"}, "checks": {"docker": ["build", "hadolint"]},
       "files": {"docker/Dockerfile": {"sha256": "%s", "executable": false, "target": "docker",
         "template": "Dockerfile", "templateSha256": "%s", "uses": ["port"],
         "numbers": {"2 8080": "port", "2 80 #2": ["a", "b"]}}},
       "overlays": {"overlays/patch.yaml": "%s"},
       "reasons": {"port": {"value": "8080", "basis": "rule", "because": "it is free"}},
       "sources": {"b": {"basis": "assumed", "because": "nobody said"}}}
      """
          .formatted(
              "a".repeat(64),
              "b".repeat(64),
              "cc0c3456593ce753aa286e53e448437ccf178d7f5d36e3e8f41f76643783994f",
              "c".repeat(64),
              "37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae");

  private static final String MLFLOW =
      """
      artifact_path: model
      flavors:
        onnx: {data: model.onnx, onnx_version: 1.16.0}
        python_function:
          data: model.onnx
          env: {conda: conda.yaml, virtualenv: python_env.yaml}
          loader_module: mlflow.onnx
      mlflow_version: 2.14.1
      model_uuid: 1b2c3d4e5f60718293a4b5c6d7e8f901
      run_id: 9a8b7c6d5e4f30211203f4e5d6c7b8a9
      signature:
        inputs: '[{"type": "double", "name": "size", "required": true}]'
        outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
        params: null
      utc_time_created: '2026-03-02 12:00:00.000000'
      """;

  private static final String HUB =
      """
      {"_name_or_path": "org/model", "architectures": ["ViTForImageClassification"],
       "model_type": "vit", "id2label": {"0": "ash", "1": "oak"}, "label2id": {"ash": 0, "oak": 1},
       "transformers_version": "4.41.0", "image_size": 224, "do_resize": true, "do_normalize": true,
       "do_rescale": true, "rescale_factor": 0.00392156862745098, "resample": 2,
       "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
       "size": {"height": 224, "width": 224}}
      """;

  private static final List<String> TOKENIZERS =
      List.of(
          """
          {"version": "1.0", "truncation": {"max_length": 12, "strategy": "LongestFirst", "stride": 0,
            "direction": "Right"}, "padding": {"strategy": "BatchLongest", "direction": "Right",
            "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]", "pad_to_multiple_of": null},
           "added_tokens": [{"id": 1, "content": "[MASK]", "special": true, "lstrip": true,
             "rstrip": false, "single_word": false, "normalized": false}],
           "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
             "strip_accents": null, "lowercase": true},
           "pre_tokenizer": {"type": "BertPreTokenizer"},
           "post_processor": {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}}},
           "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
           "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
             "max_input_chars_per_word": 100, "vocab": {"[PAD]": 0, "[MASK]": 1, "[CLS]": 2,
             "[UNK]": 3, "un": 4, "##ited": 5, "don": 6, "'": 7, "t": 8, "12": 9}}}
          """,
          """
          {"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"},
             {"type": "StripAccents"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
             {"type": "Strip", "strip_left": true, "strip_right": true}]},
           "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split",
             "pattern": {"Regex": "\\\\p{L}+|\\\\d{1,3}|[^\\\\s]"}, "behavior": "Isolated", "invert": false},
             {"type": "Digits", "individual_digits": true}, {"type": "ByteLevel", "add_prefix_space": true,
             "trim_offsets": true, "use_regex": false}]},
           "model": {"type": "BPE", "unk_token": "u", "fuse_unk": true, "byte_fallback": false,
             "vocab": {"u": 0, "n": 1, "i": 2, "t": 3, "un": 4, "uni": 5, "\\u0120": 6},
             "merges": [["u", "n"], "un i"]}}
          """,
          """
          {"pre_tokenizer": {"type": "Metaspace", "replacement": "\\u2581", "prepend_scheme": "always",
             "split": true},
           "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": false,
             "vocab": [["<unk>", 0.0], ["\\u2581", -2.0], ["d", -3.5], ["on", -3.0], ["\\u2581don", -4.25]]}}
          """,
          "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ndon\n##t\n'\nt\n12\n");

  private static final List<String> TENSORS =
      List.of(
          """
          {"id": "1", "inputs": [
            {"name": "size", "shape": [2, 2], "datatype": "FP32", "data": [1, 2.5e-1, -3, 4]},
            {"name": "colour", "shape": [2, 1], "datatype": "BYTES", "data": ["red", "\\u00e9"]},
            {"name": "count", "shape": [2, 1], "datatype": "INT64", "data": [[1], [-2]]},
            {"name": "ripe", "shape": [2, 1], "datatype": "BOOL", "data": [true, false]}],
           "outputs": [{"name": "score", "parameters": {"binary_data": true}}],
           "parameters": {"binary_data_output": false}}
          """,
          """
          {"inputs": [
            {"name": "size", "shape": [1, 2], "datatype": "FP32", "parameters": {"binary_data_size": 8}},
            {"name": "colour", "shape": [1, 1], "datatype": "BYTES", "parameters": {"binary_data_size": 7}},
            {"name": "count", "shape": [1, 1], "datatype": "INT64", "parameters": {"binary_data_size": 8}},
            {"name": "ripe", "shape": [1, 1], "datatype": "BOOL", "data": [true]}]}
          \0\1\2\3\4\5\6\7\7\3\0\0\0red\1\0\0\0\0\0\0\0\
          """);

  private static final List<String> ROWS =
      List.of(
          """
          {"rows": [
            {"long": 1.5, "wide": 2, "colour": "red", "count": 3, "ripe": true},
            {"ripe": false, "count": 4, "colour": "\\ud83d\\ude00", "wide": -1e-2, "long": 0}]}
          """,
          """
          {"id": "x", "columns": {"long": [1, 2], "wide": [3, 4], "colour": ["a", "b"],
            "count": [5, 6], "ripe": [true, false]}}
          """);

  private static final String PREPARATION =
      """
      {"columns": [
        {"name": "long", "tensor": "size", "index": 0, "least": 0, "most": 10},
        {"name": "wide", "tensor": "size", "index": 1, "values": [1, 2.5]},
        {"name": "colour", "tensor": "colour", "index": 0, "required": true, "values": ["red", "blue"]},
        {"name": "count", "tensor": "count", "index": 0},
        {"name": "ripe", "tensor": "ripe", "index": 0, "values": [true]}],
       "texts": {"tokenizer": "tokenizer.json",
         "embedding": {"output": "last_hidden_state", "pooling": "mean", "normalise": true}},
       "labels": ["ash", "oak"]}
      """;

  private static final String DRIFT =
      """
      {"features": [
        {"name": "alcohol", "tensor": "input", "column": 10, "bounds": [9.5, 11.0],
         "expected": [0.3, 0.4, 0.3], "missing": 0.01},
        {"name": "type", "tensor": "type", "categories": ["red", "white"],
         "expected": [0.25, 0.75, 0]}]}
      """;
}
