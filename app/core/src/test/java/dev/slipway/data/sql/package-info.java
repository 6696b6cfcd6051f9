// SPDX-License-Identifier: Apache-2.0

/// Data files as DuckDB reads them.
@NullMarked
package dev.slipway.data.sql;

import org.jspecify.annotations.NullMarked;
