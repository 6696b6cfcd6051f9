// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

/// Work for the measuring process.
sealed interface Job permits ProfileJob, DuelJob, PointJob, OperatorsJob, OptimiseJob {}
