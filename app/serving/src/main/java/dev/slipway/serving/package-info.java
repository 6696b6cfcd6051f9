// SPDX-License-Identifier: Apache-2.0

/// The ground floor: loads a model and answers predictions; what is timed here is what ships.
@NullMarked
package dev.slipway.serving;

import org.jspecify.annotations.NullMarked;
