// SPDX-License-Identifier: Apache-2.0

/// What each feature of one row adds to a model's answer.
@NullMarked
package dev.slipway.model.attribution;

import org.jspecify.annotations.NullMarked;
