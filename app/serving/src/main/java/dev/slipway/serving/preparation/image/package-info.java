// SPDX-License-Identifier: Apache-2.0

/// Makes tensors of pictures. JPEG and PNG are decoded here, in Java: the service's runtime has no
/// `java.desktop`, and what strangers send is not read by native code. Values are those of libjpeg
/// and libpng, to the last bit.
@NullMarked
package dev.slipway.serving.preparation.image;

import org.jspecify.annotations.NullMarked;
