// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.util.Optional;

/// An estimator within a file.
///
/// @param path where it is, such as `steps[1].scaler`; empty for the file's own object; `[*]` for
///   each of several
/// @param type its class, with its module
/// @param version of scikit-learn that saved it; empty where it does not say
/// @param count of such estimators in that place
public record Component(String path, String type, Optional<String> version, int count) {}
