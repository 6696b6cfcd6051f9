// SPDX-License-Identifier: Apache-2.0

/// What scikit-learn prepares columns with, and puts steps together with: pipelines, scalers,
/// imputers, encoders, selections, features of texts.
@NullMarked
package dev.slipway.model.sklearn.prepare;

import org.jspecify.annotations.NullMarked;
