// SPDX-License-Identifier: Apache-2.0

/// Trees, forests and boosted trees, and what is made of several estimators.
@NullMarked
package dev.slipway.model.sklearn.ensembles;

import org.jspecify.annotations.NullMarked;
