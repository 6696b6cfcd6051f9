// SPDX-License-Identifier: Apache-2.0

/// From targets to a written bundle, step by step.
@NullMarked
package dev.slipway.desktop.export;

import org.jspecify.annotations.NullMarked;
