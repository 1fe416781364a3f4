/**
 * What becomes of a network in TensorFlow: training in float32 or mixed precision, on the CPU or a
 * GPU, and evaluation in float32 or in bytes.
 *
 * <p>{@link org.recu.lowering.Tower} chooses among them. Each is a {@link org.recu.nn.Lowering};
 * what it knows of an activation beyond its values is part of the {@link org.recu.lowering.Value}
 * that it hands to the next layer.
 */
package org.recu.lowering;
