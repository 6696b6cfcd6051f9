// SPDX-License-Identifier: Apache-2.0

/// Long work beside the window: the one bridge between threads.
@NullMarked
package dev.slipway.desktop.jobs;

import org.jspecify.annotations.NullMarked;
