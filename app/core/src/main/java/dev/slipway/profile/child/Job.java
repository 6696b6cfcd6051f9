// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

/// Work for the measuring process.
public sealed interface Job
    permits ProfileJob, PairedRunJob, PointJob, OperatorsJob, OptimiseJob, ServedJob {}
