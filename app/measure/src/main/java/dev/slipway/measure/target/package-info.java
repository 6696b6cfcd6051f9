// SPDX-License-Identifier: Apache-2.0

/// The program of the profiler image: measures the service that runs beside it, and leaves what it
/// found in its log.
@NullMarked
package dev.slipway.measure.target;

import org.jspecify.annotations.NullMarked;
