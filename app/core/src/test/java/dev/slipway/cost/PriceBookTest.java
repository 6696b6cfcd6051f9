// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Money;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.PriceImport.Imported;
import dev.slipway.cost.PriceImport.LargeChanges;
import dev.slipway.cost.Quantity.GigabyteHours;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Quantity.Months;
import dev.slipway.cost.Quantity.VcpuHours;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceBookTest {

  private static final String HEADING =
      "cloud,region,instance_type,category,vcpu,memory_gib,arch,cpu_model,cpu_generation,"
          + "threads_per_core,gpu_count,gpu_model,gpu_memory_gib_total,price_usd_hour_on_demand,"
          + "price_usd_hour_spot,spot_saving_pct_advisor,spot_interruption_band,as_of,spot_as_of,"
          + "source,spot_source,note\n";

  private static String row(String type, String price, String spot, String note) {
    return "azure,eastus,%s,general,4,16,x86_64,,,2,,,,%s,%s,,,2026-10-01,2026-10-01,test,test,%s\n"
        .formatted(type, price, spot, note);
  }

  private static Machine machine(PriceBook book, String key) {
    return Objects.requireNonNull(book.machines().get(key), key);
  }

  @Test
  void holdsTheShippedTables() throws ProblemException {
    PriceBook book = Samples.book();

    assertEquals(1103, book.machines().size());
    assertEquals(61, book.performance().size());
    assertEquals(268, book.meters().size());
    assertEquals(34, book.power().size());
    assertEquals(
        "2026-07-20",
        machine(book, "aws/us-east-1/m6i.large").stamp().asOf().orElseThrow().toString());
  }

  @Test
  void twoMachinesForAMonthCost140Dollars16() throws ProblemException {
    PriceBook book = Samples.book();
    UnitPrice<Hours> hour = book.hour(machine(book, "aws/us-east-1/m6i.large")).orElseThrow();

    Money month = hour.of(new Hours(Hours.OF_A_MONTH.count().multiply(BigDecimal.TWO))).rounded(2);

    assertEquals(Money.usd("140.16"), month);
    CostRange range = new CostRange(month, month, month, false);
    assertEquals(Money.usd("0.00533"), Offers.perThousand(range, 10).likely().rounded(5));
  }

  @Test
  void aSaturatedMachineCostsWhatTheProvidersRecommenderSays() {
    // 0.204 USD an hour at 648 requests a minute, all month
    Money month = Money.usd("0.204").times(BigDecimal.valueOf(730)).rounded(2);
    CostRange range = new CostRange(month, month, month, false);

    assertEquals(Money.usd("0.005247"), Offers.perThousand(range, 648 / 60.0).likely().rounded(6));
  }

  @Test
  void aBlankPriceIsUnknown() throws ProblemException {
    PriceBook book =
        PriceBook.parse(Map.of("instances.csv", HEADING + row("Standard_D4s_v5", "", "", "")));

    assertEquals(Optional.empty(), machine(book, "azure/eastus/Standard_D4s_v5").onDemand());
    assertEquals(
        Optional.empty(),
        Samples.book().meter(Quantity.VcpuSeconds::new, "azure", "eastus", "container_apps", ""));
  }

  @Test
  void refusesAZeroPriceAndSaysWhere() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                PriceBook.parse(
                    Map.of("instances.csv", HEADING + row("Standard_D4s_v5", "0", "", ""))));

    assertEquals("prices.zero", refused.problem().code().id());
    assertTrue(refused.problem().what().contains("line 2"), refused.problem().what());
  }

  @ParameterizedTest
  @CsvSource({
    "'cloud,region\naws\n', prices.malformed",
    "'cloud,region\naws,\"open\n', prices.malformed",
    "'cloud,region,instance_type\naws,x,y\n', prices.value"
  })
  void refusesABrokenTable(String text, String code) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> PriceBook.parse(Map.of("instances.csv", text)));

    assertEquals(code, refused.problem().code().id());
  }

  @Test
  void findsAPriceByItsUnitOnly() throws ProblemException {
    PriceBook book = Samples.book();

    assertEquals(
        Money.usd("0.04048"),
        book.meter(VcpuHours::new, "aws", "us-east-1", "fargate", "linux/x86 vCPU")
            .orElseThrow()
            .each());
    assertEquals(
        Optional.empty(),
        book.meter(GigabyteHours::new, "aws", "us-east-1", "fargate", "linux/x86 vCPU"));
    assertEquals(Optional.empty(), book.meter(Hours::new, "aws", "eu-west-1", "eks", "cluster"));
  }

  @Test
  void theCompilerRefusesMonthsAtAPriceByTheHour() {
    String hours = "price.of(dev.slipway.cost.Quantity.Hours.OF_A_MONTH)";
    String months = "price.of(dev.slipway.cost.Quantity.Months.ONE)";

    assertEquals(List.of(), errors(hours));
    assertEquals(1, errors(months).size());
    assertEquals("month", Months.ONE.unit());
  }

  private static List<String> errors(String expression) {
    String source =
        "class Mixed { Object mixed("
            + "dev.slipway.cost.UnitPrice<dev.slipway.cost.Quantity.Hours> price) { return "
            + expression
            + "; } }";
    var file =
        new SimpleJavaFileObject(URI.create("string:///Mixed.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var found = new DiagnosticCollector<JavaFileObject>();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            found,
            List.of("-proc:none", "-d", System.getProperty("java.io.tmpdir")),
            null,
            List.of(file))
        .call();
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(d -> String.valueOf(d.getCode()))
        .toList();
  }

  @Test
  void anOverlayWinsAndStaysMarked() throws ProblemException {
    PriceBook mine =
        Samples.book()
            .overlay(
                Map.of(
                    "instances.csv",
                    HEADING
                        + row("Standard_D4s_v5", "0.150", "", "")
                        + row("Own_rack", "0.05", "", "")));

    UnitPrice<Hours> price = mine.hour(machine(mine, "azure/eastus/Standard_D4s_v5")).orElseThrow();
    assertEquals(Money.usd("0.150"), price.each());
    assertTrue(price.stamp().users());
    assertEquals(1104, mine.machines().size());
  }

  @Test
  void takesADiscountOffAndSaysSo() throws ProblemException {
    PriceBook mine =
        Samples.book()
            .overlay(
                Map.of(
                    "discounts.csv", "cloud,service,discount_pct,source\naws,vm,25,contract 7\n"));

    UnitPrice<Hours> price = mine.hour(machine(mine, "aws/us-east-1/m6i.large")).orElseThrow();
    assertEquals(Money.usd("0.072"), price.each().rounded(3));
    assertTrue(price.stamp().source().contains("contract 7"), price.stamp().source());
    assertTrue(price.stamp().users());
  }

  private static List<String> refused(String rows) throws ProblemException {
    Imported imported =
        PriceImport.refresh(
            Samples.book(), Map.of("instances.csv", HEADING + rows), LargeChanges.REFUSED);
    return imported.refused().stream().map(Problem::code).map(Problem.Code::id).toList();
  }

  @Test
  void refusesEachKindOfWrongRowWithItsOwnMessage() throws ProblemException {
    // 0.192 is the right price of D4s_v5; Windows adds 0.046 per vCPU hour
    assertEquals(List.of(), refused(row("Standard_D4s_v5", "0.192", "", "")));
    assertEquals(List.of("prices.outlier"), refused(row("Standard_D4s_v5", "0.210", "", "")));
    assertEquals(List.of("prices.zero"), refused(row("Standard_D4s_v5", "0.0", "", "")));
    assertEquals(
        List.of("prices.spot-above-on-demand"),
        refused(row("Standard_D4s_v5", "0.192", "0.2", "")));
    assertEquals(List.of("prices.jump"), refused(row("Standard_D4s_v5", "0.250", "", "")));
    assertEquals(
        List.of("prices.wrong-meter"), refused(row("Standard_D4s_v5", "0.192", "", "Windows")));
  }

  @Test
  void aRefusedRowLeavesTheOldPrice() throws ProblemException {
    Imported imported =
        PriceImport.refresh(
            Samples.book(),
            Map.of("instances.csv", HEADING + row("Standard_D4s_v5", "0.9", "", "")),
            LargeChanges.REFUSED);

    assertEquals(
        machine(Samples.book(), "azure/eastus/Standard_D4s_v5"),
        machine(imported.book(), "azure/eastus/Standard_D4s_v5"));
  }

  @Test
  void theShippedTablesPassTheirOwnChecks() throws ProblemException {
    Imported imported =
        PriceImport.refresh(
            PriceBook.parse(Map.of()),
            Map.of("instances.csv", Objects.requireNonNull(Samples.tables().get("instances.csv"))),
            LargeChanges.REFUSED);

    assertEquals(List.of(), imported.refused());
    assertEquals(Samples.book().machines(), imported.book().machines());
  }

  @Test
  void warnsOfAgeByKind() throws ProblemException {
    PriceBook book =
        PriceBook.parse(
            Map.of(
                "instances.csv",
                HEADING
                    + row("Standard_D4s_v5", "0.192", "0.05", "")
                    + row("Standard_NC4", "0.5", "", "").replace(",2,,,,", ",2,1,,,")));

    assertEquals(
        List.of(
            new PriceAge.Warning(
                PriceAge.Kind.SPOT, 1, 0, 1, Optional.of(LocalDate.of(2026, 10, 1)))),
        PriceAge.warnings(book, LocalDate.of(2026, 12, 1)));
    assertEquals(3, PriceAge.warnings(book, LocalDate.of(2027, 12, 1)).size());
  }

  private static final String METERS =
      "cloud,region,service,meter,unit,price_usd,free_allowance,as_of,source,note\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "services.csv; aws,us-east-1,alb,load balancer,hour,22.5,,2026-11-01,test,; prices.jump",
        "services.csv; aws,us-west-2,alb,load balancer,hour,22.5,,2026-11-01,test,; prices.outlier",
        "services.csv; aws,us-west-2,alb,load balancer,month,16.4,,2026-11-01,test,; prices.unit",
        "services.csv; own,rack,proxy,box,hour,2250,,2026-11-01,test,; prices.outlier",
        "services.csv; aws,us-west-2,alb,load balancer,hour,0,,2026-11-01,test,; prices.zero"
      })
  void refusesAChargeThatIsFarFromWhatIsKnown(String table, String row, String code)
      throws ProblemException {
    Imported imported =
        PriceImport.refresh(
            Samples.book(), Map.of(table, METERS + row + "\n"), LargeChanges.REFUSED);

    assertEquals(
        List.of(code),
        imported.refused().stream().map(Problem::code).map(Problem.Code::id).toList());
    assertEquals(List.of(), imported.accepted());
    assertEquals(Samples.book().meters(), imported.book().meters());
  }

  @Test
  void everyShippedTablePassesItsOwnChecks() throws ProblemException {
    Imported imported = PriceImport.refresh(Samples.book(), Samples.tables(), LargeChanges.REFUSED);

    assertEquals(List.of(), imported.refused());
    assertEquals(Samples.book().meters(), imported.book().meters());
  }
}
