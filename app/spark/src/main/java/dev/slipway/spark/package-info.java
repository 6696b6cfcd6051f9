// SPDX-License-Identifier: Apache-2.0

/// Scoring in batch as a job of Apache Spark: the preparation, the model and the names of answers
/// are those of `score`; what Spark reads, hands out, tries again and writes is Spark's.
@NullMarked
package dev.slipway.spark;

import org.jspecify.annotations.NullMarked;
