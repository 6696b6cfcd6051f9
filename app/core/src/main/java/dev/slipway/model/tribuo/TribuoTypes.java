// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.classification.libsvm.protos.TribuoClassificationLibsvm;
import org.tribuo.classification.protos.TribuoClassificationCore;
import org.tribuo.classification.sgd.protos.TribuoClassificationSgd;
import org.tribuo.common.liblinear.protos.TribuoLiblinear;
import org.tribuo.common.libsvm.protos.TribuoLibsvm;
import org.tribuo.common.sgd.protos.TribuoSgd;
import org.tribuo.common.tree.protos.TribuoTree;
import org.tribuo.common.xgboost.protos.TribuoXgboost;
import org.tribuo.math.protos.TribuoMath;
import org.tribuo.math.protos.TribuoMathImpl;
import org.tribuo.multilabel.protos.TribuoMultilabelCore;
import org.tribuo.multilabel.sgd.protos.TribuoMultilabelSgd;
import org.tribuo.protos.core.TribuoCore;
import org.tribuo.protos.core.TribuoCoreImpl;
import org.tribuo.regression.libsvm.protos.TribuoRegressionLibsvm;
import org.tribuo.regression.protos.TribuoRegressionCore;
import org.tribuo.regression.rtree.protos.TribuoRegressionTree;
import org.tribuo.regression.sgd.protos.TribuoRegressionSgd;
import org.tribuo.regression.slm.protos.TribuoRegressionSlm;

/// The message types of the Tribuo modules that are carried, by full name.
final class TribuoTypes {

  private static final List<FileDescriptor> FILES =
      List.of(
          TribuoCore.getDescriptor(),
          TribuoCoreImpl.getDescriptor(),
          TribuoMath.getDescriptor(),
          TribuoMathImpl.getDescriptor(),
          TribuoSgd.getDescriptor(),
          TribuoTree.getDescriptor(),
          TribuoXgboost.getDescriptor(),
          TribuoLibsvm.getDescriptor(),
          TribuoLiblinear.getDescriptor(),
          TribuoClassificationCore.getDescriptor(),
          TribuoClassificationSgd.getDescriptor(),
          TribuoClassificationLibsvm.getDescriptor(),
          TribuoRegressionCore.getDescriptor(),
          TribuoRegressionSgd.getDescriptor(),
          TribuoRegressionSlm.getDescriptor(),
          TribuoRegressionTree.getDescriptor(),
          TribuoRegressionLibsvm.getDescriptor(),
          TribuoMultilabelCore.getDescriptor(),
          TribuoMultilabelSgd.getDescriptor());

  private final Map<String, Descriptor> types = new HashMap<>();

  TribuoTypes() {
    for (FileDescriptor file : FILES) {
      file.getMessageTypes().forEach(type -> types.put(type.getFullName(), type));
    }
  }

  /// @param url as an `Any` has it
  Optional<Descriptor> of(String url) {
    return Optional.ofNullable(types.get(url.substring(url.lastIndexOf('/') + 1)));
  }
}
