// SPDX-License-Identifier: Apache-2.0

/// What was found out of a project over time: event by event, number by number.
@NullMarked
package dev.slipway.workbench.history;

import org.jspecify.annotations.NullMarked;
