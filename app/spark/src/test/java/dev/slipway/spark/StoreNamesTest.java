// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that stores have, and those with a password in them.
final class StoreNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://container@account.dfs.core.windows.net/in",
        "abfs://container@account.dfs.core.windows.net/in/*.parquet",
        "wasbs://container@account.blob.core.windows.net/in",
        "s3a://bucket/in/user@host",
        "s3a://my_bucket/in",
        "hdfs://namenode:8020/in",
        "hdfs://[::1]:8020/in",
        "file:/in",
        "/in/a.parquet",
        "in/{a,b}/[0-9].parquet"
      })
  void aNameOfAStoreIsTaken(String name) throws Exception {
    assertEquals(name, StoreNames.path(name).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://key:secret@bucket/in",
        "s3a://secret@bucket/in",
        "s3a://key:sec/ret@bucket/in",
        "s3a://key:7/secret@bucket/in",
        "GS://key:7/secret@bucket/in",
        "abfss://container:secret@account.dfs.core.windows.net/in",
        "abfss://container%3Asecret@account.dfs.core.windows.net/in",
        "abfss://key:secret@container@account.dfs.core.windows.net/in",
        "abfss://container@key:secret@account.dfs.core.windows.net/in",
        "ABFSS://c:secret@a/in",
        "s3a://key:secret^@bucket/in"
      })
  void aNameWithAPasswordIsRefusedAndNotRepeated(String name) {
    for (List<String> args :
        List.of(
            List.of("--config", "c", "--data", name, "--out", "o"),
            List.of("--config", "c", "--data", "d", "--out", name))) {
      Problem problem =
          assertThrows(ProblemException.class, () -> SparkArguments.of(args)).problem();

      assertEquals(Problem.Category.INPUT, problem.code().category());
      assertFalse((problem.what() + problem.why() + problem.remedy()).contains("secret"));
    }
  }

  /// In `_rejected` as in `_score.json`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/in/shop=7/b[1] c.parquet",
        "hdfs://namenode:8020/in/ü%20.parquet",
        "s3a://my_bucket/in/a+b?.parquet",
        "abfss://container@account.dfs.core.windows.net/in/{a}.parquet"
      })
  void aFileIsCalledInARefusedRowAsItIsCalled(String name) {
    assertEquals(name, StoreNames.ofUri(new Path(name).toUri().toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://key:7/secret@bucket/in is gone",
        "S3A://key:secret@bucket/in is gone",
        "x://key:se/cret@bucket/in is gone"
      })
  void aPasswordIsNotShown(String text) {
    assertEquals("//…@bucket/in is gone", StoreNames.shown(text).replaceAll("^[^/]*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://container@account.dfs.core.windows.net/in is gone",
        "hdfs://namenode:8020/in/a@b.parquet is gone",
        "file:///in/a@b.parquet is gone"
      })
  void aContainerAndAnAtOfAFileAreShown(String text) {
    assertEquals(text, StoreNames.shown(text));
  }
}
