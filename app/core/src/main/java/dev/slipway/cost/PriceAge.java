// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Words;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which prices are old enough to be doubted: those of CPU machines hardly move within a year,
/// those of GPU machines do within months, spot within a day.
public final class PriceAge {

  /// A kind of price, and how long it holds.
  public enum Kind {
    CPU(365, "12 months"),
    GPU(91, "3 months"),
    SPOT(1, "a day"),
    SERVICE(365, "12 months");

    private final int days;
    private final String title;

    Kind(int days, String title) {
      this.days = days;
      this.title = title;
    }
  }

  /// How many prices of a kind are too old.
  ///
  /// @param undated prices whose source states no date
  public record Warning(Kind kind, int old, int undated, int all, Optional<LocalDate> oldest) {

    public String text() {
      String since = oldest.map(date -> ", the oldest of " + date).orElse("");
      return "%d of %d %s prices are older than %s%s; %d have no date"
          .formatted(old, all, Words.id(kind), kind.title, since, undated);
    }
  }

  private PriceAge() {}

  /// Warnings about a book on a day; kinds without any old or undated price are left out.
  public static List<Warning> warnings(PriceBook book, LocalDate today) {
    Map<Kind, List<Stamp>> stamps = new LinkedHashMap<>();
    for (Machine machine : book.machines().values()) {
      Kind kind = machine.hasAccelerator() ? Kind.GPU : Kind.CPU;
      machine.onDemand().ifPresent(price -> add(stamps, kind, price.stamp()));
      machine.spot().ifPresent(price -> add(stamps, Kind.SPOT, price.stamp()));
    }
    for (MeteredPrice meter : book.meters()) {
      meter.each().ifPresent(_ -> add(stamps, Kind.SERVICE, meter.stamp()));
    }
    List<Warning> warnings = new ArrayList<>();
    stamps.forEach((kind, found) -> {
      Warning warning = warning(kind, found, today);
      if (warning.old > 0 || warning.undated > 0) {
        warnings.add(warning);
      }
    });
    return warnings;
  }

  /// Whether a price of a kind is older than it may be.
  public static boolean old(Kind kind, LocalDate asOf, LocalDate today) {
    return ChronoUnit.DAYS.between(asOf, today) > kind.days;
  }

  /// That prices of an offer are too old or have no date, and what to do; empty when none is.
  public static Optional<String> said(Candidate offer, LocalDate today) {
    List<Candidate.Line> priced = offer.lines().stream().filter(Candidate.Line::priced).toList();
    List<LocalDate> old =
        priced.stream()
            .flatMap(line -> line.asOf().stream())
            .filter(date -> old(Kind.SERVICE, date, today))
            .sorted()
            .toList();
    long undated = priced.stream().filter(line -> line.asOf().isEmpty()).count();
    if (old.isEmpty() && undated == 0) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    if (!old.isEmpty()) {
      found.add(
          "%d of %s in it %s older than %s, the oldest of %s"
              .formatted(
                  old.size(),
                  Words.count(priced.size(), "price"),
                  old.size() == 1 ? "is" : "are",
                  Kind.SERVICE.title,
                  old.getFirst()));
    }
    if (undated > 0) {
      found.add(
          Words.count(undated, "price") + " in it " + (undated == 1 ? "has" : "have") + " no date");
    }
    return Optional.of(
        String.join("; ", found)
            + ": look them up in the provider's price list, and bring newer ones with slipway"
            + " prices import");
  }

  private static void add(Map<Kind, List<Stamp>> stamps, Kind kind, Stamp stamp) {
    stamps.computeIfAbsent(kind, _ -> new ArrayList<>()).add(stamp);
  }

  private static Warning warning(Kind kind, List<Stamp> stamps, LocalDate today) {
    List<LocalDate> dates = stamps.stream().flatMap(stamp -> stamp.asOf().stream()).toList();
    int old = (int) dates.stream().filter(date -> old(kind, date, today)).count();
    return new Warning(
        kind,
        old,
        stamps.size() - dates.size(),
        stamps.size(),
        dates.stream().min(LocalDate::compareTo));
  }
}
