// SPDX-License-Identifier: Apache-2.0

/// Two models or settings in turn: the ratio of their times, with its interval.
@NullMarked
package dev.slipway.profile.compare;

import org.jspecify.annotations.NullMarked;
