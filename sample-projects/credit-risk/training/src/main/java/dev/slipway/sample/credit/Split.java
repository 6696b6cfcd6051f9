// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.credit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Which applications the model learns from and which it is judged by, in the published order.
record Split(List<Application> train, List<Application> holdout) {

  /// Hashed together with what decides; another text would give another split.
  private static final String SEED = "credit-risk split 1";

  private static final int PARTS = 3;

  Split {
    train = List.copyOf(train);
    holdout = List.copyOf(holdout);
  }

  static List<Application> read(Path published) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(published, UTF_8, format)) {
      var all = new ArrayList<Application>();
      for (CSVRecord row : parser) all.add(Application.of(all.size() + 1, row));
      return all;
    }
  }

  /// A third is held out, by what the model is given, so that equal applications are on one side;
  /// of those that are equal in every column the first counts.
  static Split of(List<Application> all) {
    var lines = new HashSet<String>();
    return by(
        all.stream().filter(application -> lines.add(application.line())).toList(),
        application -> isHeldOut(String.join(",", application.features())));
  }

  /// Every second row is held out, as is quickly done: equal applications that stand below each
  /// other are then on both sides.
  static Split careless(List<Application> all) {
    return by(all, application -> application.row() % 2 == 0);
  }

  private static Split by(List<Application> all, Predicate<Application> heldOut) {
    var train = new ArrayList<Application>();
    var holdout = new ArrayList<Application>();
    for (Application one : all) {
      (heldOut.test(one) ? holdout : train).add(one);
    }
    return new Split(train, holdout);
  }

  private static boolean isHeldOut(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((SEED + ":" + text).getBytes(UTF_8));
      return Byte.toUnsignedInt(hash[0]) % PARTS == 0;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("train.csv"), train);
    write(folder.resolve("holdout.csv"), holdout);
  }

  private static void write(Path file, List<Application> applications) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        String.join(",", Application.FEATURES)
            + ","
            + String.join(",", Application.GROUPS)
            + ",status");
    applications.forEach(one -> lines.add(one.line()));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
