// SPDX-License-Identifier: Apache-2.0

/// Every number that the artefacts need, each with its reason. Pure.
@NullMarked
package dev.slipway.plan;

import org.jspecify.annotations.NullMarked;
