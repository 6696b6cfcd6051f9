// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.CsvTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the price files that the providers publish, from a local copy: of AWS the offer file of
/// EC2 (`publicationDate`, `products`, `terms`), of Azure a page of the retail prices (`Items`), of
/// Google a page of the billing catalogue of Compute Engine (`skus`). They are read piece by piece,
/// since those of EC2 have hundreds of megabytes. Only machines that the price book knows get a
/// price: the files say too little of others.
final class PublishedPrices {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern GOOGLE =
      Pattern.compile(
          "([A-Z]\\d[A-Z]?)(?: Predefined| AMD| Arm)? Instance (Core|Ram) running in .*");

  private final String file;
  private final LocalDate readOn;
  private final Map<String, CsvTable.Row> known;
  private final Map<String, BigDecimal> found = new TreeMap<>();
  private Optional<LocalDate> asOf = Optional.empty();
  private String publisher = "";

  private PublishedPrices(String file, LocalDate readOn, Map<String, CsvTable.Row> known) {
    this.file = file;
    this.readOn = readOn;
    this.known = known;
  }

  /// Rows of machines with the prices of a file.
  ///
  /// @param known rows of machines by cloud, region and type, with `/` between
  /// @param readOn date of prices whose file states none
  static List<CsvTable.Row> machines(Path file, Map<String, CsvTable.Row> known, LocalDate readOn)
      throws ProblemException {
    var prices = new PublishedPrices(String.valueOf(file.getFileName()), readOn, known);
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      prices.read(parser);
    } catch (IOException e) {
      throw new ProblemException(prices.unreadable(String.valueOf(e.getMessage())), e);
    }
    if (prices.found.isEmpty()) {
      throw prices
          .unreadable("No price on demand of a Linux machine that is known here is in it.")
          .asException();
    }
    return prices.rows();
  }

  private Problem unreadable(String why) {
    return Problem.input(
        "prices.not-published",
        "No prices were taken from " + file,
        why,
        "Give an offer file of Amazon EC2, a page of Azure's retail prices, or a page of Google's"
            + " billing catalogue, each as it was published.");
  }

  private void read(JsonParser parser) throws IOException {
    Map<String, String> typesBySku = new HashMap<>();
    Map<String, BigDecimal> parts = new HashMap<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "publicationDate" -> asOf = Optional.of(LocalDate.parse(first10(parser.getText())));
        case "products" -> products(parser, typesBySku);
        case "terms" -> terms(parser, typesBySku);
        case "Items" -> items(parser);
        case "skus" -> skus(parser, parts);
        default -> parser.skipChildren();
      }
    }
    google(parts);
  }

  private void products(JsonParser parser, Map<String, String> typesBySku) throws IOException {
    publisher = "AWS price list";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String sku = parser.currentName();
      parser.nextToken();
      JsonNode attributes = parser.<JsonNode>readValueAsTree().path("attributes");
      boolean plain =
          attributes.path("operatingSystem").asText().equals("Linux")
              && attributes.path("tenancy").asText().equals("Shared")
              && attributes.path("preInstalledSw").asText().equals("NA")
              && attributes.path("capacitystatus").asText().equals("Used");
      if (plain) {
        typesBySku.put(
            sku,
            "aws/"
                + attributes.path("regionCode").asText()
                + "/"
                + attributes.path("instanceType").asText());
      }
    }
  }

  private void terms(JsonParser parser, Map<String, String> typesBySku) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String kind = parser.currentName();
      parser.nextToken();
      if (!kind.equals("OnDemand")) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Optional<String> type = Optional.ofNullable(typesBySku.get(parser.currentName()));
        parser.nextToken();
        if (type.isEmpty()) {
          parser.skipChildren();
        } else {
          hourly(parser.readValueAsTree()).ifPresent(price -> take(type.get(), price));
        }
      }
    }
  }

  /// Of `{offer: {priceDimensions: {rate: {unit: Hrs, pricePerUnit: {USD: "0.096"}}}}}`.
  private static Optional<BigDecimal> hourly(JsonNode offers) {
    for (JsonNode offer : offers) {
      for (JsonNode rate : offer.path("priceDimensions")) {
        String price = rate.path("pricePerUnit").path("USD").asText();
        if (rate.path("unit").asText().equals("Hrs") && !price.isEmpty()) {
          return Optional.of(new BigDecimal(price));
        }
      }
    }
    return Optional.empty();
  }

  private void items(JsonParser parser) throws IOException {
    publisher = "Azure retail prices";
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      JsonNode item = parser.readValueAsTree();
      boolean plain =
          item.path("serviceName").asText().equals("Virtual Machines")
              && item.path("type").asText().equals("Consumption")
              && item.path("unitOfMeasure").asText().equals("1 Hour")
              && item.path("currencyCode").asText().equals("USD")
              && !item.path("productName").asText().contains("Windows")
              && !item.path("skuName").asText().matches(".*(Spot|Low Priority).*");
      if (plain) {
        take(
            "azure/" + item.path("armRegionName").asText() + "/" + item.path("armSkuName").asText(),
            new BigDecimal(item.path("retailPrice").asText()));
      }
    }
  }

  /// Google sells vCPUs and memory of a family apart.
  private void skus(JsonParser parser, Map<String, BigDecimal> parts) throws IOException {
    publisher = "Google billing catalogue";
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      JsonNode sku = parser.readValueAsTree();
      Matcher named = GOOGLE.matcher(sku.path("description").asText());
      if (!named.matches() || !sku.path("category").path("usageType").asText().equals("OnDemand")) {
        continue;
      }
      JsonNode info = sku.path("pricingInfo").path(0);
      JsonNode rates = info.path("pricingExpression").path("tieredRates");
      JsonNode price = rates.path(rates.size() - 1).path("unitPrice");
      if (price.isMissingNode() || !price.path("currencyCode").asText().equals("USD")) {
        continue;
      }
      BigDecimal each =
          new BigDecimal(price.path("units").asText("0"))
              .add(BigDecimal.valueOf(price.path("nanos").asLong(), 9));
      for (JsonNode region : sku.path("serviceRegions")) {
        parts.put(region.asText() + "/" + named.group(1) + "/" + named.group(2), each);
      }
    }
  }

  private void google(Map<String, BigDecimal> parts) {
    known.forEach((key, row) -> {
      String family =
          row.text("instance_type").replaceFirst("-.*", "").toUpperCase(java.util.Locale.ROOT);
      String place = row.text("region") + "/" + family + "/";
      BigDecimal core = parts.get(place + "Core");
      BigDecimal memory = parts.get(place + "Ram");
      boolean whole = !row.text("category").matches("burstable|gpu|accelerator");
      if (row.text("cloud").equals("gcp") && whole && core != null && memory != null) {
        take(
            key,
            core.multiply(new BigDecimal(row.text("vcpu")))
                .add(memory.multiply(new BigDecimal(row.text("memory_gib"))))
                .stripTrailingZeros());
      }
    });
  }

  private void take(String key, BigDecimal price) {
    if (known.containsKey(key) && price.signum() > 0) {
      found.merge(key, price, BigDecimal::min);
    }
  }

  private List<CsvTable.Row> rows() {
    List<CsvTable.Row> rows = new ArrayList<>();
    found.forEach((key, price) -> {
      CsvTable.Row row = known.get(key);
      if (row != null) {
        Map<String, String> cells = new LinkedHashMap<>(row.cells());
        cells.put("price_usd_hour_on_demand", price.toPlainString());
        cells.put("as_of", asOf.orElse(readOn).toString());
        cells.put("source", publisher + ": " + file);
        rows.add(CsvTable.Row.of(file, rows.size() + 1, cells));
      }
    });
    return rows;
  }

  private static String first10(String text) {
    return text.substring(0, Math.min(10, text.length()));
  }
}
