// SPDX-License-Identifier: Apache-2.0
/// Makes the tables and the model of the sample project credit-risk from the table as published.
@NullMarked
package dev.slipway.sample.credit;

import org.jspecify.annotations.NullMarked;
