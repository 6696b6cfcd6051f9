// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.pickle.PickleReport.Named;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.sklearn.convert.SklearnImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a file: which estimators are in it, and what loading it would run.
final class PickleReportTest {

  /// `pickle.dumps(numpy.random.Generator(numpy.random.PCG64(1)), 2)` of NumPy 2.2.4, in Base64.
  private static final String GENERATOR =
      """
      gAJjbnVtcHkucmFuZG9tLl9waWNrbGUKX19nZW5lcmF0b3JfY3RvcgpxAGNudW1weS5yYW5kb20uX3BpY2ts
      ZQpfX2JpdF9nZW5lcmF0b3JfY3RvcgpxAWNudW1weS5yYW5kb20uX3BjZzY0ClBDRzY0CnEChXEDUnEEfXEF
      KFgNAAAAYml0X2dlbmVyYXRvcnEGWAUAAABQQ0c2NHEHWAUAAABzdGF0ZXEIfXEJKGgIihF+vA8yb31uKmx1
      2/5LSFucAFgDAAAAaW5jcQqKEXuTQFe5V5ihlfhFJtryKpIAdVgKAAAAaGFzX3VpbnQzMnELSwBYCAAAAHVp
      bnRlZ2VycQxLAHVjbnVtcHkucmFuZG9tLmJpdF9nZW5lcmF0b3IKX19weXhfdW5waWNrbGVfU2VlZFNlcXVl
      bmNlCnENY251bXB5LnJhbmRvbS5iaXRfZ2VuZXJhdG9yClNlZWRTZXF1ZW5jZQpxDkoiouoDTodxD1JxEChL
      AUsAY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnERY251bXB5Cm5kYXJyYXkKcRJLAIVx
      E2NfY29kZWNzCmVuY29kZQpxFFgBAAAAYnEVWAYAAABsYXRpbjFxFoZxF1JxGIdxGVJxGihLAUsEhXEbY251
      bXB5CmR0eXBlCnEcWAIAAAB1NHEdiYiHcR5ScR8oSwNYAQAAADxxIE5OTkr/////Sv////9LAHRxIWKJaBRY
      GgAAAMKFw6E3wqHCscO6w6INeMKuDsKVwoEKw51UcSJoFoZxI1JxJHRxJWJLBCl0cSZihnEnYoVxKFJxKS4=
      """;

  @TempDir Path folder;

  @Test
  void namesEstimatorsVersionsAndImports() throws Exception {
    PickleReport report =
        PickleIntake.report(
            write(Samples.pipeline()), model -> List.of(model.type().name() + " is not known"));

    assertEquals(
        List.of(
            new Component("", "sklearn.pipeline.Pipeline", Optional.of("1.4.2"), 1),
            new Component(
                "steps[0].scale",
                "sklearn.preprocessing._data.StandardScaler",
                Optional.of("1.4.2"),
                1),
            new Component(
                "steps[1].model",
                "sklearn.linear_model._base.LinearRegression",
                Optional.of("1.4.2"),
                1)),
        report.components());
    assertEquals(List.of("NumPy 1", "scikit-learn 1.4.2"), report.libraries());
    assertEquals(List.of("Pipeline is not known"), report.obstacles());
    assertEquals(
        List.of(
            new Named("sklearn.pipeline.Pipeline", Trust.HARMLESS, true),
            new Named("sklearn.preprocessing._data.StandardScaler", Trust.HARMLESS, true),
            new Named("numpy.core.multiarray._reconstruct", Trust.HARMLESS, true),
            new Named("numpy.ndarray", Trust.HARMLESS, false),
            new Named("numpy.dtype", Trust.HARMLESS, true),
            new Named("sklearn.linear_model._base.LinearRegression", Trust.HARMLESS, true)),
        report.imports());
  }

  /// Estimators hold one in `random_state`.
  @Test
  void aSourceOfRandomNumbersIsHarmless() throws Exception {
    assertEquals(Map.of(), notHarmless(generator()));
  }

  /// Names stand between line feeds at this protocol, so that one is exchanged for another in what
  /// NumPy itself wrote.
  @ParameterizedTest
  @CsvSource({
    "numpy.random._pickle, anything_else, UNKNOWN",
    "numpy.random._pickle, __generator_ctor_, UNKNOWN",
    "numpy.random.bit_generator, ISeedSequence, UNKNOWN",
    "numpy.random._pcg65, PCG64, UNKNOWN",
    "numpy.random.mtrand, set_state, UNKNOWN",
    "numpy.testing._private.utils, runstring, DANGEROUS",
    "numpy.random._pickle, os.system, DANGEROUS",
    "numpy.random._pickle, eval, DANGEROUS",
  })
  void itsNeighbourIsNot(String module, String name, Trust trust) throws Exception {
    String written = new String(generator(), ISO_8859_1);
    String other =
        written.replace("numpy.random._pickle\n__generator_ctor\n", module + "\n" + name + "\n");

    assertEquals(Map.of(module + "." + name, trust), notHarmless(other.getBytes(ISO_8859_1)));
  }

