// SPDX-License-Identifier: Apache-2.0

/// Keeps evidence, waivers and runs in SQLite, behind the ports of `checklist`.
@NullMarked
package dev.slipway.tracker;

import org.jspecify.annotations.NullMarked;
