// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.CsvTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files as the providers publish them, cut to a few prices.
final class PublishedPricesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private static final String AWS =
      """
      {"formatVersion": "v1.0", "offerCode": "AmazonEC2", "publicationDate": "2026-11-05T10:00:00Z",
       "products": {
        "A": {"sku": "A", "productFamily": "Compute Instance", "attributes": {"regionCode": "us-east-1",
          "instanceType": "m6i.large", "operatingSystem": "Linux", "tenancy": "Shared",
          "preInstalledSw": "NA", "capacitystatus": "Used"}},
        "B": {"sku": "B", "productFamily": "Compute Instance", "attributes": {"regionCode": "us-east-1",
          "instanceType": "m6i.large", "operatingSystem": "Windows", "tenancy": "Shared",
          "preInstalledSw": "NA", "capacitystatus": "Used"}},
        "C": {"sku": "C", "productFamily": "Storage", "attributes": {"regionCode": "us-east-1"}}},
       "terms": {
        "OnDemand": {
         "A": {"A.J": {"priceDimensions": {"A.J.6": {"unit": "Hrs", "pricePerUnit": {"USD": "0.0980000000"}}}}},
         "B": {"B.J": {"priceDimensions": {"B.J.6": {"unit": "Hrs", "pricePerUnit": {"USD": "0.1900000000"}}}}}},
        "Reserved": {"A": {"A.R": {"priceDimensions": {"A.R.6": {"unit": "Hrs", "pricePerUnit": {"USD": "0.06"}}}}}}}}
      """;

  private static final String AZURE =
      """
      {"BillingCurrency": "USD", "Items": [
       {"currencyCode": "USD", "retailPrice": 0.115, "armRegionName": "westeurope", "skuName": "D2s v5",
        "productName": "Virtual Machines Dsv5 Series", "serviceName": "Virtual Machines",
        "armSkuName": "Standard_D2s_v5", "type": "Consumption", "unitOfMeasure": "1 Hour"},
       {"currencyCode": "USD", "retailPrice": 0.207, "armRegionName": "westeurope", "skuName": "D2s v5",
        "productName": "Virtual Machines Dsv5 Series Windows", "serviceName": "Virtual Machines",
        "armSkuName": "Standard_D2s_v5", "type": "Consumption", "unitOfMeasure": "1 Hour"},
       {"currencyCode": "USD", "retailPrice": 0.021, "armRegionName": "westeurope", "skuName": "D2s v5 Spot",
        "productName": "Virtual Machines Dsv5 Series", "serviceName": "Virtual Machines",
        "armSkuName": "Standard_D2s_v5", "type": "Consumption", "unitOfMeasure": "1 Hour"}],
       "NextPageLink": null, "Count": 3}
      """;

  private static final String GOOGLE =
      """
      {"skus": [
       {"description": "N2 Instance Core running in Frankfurt", "serviceRegions": ["europe-west3"],
        "category": {"resourceFamily": "Compute", "usageType": "OnDemand"},
        "pricingInfo": [{"pricingExpression": {"usageUnit": "h", "tieredRates": [
          {"unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 41000000}}]}}]},
       {"description": "N2 Instance Ram running in Frankfurt", "serviceRegions": ["europe-west3"],
        "category": {"resourceFamily": "Compute", "usageType": "OnDemand"},
        "pricingInfo": [{"pricingExpression": {"usageUnit": "GiBy.h", "tieredRates": [
          {"unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 5500000}}]}}]},
       {"description": "Spot Preemptible N2 Instance Core running in Frankfurt", "serviceRegions": ["europe-west3"],
        "category": {"resourceFamily": "Compute", "usageType": "Preemptible"},
        "pricingInfo": [{"pricingExpression": {"usageUnit": "h", "tieredRates": [
          {"unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 9000000}}]}}]}]}
      """;

  @TempDir Path folder;

  private static Map.Entry<String, CsvTable.Row> row(String cloud, String region, String type) {
    return Map.entry(
        cloud + "/" + region + "/" + type,
        CsvTable.Row.of(
            "instances.csv",
            2,
            Map.of(
                "cloud", cloud,
                "region", region,
                "instance_type", type,
                "category", "general",
                "vcpu", "2",
                "memory_gib", "8",
                "price_usd_hour_on_demand", "1")));
  }

  private List<CsvTable.Row> read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("index.json"), text);
    return PublishedPrices.machines(
        file,
        Map.ofEntries(
            row("aws", "us-east-1", "m6i.large"),
            row("azure", "westeurope", "Standard_D2s_v5"),
            row("gcp", "europe-west3", "n2-standard-2")),
        TODAY);
  }

  @Test
  void takesTheLinuxPriceOnDemandOfEachProvider() throws Exception {
    CsvTable.Row aws = read(AWS).getFirst();
    CsvTable.Row azure = read(AZURE).getFirst();
    CsvTable.Row google = read(GOOGLE).getFirst();

    assertEquals("0.0980000000", aws.text("price_usd_hour_on_demand"));
    assertEquals("2026-11-05", aws.text("as_of"));
    assertEquals("AWS price list: index.json", aws.text("source"));
    assertEquals("0.115", azure.text("price_usd_hour_on_demand"));
    assertEquals("2026-11-20", azure.text("as_of"));
    // two vCPUs and 8 GiB
    assertEquals("0.126", google.text("price_usd_hour_on_demand"));
    assertEquals("n2-standard-2", google.text("instance_type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"{}", "[]", "{\"Items\": [{\"x\": 1}]}", "{\"products\": {", "no json"})
  void aFileWithoutSuchPricesIsRefused(String text) {
    ProblemException refused = assertThrows(ProblemException.class, () -> read(text));

    assertEquals("prices.not-published", refused.problem().code().id());
  }
}
