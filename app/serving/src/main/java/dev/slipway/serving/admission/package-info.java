// SPDX-License-Identifier: Apache-2.0

/// What the service lets in, and for how long: connections, bytes, and the time to send them. Both
/// protocols ask here, so that they share what there is.
@NullMarked
package dev.slipway.serving.admission;

import org.jspecify.annotations.NullMarked;
