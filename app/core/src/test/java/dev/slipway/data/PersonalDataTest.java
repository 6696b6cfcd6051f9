// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.data.Suspicion.Confidence;
import dev.slipway.data.Suspicion.Trait;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PersonalDataTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "contact | a@b.org;c@d.example.org;e.f+g@h.eu | EMAIL | HIGH",
        "e_mail | 1;2;3 | EMAIL | LOW",
        "konto | GB82 WEST 1234 5698 7654 32;DE89370400440532013000;FR1420041010050500013M02606 |"
            + " IBAN | HIGH",
        "reference | 4111 1111 1111 1111;5500-0000-0000-0004;6011000000000004 | PAYMENT_CARD |"
            + " HIGH",
        "host | 10.0.0.1;192.168.7.255;2001:db8::1 | IP_ADDRESS | HIGH",
        "callback | +34 600 123 456;+49 (30) 1234567;+1 555 010 9999 | PHONE | MEDIUM",
        "phone | 5550109999;5550108888;5550107777 | PHONE | HIGH",
        "Latitude | 41.38512;-33.86785;60.17045 | COORDINATE | HIGH",
        "lng | 1;2;3 | COORDINATE | LOW",
        "who | Ada Lovelace;José María Ruiz;Jean-Luc O'Neil | NAME | MEDIUM",
        "lastName | Lovelace;Ruiz;O'Neil | NAME | HIGH",
        "birth_date | 1815-12-10;10/12/1815;1815.12.10 | BIRTH_DATE | HIGH",
        "zip | 8001;8002;8003 | ADDRESS | LOW",
        "number | 078-05-1120;219-09-9999;457-55-5462 | IDENTITY_NUMBER | MEDIUM",
        "customer_id | 17;18;19 | PERSON_KEY | LOW",
      })
  void suspects(String column, String values, Trait trait, Confidence confidence) {
    Suspicion found = PersonalData.in(column, List.of(values.split(";"))).orElseThrow();
    assertEquals(trait, found.trait());
    assertEquals(confidence, found.confidence(), found.because());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "filename | a.txt;b.txt;c.txt",
        "flat | 1;2;3",
        "width | 41.38512;33.86785;60.17045",
        "day | 2024-01-31;2024-02-01;2024-02-02",
        "time | 12:30:05;23:59:59;00:00:00",
        "amount | 1234567;7654321;1111111",
        "code | GB00 WEST 1234 5698 7654 32;DE00370400440532013000;FR0020041010050500013M02606",
        "serial | 4111111111111112;5500000000000005;6011000000000005",
        "version | 10.0.1;9.9.9;1.2.3",
        "species | Adelie;Gentoo;Chinstrap",
        "ratio | 0.1;0.25;1e-5",
        "tenant | a;b;c",
        "panel | 1;2;3",
        "tip | 1;2;3",
      })
  void doesNotSuspect(String column, String values) {
    assertEquals(Optional.empty(), PersonalData.in(column, List.of(values.split(";"))));
  }

  @Test
  void saysWhyWithoutTheValues() {
    assertEquals(
        "its name says so; 75 % of 4 values look like it",
        PersonalData.in("email", List.of("a@b.org", "c@d.org", "e@f.org", "none"))
            .orElseThrow()
            .because());
  }
}
