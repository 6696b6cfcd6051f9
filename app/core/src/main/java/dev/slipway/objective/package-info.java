// SPDX-License-Identifier: Apache-2.0

/// The project file: what the service must achieve, as typed records. Pure.
@NullMarked
package dev.slipway.objective;

import org.jspecify.annotations.NullMarked;
