// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Which birds the model learns from and which it is judged by; both in the raw file's order.
record Split(List<Penguin> train, List<Penguin> holdout) {

  /// Hashed together with each row number; another text would give another split.
  static final String SEED = "penguin-species split 1";

  Split {
    train = List.copyOf(train);
    holdout = List.copyOf(holdout);
  }

  /// Within each species the third of the birds whose hashed row numbers come first is held out.
  /// Birds without measurements belong to neither part.
  static Split of(List<Penguin> penguins) {
    var bySpecies = new TreeMap<String, List<Penguin>>();
    for (Penguin penguin : penguins) {
      if (!penguin.isMeasured()) continue;
      bySpecies.computeIfAbsent(penguin.species(), species -> new ArrayList<>()).add(penguin);
    }
    var train = new ArrayList<Penguin>();
    var holdout = new ArrayList<Penguin>();
    for (List<Penguin> birds : bySpecies.values()) {
      birds.sort(Comparator.comparing(bird -> hash(bird.row())));
      int held = Math.round(birds.size() / 3f);
      holdout.addAll(birds.subList(0, held));
      train.addAll(birds.subList(held, birds.size()));
    }
    train.sort(Comparator.comparingInt(Penguin::row));
    holdout.sort(Comparator.comparingInt(Penguin::row));
    return new Split(train, holdout);
  }

  private static String hash(int row) {
    return sha256((SEED + ":" + row).getBytes(UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
