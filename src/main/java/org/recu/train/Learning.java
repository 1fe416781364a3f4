package org.recu.train;

import org.recu.binarize.Binarizer;
import org.recu.image.Normalization;
import org.recu.model.Network;

/**
 * What a training graph learns, and how.
 *
 * @param network to train
 * @param binarizer of its binary layers
 * @param normalization of the images
 * @param optimizer the update rule
 * @param taught whether it learns from a teacher instead of the labels
 * @param seed of the initial values
 */
record Learning(
    Network network,
    Binarizer binarizer,
    Normalization normalization,
    OptimizerOptions optimizer,
    boolean taught,
    long seed) {}
