// SPDX-License-Identifier: Apache-2.0

/// Everything known of a project on one page: its sections, verdicts and pictures.
@NullMarked
package dev.slipway.workbench.report;

import org.jspecify.annotations.NullMarked;
