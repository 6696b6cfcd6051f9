// SPDX-License-Identifier: Apache-2.0

/// Single models of scikit-learn: linear, kernel, nearest neighbour, naive Bayes, neural network.
@NullMarked
package dev.slipway.model.sklearn.models;

import org.jspecify.annotations.NullMarked;
