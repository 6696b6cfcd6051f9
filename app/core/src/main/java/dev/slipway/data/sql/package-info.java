// SPDX-License-Identifier: Apache-2.0

/// Data files read by DuckDB: the one place in the flow that writes SQL, and only for questions
/// about files. Nothing is stored here (docs/adr/0010).
@NullMarked
package dev.slipway.data.sql;

import org.jspecify.annotations.NullMarked;
