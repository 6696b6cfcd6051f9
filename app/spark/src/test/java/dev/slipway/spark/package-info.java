// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.slipway.spark;

import org.jspecify.annotations.NullMarked;
