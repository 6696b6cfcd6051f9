// SPDX-License-Identifier: Apache-2.0

/// One class a use case; what both front ends call, and the only writer of evidence.
@NullMarked
package dev.slipway.workbench;

import org.jspecify.annotations.NullMarked;
