// SPDX-License-Identifier: Apache-2.0

/// Builds images and runs containers through a Docker-compatible engine.
@NullMarked
package dev.slipway.verify.engine;

import org.jspecify.annotations.NullMarked;
