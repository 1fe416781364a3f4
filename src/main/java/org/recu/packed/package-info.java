/**
 * Packed networks: binary convolutions on bits, without TensorFlow.
 *
 * <p>{@link org.recu.packed.PackedModel} is the way in. A file is checked ({@code PackedFile},
 * {@code NetworkReader}), its operations become passes ({@code Planner}), and a {@code Kernel}
 * computes their loops.
 *
 * <p>On the way from a file to the first logits, loops stand in place of lambdas and streams, and
 * messages are made only for errors: the first use of each costs a JVM milliseconds.
 */
package org.recu.packed;
