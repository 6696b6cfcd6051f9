// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Data that ships inside the program, and what the user adds beside it.
public final class Shipped {

  private static final String PRICES = "/dev/slipway/cost/";

  private Shipped() {}

  /// The version of this program, as its jar says; `development` when it runs from classes.
  static String version() {
    String version = Shipped.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// The template of a page of HTML, with the style that all of them have.
  public static String page(String name) {
    return text("/dev/slipway/workbench/" + name)
        .replace("/* page.css */", text("/dev/slipway/workbench/page.css").stripTrailing());
  }

  /// Writes such a page.
  ///
  /// @throws ProblemException when the file cannot be written
  public static void write(String page, Path file) throws ProblemException {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "report.unwritable",
              "The report cannot be written to " + file,
              String.valueOf(e.getMessage()),
              "Name a file in a folder that exists and that you may write to."),
          e);
    }
  }

  public static String text(String resource) {
    try (InputStream in = Shipped.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The shipped price book; CSV files of the same names in a folder add rows or replace them. Only
  /// what ships is read later, beside the caller's own work: of what is the user's, problems are
  /// told here.
  static Supplier<PriceBook> prices(Path overlay) throws ProblemException {
    Started<PriceBook> shipped = Started.begin(Shipped::prices);
    Map<String, String> added = csvIn(overlay);
    if (added.isEmpty()) {
      return () -> sound(shipped);
    }
    PriceBook book = shipped.result().overlay(added);
    return () -> book;
  }

  private static PriceBook sound(Started<PriceBook> shipped) {
    try {
      return shipped.result();
    } catch (ProblemException e) {
      throw new IllegalStateException("the prices that ship are wrong", e);
    }
  }

  private static PriceBook prices() throws ProblemException {
    var shipped = new TreeMap<String, String>();
    for (PriceTable table : PriceTable.values()) {
      if (table.ships()) {
        shipped.put(table.file(), table(table));
      }
    }
    return PriceBook.parse(shipped);
  }

  /// A table as it ships; where none does, its heading and a row as an example.
  public static String table(PriceTable table) {
    return table.ships()
        ? text(PRICES + table.file())
        : "cloud,service,discount_pct,source\naws,vm,25,contract of 2026\n";
  }

  private static Map<String, String> csvIn(Path folder) throws ProblemException {
    var texts = new TreeMap<String, String>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          texts.put(file.getFileName().toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new ProblemException(
            Problem.input(
                "prices.unreadable",
                "Cannot read the prices in " + folder,
                String.valueOf(e.getMessage()),
                "Check the files there, or move the folder away to use the shipped prices."),
            e);
      }
    }
    return texts;
  }
}
