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
        "Name | Braund, Mr. Owen Harris;Heikkinen, Miss. Laina;Allen, Mr. William Henry | NAME |"
            + " HIGH",
        "passenger_name | 1;2;3 | NAME | LOW",
        "apellidos | García;Pérez;López | NAME | HIGH",
        "correo | 1;2;3 | EMAIL | LOW",
        "teléfono | 600123456;600123457;600123458 | PHONE | HIGH",
        "dni | 12345678Z;X1234567L;00000000T | IDENTITY_NUMBER | HIGH",
        "documento | 12345678Z;X1234567L;00000000T | IDENTITY_NUMBER | MEDIUM",
        "documento | 529.982.247-25;11144477735;12345678909 | IDENTITY_NUMBER | MEDIUM",
        "numer | 44051401359;02070803628;90090515836 | IDENTITY_NUMBER | MEDIUM",
        "numero | 172023312150858;260114980821570;162015044462365;189083573982207 |"
            + " IDENTITY_NUMBER | MEDIUM",
        "codice | RSSMRA85T10A562S;BNCGVN60A01H501X;VRDLGI70E15F205Z | IDENTITY_NUMBER | MEDIUM",
        "insurance | AB 12 34 56 C;JG103759A;AP019283D | IDENTITY_NUMBER | MEDIUM",
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
        "product_name | Chair;Table;Lamp",
        "country_name | Spain;France;Italy",
        "feature | 12345678A;X1234567A;00000000A",
        "order | 52998224724;11144477736;12345678908",
        "amount_cents | 255081416802539;184127645108940;269054958815781",
        "has_phone | yes;no;yes;yes;no;yes;no;yes;no;yes",
        "email_verified | true;false;true;true;true;true;false;true;true;true",
        "city | New York;Los Angeles;New York;San Diego;New York;San Diego;New York;Los Angeles;"
            + "New York;San Diego;Los Angeles",
        "variety | Pinot Noir;Cabernet Sauvignon;Pinot Noir;Pinot Noir;Red Blend;Red Blend;"
            + "Pinot Noir;Red Blend;Cabernet Sauvignon;Pinot Noir",
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
