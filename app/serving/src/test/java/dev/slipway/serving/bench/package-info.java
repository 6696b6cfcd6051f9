// SPDX-License-Identifier: Apache-2.0

/// The load benchmark: this server beside a FastAPI service of the same model.
@NullMarked
package dev.slipway.serving.bench;

import org.jspecify.annotations.NullMarked;
