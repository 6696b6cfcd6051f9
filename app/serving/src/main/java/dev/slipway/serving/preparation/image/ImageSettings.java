// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How pictures become numbers, as far as a user states it: `size` (width x height), `layout`,
/// `mean`, `std`, `colours`, `fit`, each as it is written.
public record ImageSettings(SortedMap<String, String> stated) {

  /// What nobody can guess: a model that is fed otherwise than it was trained answers all the same.
  private static final List<String> NEEDED = List.of("layout", "mean", "std");

  /// Where the channels are.
  enum Layout {
    NCHW,
    NHWC
  }

  enum Colours {
    RGB,
    BGR,
    GRAY
  }

  enum Fit {
    /// The whole picture, out of shape where its sides have another ratio.
    STRETCH,
    /// The largest part from its middle that has the right ratio.
    CROP
  }

  /// @param width in pixels
  record Size(int width, int height) {}

  public ImageSettings {
    stated = Collections.unmodifiableSortedMap(new TreeMap<>(stated));
  }

  /// These, and of the others what these leave open.
  public ImageSettings or(ImageSettings others) {
    SortedMap<String, String> all = new TreeMap<>(others.stated());
    all.putAll(stated);
    return new ImageSettings(all);
  }

  /// @throws PreparationException naming what is not stated
  void requireNormalisation() throws PreparationException {
    List<String> missing = NEEDED.stream().filter(key -> !stated.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      throw new PreparationException(
          "predict.image-unstated",
          "It is not stated how a picture becomes the model's input",
          "Missing: "
              + String.join(", ", missing)
              + ". A model that gets other input than in training answers wrongly without a"
              + " warning.",
          "Say it as the training did: --layout NCHW --mean 0.485,0.456,0.406 --std"
              + " 0.229,0.224,0.225 (of pixels from 0 to 1), or model.image in slipway.yaml.");
    }
  }

  Layout layout() throws PreparationException {
    return choice("layout", Layout.class, Layout.NCHW);
  }

  Optional<Colours> colours() throws PreparationException {
    return stated.containsKey("colours")
        ? Optional.of(choice("colours", Colours.class, Colours.RGB))
        : Optional.empty();
  }

  Fit fit() throws PreparationException {
    return choice("fit", Fit.class, Fit.STRETCH);
  }

  Optional<Size> size() throws PreparationException {
    String text = stated.get("size");
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
      throw wrong("size", text, "width x height in pixels, such as 224x224");
    }
    List<String> sides = List.of(text.split("x"));
    return Optional.of(
        new Size(Integer.parseInt(sides.getFirst()), Integer.parseInt(sides.getLast())));
  }

  /// One number for each channel; one alone stands for all.
  List<Double> perChannel(String key, int channels) throws PreparationException {
    String text = stated.getOrDefault(key, "");
    List<Double> numbers = new ArrayList<>();
    try {
      for (String part : text.split(",")) {
        numbers.add(Double.valueOf(part.strip()));
      }
    } catch (NumberFormatException e) {
      throw wrong(key, text, "numbers separated by commas");
    }
    boolean divides = key.equals("std");
    if (numbers.stream().anyMatch(n -> !Double.isFinite(n) || (divides && n <= 0))) {
      throw wrong(key, text, divides ? "numbers above zero" : "finite numbers");
    }
    if (numbers.size() == 1) {
      return Collections.nCopies(channels, numbers.getFirst());
    }
    if (numbers.size() != channels) {
      throw wrong(key, text, "one number, or " + channels + ": one for each channel");
    }
    return numbers;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise)
      throws PreparationException {
    String text = stated.get(key);
    if (text == null) {
      return otherwise;
    }
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    throw wrong(
        key,
        text,
        Arrays.stream(type.getEnumConstants())
            .map(one -> one.name())
            .collect(Collectors.joining(", ")));
  }

  private static PreparationException wrong(String key, String text, String rule) {
    return new PreparationException(
        "predict.image-setting",
        "The picture's " + key + " cannot be '" + text + "'",
        "It takes: " + rule + ".",
        "Correct --" + key + ", or model.image." + key + " in slipway.yaml.");
  }

  /// From what options or keys hold.
  public static ImageSettings of(Map<String, Optional<String>> values) {
    SortedMap<String, String> stated = new TreeMap<>();
    values.forEach((key, value) -> value.ifPresent(text -> stated.put(key, text)));
    return new ImageSettings(stated);
  }
}
