// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.slipway.score;

import org.jspecify.annotations.NullMarked;
