// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.cost.IndependentBill.Hours;
import dev.slipway.cost.IndependentBill.Line;
import dev.slipway.cost.IndependentBill.Service;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Ten bills in twelve regions, every offer of each, by two authors: line by line to the cent.
final class IndependentBillTest {

  private static final String BEGIN = "<!-- bills: written by IndependentBillTest -->\n";
  private static final String END = "<!-- end of bills -->";

  /// By which a line in whole cents may differ, and what a quantity's last digit is worth.
  private static final double HALF_A_CENT = 0.0055;

  private final List<String> apart = new ArrayList<>();
  private final Set<String> services = new TreeSet<>();
  private int bills;

  @Test
  void twoAuthorsComeToTheSameBills() throws Exception {
    StringBuilder table =
        new StringBuilder(
            """
            | case | region | offer chosen | printed | second author |
            | --- | --- | --- | ---: | ---: |
            """);
    List<BillCases.Case> cases = BillCases.all();
    PriceBook shipped = Samples.book();
    IndependentPrices again = new IndependentPrices(Samples.tables());
    for (int i = 0; i < cases.size(); i++) {
      PriceBook book = shipped;
      IndependentPrices prices = again;
      if (cases.get(i).discount() > 0) {
        book = PriceBook.parse(cases.get(i).tables());
        prices = new IndependentPrices(cases.get(i).tables());
      }
      for (List<String> place : BillCases.REGIONS) {
        String row = compare(cases.get(i), place, book, prices);
        if (place.equals(BillCases.REGIONS.get(cases.get(i).isOnEcsAlone() ? i % 4 : i))) {
          table.append(row);
        }
      }
    }

    assertEquals("", String.join("\n", apart.subList(0, Math.min(40, apart.size()))));
    assertEquals(Set.of("vm", "fargate", "lambda", "cloud-run", "container-apps"), services);
    assertTrue(bills > 5_000, "hardly any bill was compared: " + bills);
    assertShown(table.toString());
  }

  /// A second bill that agrees with anything would prove nothing.
  @Test
  void aPriceThatIsACentHigherIsFound() throws Exception {
    BillCases.Case each = BillCases.all().getFirst();
    Map<String, String> dearer = new TreeMap<>(each.tables());
    dearer.computeIfPresent(
        "services.csv",
        (_, text) -> text.replace("gp3 volume,GB-month,0.08,", "gp3 volume,GB-month,0.09,"));

    compare(
        each,
        BillCases.REGIONS.getFirst(),
        PriceBook.parse(each.tables()),
        new IndependentPrices(dearer));

    assertTrue(apart.size() > 50, apart.toString());
    assertTrue(apart.stream().allMatch(line -> line.contains("node disks")), apart.toString());
  }

  /// All offers of a region, and the chosen one as a row of the page; empty where there is none.
  private String compare(
      BillCases.Case each, List<String> place, PriceBook book, IndependentPrices prices)
      throws Exception {
    EstimateRequest all = each.in(place.getFirst(), place.getLast(), book);
    EstimateRequest request = all.with(all.scope().atHome());
    LoadCurve curve = LoadCurve.of(request.traffic());
    List<Candidate> offers = Estimator.candidates(request, book);
    for (Candidate offer : offers) {
      services.add(offer.service());
      bills++;
      compare(each, offer, second(each, offer, request, curve, prices), apart);
    }
    Optional<Candidate> cheapest = Estimator.choose(offers, request);
    if (cheapest.isEmpty()) {
      return "";
    }
    Candidate chosen = cheapest.get();
    double sum =
        second(each, chosen, request, curve, prices).stream()
            .mapToDouble(line -> Math.round(line.month() * 100) / 100.0) // each charge in cents
            .sum();
    return "| %s | %s | %d × %s | %s%s | %.2f |\n"
        .formatted(
            each.name(),
            String.join(" ", place),
            chosen.replicas(),
            chosen.type(),
            chosen.month().atLeast() ? "at least " : "",
            chosen.month().likely(),
            sum);
  }

