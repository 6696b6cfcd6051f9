// SPDX-License-Identifier: Apache-2.0

/// H2O's models from their MOJO archives: boosted trees, forests and linear models.
@NullMarked
package dev.slipway.model.h2o;

import org.jspecify.annotations.NullMarked;
