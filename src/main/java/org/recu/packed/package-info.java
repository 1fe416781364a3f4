/**
 * Packed networks: binary convolutions on bits, without TensorFlow.
 *
 * <p>{@link org.recu.packed.PackedModel} is the way in. A file is checked ({@code PackedFile},
 * {@code NetworkReader}), its operations become passes ({@code Planner}), and a {@code Kernel}
 * computes their loops.
 */
package org.recu.packed;
