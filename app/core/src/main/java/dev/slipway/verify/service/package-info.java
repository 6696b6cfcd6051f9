// SPDX-License-Identifier: Apache-2.0

/// Starts the bundle's service and looks at how it behaves.
@NullMarked
package dev.slipway.verify.service;

import org.jspecify.annotations.NullMarked;
