// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.variants;

import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.VariantForm;
import java.util.Optional;

/// The state of a variant.
///
/// @param trial what was found when it was tried last
/// @param obstacle why it cannot be chosen; empty when it can
public record VariantStanding(
    VariantForm form,
    Optional<Recorded<VariantTrial>> trial,
    boolean chosen,
    Optional<String> obstacle) {}
