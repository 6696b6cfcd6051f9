// SPDX-License-Identifier: Apache-2.0

/// What the tracker promises, to one process, to many, and to one that is killed.
@NullMarked
package dev.slipway.tracker;

import org.jspecify.annotations.NullMarked;