  private static void assertShown(String table) throws Exception {
    Path page = Path.of(System.getProperty("slipway.root"), "docs", "cost.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "docs/cost.md has no place for it");
    String now = text.substring(0, begin) + BEGIN + "\n" + table + "\n" + text.substring(end);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(page, now);
      return;
    }
    assertEquals(now, text);
  }

  private static List<Line> second(
      BillCases.Case each,
      Candidate offer,
      EstimateRequest request,
      LoadCurve curve,
      IndependentPrices prices) {
    boolean ready = offer.service().equals("vm") || offer.service().equals("fargate");
    Service service = service(each, offer, curve, ready);
    return switch (offer.service()) {
      case "vm" ->
          IndependentBill.cluster(prices, offer.cloud(), offer.region(), service, offer.type());
      case "fargate" ->
          IndependentBill.fargate(
              prices,
              offer.region(),
              service,
              offer.architecture(),
              offer.vcpu(),
              offer.memory().count() / 1e9);
      default ->
          IndependentBill.perRequest(
              prices,
              offer.cloud(),
              offer.region(),
              service,
              offer.service() + " " + offer.architecture(),
              offer.vcpu(),
              offer.memory().count() / 1073741824.0,
              held(offer, request));
    };
  }

  /// Seconds that a request is in hand, as likely as the sizing knows it.
  private static double held(Candidate offer, EstimateRequest request) {
    int threads = offer.architecture().equals("arm64") ? 1 : 2;
    double speed =
        ServerlessOffers.speed(offer.service(), offer.architecture(), threads, request)
            .capacity()
            .likely();
    return request.workload().times().mean() / speed;
  }

  /// What a bill rests on: the sizing says how many replicas of which size, and the bill what they
  /// cost.
  ///
  /// @param ready whether the fewest replicas always run; a platform that stops them starts but
  ///   what the load asks for
  private static Service service(
      BillCases.Case each, Candidate offer, LoadCurve curve, boolean ready) {
    Fleet fleet = offer.fleet().orElseThrow();
    double target = fleet.replica().target();
    List<Hours> day =
        curve.steps().stream()
            .map(step ->
                new Hours(
                    step.hours(),
                    step.rate(),
                    (int)
                        Math.max(
                            ready ? fleet.fewest() : 1, Math.ceil(step.rate() / target - 1e-9))))
            .toList();
    return new Service(
        each.average(),
        each.longest() / 3.0,
        500,
        each.image().map(size -> size.count() / 1e9).orElse(0.3),
        each.entry(offer.service()),
        each.existing(),
        each.commitment(),
        fleet.zones(),
        fleet.staging(),
        fleet.replica().size().millicores(),
        fleet.replica().size().memory().count() / 1048576.0,
        day);
  }

  private static void compare(
      BillCases.Case each, Candidate offer, List<Line> second, List<String> apart) {
    String where =
        String.join(" · ", each.name(), offer.region(), offer.service(), offer.type()) + " · ";
    Map<String, Double> mine = new TreeMap<>();
    second.forEach(line -> mine.merge(line.what(), line.month(), Double::sum));
    Map<String, Double> printed = new TreeMap<>();
    offer.lines().stream()
        .filter(line -> line.quantity() > 0) // a machine that only more traffic would need
        .forEach(line ->
            printed.merge(
                line.what().replaceAll("(, reserved) for .*|, at its highest rate$", "$1"),
                line.month().likely().amount().doubleValue(),
                Double::sum));
    if (!mine.keySet().equals(printed.keySet())) {
      apart.add(where + "lines " + mine.keySet() + " and printed " + printed.keySet());
    }
    mine.forEach((what, amount) -> {
      double there = printed.getOrDefault(what, amount);
      if (Math.abs(there - amount) > HALF_A_CENT) {
        apart.add(where + what + ": " + amount + " and printed " + there);
      }
    });
    BigDecimal sum =
        offer.lines().stream()
            .map(line -> line.month().likely().amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(offer.month().likely().amount()) != 0) {
      apart.add(where + "lines of " + sum + " and in all " + offer.month().likely());
    }
    boolean unknown = second.stream().anyMatch(line -> line.each().isEmpty());
    if (unknown != offer.month().atLeast()) {
      apart.add(where + "at least: " + unknown + " and printed " + offer.month().atLeast());
    }
  }
}
