// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is taken for a secret, and what only looks like one.
final class LiteralSecretTest {

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, hunter2, its name says that it is one",
    "apiKey, correct-horse, its name says that it is one",
    "token, 123456, its name says that it is one",
    "AWS_SECRET_ACCESS_KEY, abc, its name says that it is one",
    "SEED, q7Zr9TbXw2Kd5LmNp8VcYh3Jf4, it is as random as a key",
    "UPSTREAM, https://me:hunter2@example.org/v1, the address holds a password",
    "DATABASE, postgres://app:s3cret@db:5432/wines, the address holds a password",
  })
  void isASecret(String name, String value, String why) {
    assertEquals(Optional.of(why), LiteralSecret.in(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "MODEL_SHA256, 5f2Db0c3A9d8E7b6a5F4e3D2c1B0a9F8",
    "MODEL_DIGEST, q7Zr9TbXw2Kd5LmNp8VcYh3Jf4",
    "BUILT_FROM, 473eb9cd1f0c2b7a94d6e58f3a1b0c9d8e7f6a5b",
    "DIGEST, sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "TENANT, 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "REGISTRY_TOKEN_FILE, /run/secrets/token",
    "API_TOKEN, ${API_TOKEN}",
    "API_TOKEN, $(API_TOKEN)",
    "API_TOKEN, '{{ .Values.token }}'",
    "UPSTREAM, 'https://me:${PASSWORD}@example.org'",
    "TOKEN, ''",
    "REQUIRE_TOKEN, true",
    "MAX_TOKENS, 409600",
    "TOKENIZER, bert-base-uncased",
    "PROMETHEUS_URL, http://prometheus.monitoring.svc:9090",
    "SECRET_NAME, wine-quality-tls",
    "JAVA_OPTIONS, -XX:MaxRAMPercentage=75.0",
    "MAIN, AbstractSingletonProxyFactoryBean2Impl",
    "NAME, wine-quality-settings-7b9f8d6c5t",
    "IMAGE, registry.example.org/Pricing2/WineQuality3Service4Model5",
  })
  void isNone(String name, String value) {
    assertEquals(Optional.empty(), LiteralSecret.in(name, value));
  }
}