  private static byte[] generator() {
    return Base64.getMimeDecoder().decode(GENERATOR);
  }

  private Map<String, Trust> notHarmless(byte[] pickle) throws Exception {
    return PickleIntake.report(write(pickle), model -> List.of()).imports().stream()
        .filter(each -> each.trust() != Trust.HARMLESS)
        .collect(Collectors.toMap(Named::name, Named::trust));
  }

  /// A file that ends within what it is has run by then what it said before.
  @Test
  void saysWhatADamagedFileWouldHaveRun() throws Exception {
    byte[] whole = new PickleWriter().call("os", "system", "touch x").ops("0").text("end").stop();

    Problem problem =
        assertThrows(
                ProblemException.class,
                () ->
                    PickleIntake.report(
                        write(Arrays.copyOf(whole, whole.length - 3)), model -> List.of()))
            .problem();

    assertEquals("model.truncated", problem.code().id());
    assertEquals(
        "Reading it as data: it ends at byte 32, in the midst. Up to there it imports os.system,"
            + " which may do harm.",
        problem.why());
  }

  /// Each pipeline is twice in the next one: gone through one by one, they come to 2^40.
  @Test
  @Timeout(60)
  void countsEstimatorsThatAreSharedAgainAndAgain() throws Exception {
    var writer =
        new PickleWriter()
            .name("sklearn.preprocessing", "Binarizer")
            .ops(")\u0081}(")
            .text("n_features_in_")
            .number(1)
            .text("threshold")
            .number(0)
            .ops("ubq\u0000");
    for (int i = 0; i < 40; i++) {
      writer.ops("0").name("sklearn.pipeline", "Pipeline").ops(")\u0081}").text("steps").ops("](");
      writer.text("a").ops("h\u0000\u0086").text("b").ops("h\u0000\u0086esbq\u0000");
    }

    PickleReport report = PickleIntake.report(write(writer.stop()), SklearnImport::obstacles);

    assertEquals(List.of("it comes to more than 100000 estimators"), report.obstacles());
  }

  @ParameterizedTest
  @CsvSource({
    "sklearn.pipeline, Pipeline, HARMLESS",
    "sklearn.metrics._dist_metrics, newObj, HARMLESS",
    "sklearn._loss._loss, __pyx_unpickle_CyHalfBinomialLoss, HARMLESS",
    "numpy._core.multiarray, scalar, HARMLESS",
    "numpy, int64, HARMLESS",
    "numpy._core._multiarray_umath, log1p, HARMLESS",
    "numpy.random._pickle, __randomstate_ctor, HARMLESS",
    "numpy.random._mt19937, MT19937, HARMLESS",
    "numpy.random, __RandomState_ctor, HARMLESS",
    "numpy.random.bit_generator, SeedSequence, HARMLESS",
    "numpy.random._bit_generator, SeedSequence, HARMLESS",
    "pandas.core.frame, DataFrame, HARMLESS",
    "builtins, dict, HARMLESS",
    "mine.features, Ratio, UNKNOWN",
    "sklearn.utils, estimator_html_repr, UNKNOWN",
    "builtins, print, UNKNOWN",
    "os, system, DANGEROUS",
    "posix, system, DANGEROUS",
    "os.path, join, DANGEROUS",
    "builtins, eval, DANGEROUS",
    "sklearn.datasets._base, os.system, DANGEROUS",
    "sklearn.datasets._base, Popen, DANGEROUS",
    "numpy.testing._private.utils, runstring, DANGEROUS",
    "numpy._core, _ufunc_reconstruct, DANGEROUS",
    "pandas.io.pickle, read_pickle, DANGEROUS",
    "pandas.io.common, _BytesZipFile, DANGEROUS",
    "pandas, HDFStore, DANGEROUS",
    "pandas.core.computation.expr, Expr, DANGEROUS",
    "pandas.compat.pickle_compat, Unpickler, DANGEROUS",
    "numpy.lib.format, read_array, DANGEROUS",
    "thread, start_new_thread, DANGEROUS",
    "sklearn.datasets._covtype, GzipFile, DANGEROUS",
    "sklearn.datasets._base, gzip.GzipFile, DANGEROUS",
    "sklearn.datasets._base, csv.DictReader, UNKNOWN",
    "sklearn.datasets._base, Path, UNKNOWN",
    "sklearn.utils._mask, np.DataSource, UNKNOWN",
    "joblib.numpy_pickle, load, DANGEROUS",
    "cloudpickle.cloudpickle, _make_function, DANGEROUS",
  })
  void tellsHarmlessNamesFromOthers(String module, String name, Trust trust) {
    assertEquals(trust, Trust.of(new Name(module, name)));
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("model.pkl"), bytes);
  }
}
