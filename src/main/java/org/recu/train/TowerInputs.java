package org.recu.train;

import java.util.Optional;
import org.recu.lowering.BatchShare;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What one tower learns from in a step.
 *
 * @param images (batch, size, size, 3), float32, normalised
 * @param labels (batch), int32, from 0
 * @param teacher logits: (batch, classes), float32; empty where it learns from the labels
 * @param tau scalar: the binarizer's quantile for the epoch
 * @param share of the batch; empty where the tower has all of it
 */
record TowerInputs(
    Operand<TFloat32> images,
    Operand<TInt32> labels,
    Optional<Operand<TFloat32>> teacher,
    Operand<TFloat32> tau,
    Optional<BatchShare> share) {}
