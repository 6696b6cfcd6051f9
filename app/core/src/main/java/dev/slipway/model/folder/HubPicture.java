// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How pictures become numbers, from `preprocessor_config.json` of the transformers library or from
/// `pretrained_cfg` of timm, in the words of `model.image`.
///
/// transformers computes (pixel × rescale - mean) / std; `model.image` means (pixel / 255 - mean) /
/// std. Another rescale than 1/255 is therefore put into mean and std.
final class HubPicture {

  private static final double USUAL = 1.0 / 255;
  private static final int BILINEAR = 2;

  private final JsonNode says;
  private final SortedMap<String, String> settings = new TreeMap<>();
  private final List<String> unlike = new ArrayList<>();

  private HubPicture(JsonNode says) {
    this.says = says;
  }

  /// @param settings as `model.image` has them, but for the layout
  /// @param unlike what the training did otherwise than Slipway can
  record Found(SortedMap<String, String> settings, List<String> unlike) {}

  /// Empty where it is of no pictures.
  static Optional<Found> of(JsonNode says) {
    var picture = new HubPicture(says);
    if (says.path("pretrained_cfg").isObject()) {
      picture.timm(says.path("pretrained_cfg"));
    } else if (says.has("image_mean") || says.has("do_rescale") || says.has("do_resize")) {
      picture.numbers();
      picture.size();
      picture.unlike();
    }
    return picture.settings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(picture.settings, picture.unlike));
  }

  private void timm(JsonNode config) {
    put("mean", numbers(config.path("mean")));
    put("std", numbers(config.path("std")));
    JsonNode size = config.path("input_size");
    if (size.size() == 3) {
      crop(sides(size.path(2).asInt(), size.path(1).asInt()));
    }
    double part = config.path("crop_pct").asDouble(1);
    if (part < 1) {
      unlike.add(
          "in training the middle %s of a picture's sides was cut out; Slipway takes the largest part"
              .formatted(part));
    }
    resampling(config.path("interpolation").asText("bilinear").equals("bilinear"));
  }

  private void numbers() {
    boolean rescaled = says.path("do_rescale").asBoolean(true);
    double factor = rescaled ? says.path("rescale_factor").asDouble(USUAL) : 1;
    double offset = says.path("rescale_offset").asBoolean(false) ? 1 : 0;
    boolean normalised = says.path("do_normalize").asBoolean(true) && says.has("image_mean");
    List<Double> mean = normalised ? numbers(says.path("image_mean")) : List.of(0.0);
    List<Double> std = normalised ? numbers(says.path("image_std")) : List.of(1.0);
    double unit = Math.abs(factor * 255 - 1) < 1e-6 ? 1 : factor * 255;
    List<Double> means = mean.stream().map(each -> (each + offset) / unit).toList();
    List<Double> stds = std.stream().map(each -> each / unit).toList();
    if (Stream.concat(means.stream(), stds.stream()).allMatch(Double::isFinite)) {
      put("mean", means);
      put("std", stds);
    } else {
      unlike.add("in training numbers were made with a rescale_factor of %s".formatted(factor));
    }
    if (says.path("do_flip_channel_order").asBoolean(false)) {
      settings.put("colours", "BGR");
    }
  }

  private void size() {
    if (!says.path("do_resize").asBoolean(true) && !says.path("do_center_crop").asBoolean(false)) {
      return;
    }
    JsonNode size = says.path("size");
    JsonNode crop = says.path("crop_size");
    boolean cropped = says.path("do_center_crop").asBoolean(false) && !crop.isMissingNode();
    int shortest = size.path("shortest_edge").asInt(cropped && size.isInt() ? size.asInt() : 0);
    if (cropped) {
      crop(sides(crop));
      int width = crop.isInt() ? crop.asInt() : crop.path("width").asInt();
      if (shortest > width) {
        unlike.add(
            "in training the middle %d of a shorter side of %d was cut out; Slipway takes the largest part"
                .formatted(width, shortest));
      }
    } else if (shortest > 0 && !size.has("longest_edge") && says.has("crop_pct")) {
      // ConvNeXt: the shorter side is made larger by this part, and the middle cut out
      crop(sides(shortest, shortest));
      unlike.add(
          "in training the middle %s of a picture's sides was cut out; Slipway takes the largest part"
              .formatted(says.path("crop_pct").asText()));
    } else if (shortest == 0) {
      put("size", sides(size));
    } else {
      unlike.add(
          "in training pictures kept their shape; say their size under model.image, and under"
              + " model.inputs");
    }
  }

  /// A size that pictures are cut to; an empty text is none.
  private void crop(String size) {
    if (!size.isEmpty()) {
      settings.put("size", size);
      settings.put("fit", "CROP");
    }
  }

  private void unlike() {
    if (says.path("do_resize").asBoolean(true)) {
      resampling(says.path("resample").asInt(BILINEAR) == BILINEAR);
    }
  }

  private void resampling(boolean bilinear) {
    if (!bilinear) {
      unlike.add("in training pictures were not resized with bilinear weights, as Slipway does it");
    }
  }

  private static String sides(JsonNode size) {
    int width = size.isInt() ? size.asInt() : size.path("width").asInt();
    int height = size.isInt() ? size.asInt() : size.path("height").asInt();
    return sides(width, height);
  }

  private static String sides(int width, int height) {
    return width > 0 && height > 0 && width < 10_000 && height < 10_000 ? width + "x" + height : "";
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> all = new ArrayList<>();
    if (list.isNumber()) {
      all.add(list.asDouble());
    }
    for (JsonNode each : list) {
      all.add(each.asDouble());
    }
    return all.stream().allMatch(Double::isFinite) && all.size() <= 4 ? all : List.of();
  }

  private void put(String key, List<Double> values) {
    put(
        key,
        values.stream()
            .map(value -> new BigDecimal(value, new MathContext(9)).stripTrailingZeros())
            .map(BigDecimal::toPlainString)
            .collect(Collectors.joining(",")));
  }

  private void put(String key, String value) {
    if (!value.isEmpty()) {
      settings.put(key, value);
    }
  }
}
