// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.pickle.Value.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Arrays of joblib's dumps: their bytes stand in the midst of the pickle, right after the
/// `NumpyArrayWrapper` that describes them.
final class Joblib {

  private static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";

  /// Those of joblib before 0.10, whose arrays lie in files beside the dump.
  private static final Set<String> OLD =
      Set.of(
          "joblib.numpy_pickle.NDArrayWrapper",
          "joblib.numpy_pickle.ZNDArrayWrapper",
          "joblib.numpy_pickle_compat.NDArrayWrapper",
          "joblib.numpy_pickle_compat.ZNDArrayWrapper");

  private final Meter meter;
  private final Imports imports;
  private boolean used;

  Joblib(Meter meter, Imports imports) {
    this.meter = meter;
    this.imports = imports;
  }

  /// Whether it describes an array that follows, or that lies elsewhere.
  static boolean isWrapper(Name callee) {
    String name = name(callee);
    return name.equals(WRAPPER) || OLD.contains(name);
  }

  /// scikit-learn once carried a joblib of its own.
  private static String name(Name callee) {
    String name = callee.qualified();
    return name.startsWith("sklearn.externals.") ? name.substring(18) : name;
  }

  /// Whether there was such an array.
  boolean used() {
    return used;
  }

  /// The array whose bytes come next.
  Value array(Call wrapper, Source source) throws MalformedException, IOException {
    used = true;
    if (wrapper.callee() instanceof Name callee && OLD.contains(name(callee))) {
      throw new MalformedException(
          "it is a dump of joblib before 0.10 (%s), whose arrays lie in other files"
              .formatted(callee.name()),
          false);
    }
    Instance description =
        Instances.of("", wrapper)
            .orElseThrow(() -> new MalformedException("an array of joblib has no state", false));
    NumpyType type = NumpyType.of(description.get("dtype"), meter);
    if (type.isObject()) {
      return objects(source);
    }
    if (description.has("numpy_array_alignment_bytes")) {
      source.few(source.u1());
    }
    List<Integer> shape = Numpy.shape(description.get("shape"));
    var array = new NumpyArray(type, shape, meter);
    long size = array.bytes();
    byte[] bytes = source.bytes(size);
    boolean columns = description.get("order") instanceof Text(String order) && order.equals("F");
    NdArray made = columns ? array.columnByColumn(bytes) : array.rowByRow(bytes);
    meter.release(size);
    return made;
  }

  /// A pickle of its own, in which arrays are as NumPy writes them.
  private Value objects(Source source) throws MalformedException, IOException {
    return new Machine(source, meter, imports, Optional.empty()).run();
  }
}
