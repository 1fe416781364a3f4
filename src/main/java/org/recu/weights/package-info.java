/**
 * Trained weights from checkpoints and PyTorch files, and how they match a network.
 *
 * <p>All weights here have PyTorch's names and layouts. {@link org.recu.weights.WeightMatch}
 * compares them with a network and assigns those that fit. {@link org.recu.weights.TrainedNetwork}
 * is a network with its weights, ready to be evaluated or exported.
 */
package org.recu.weights;
