/**
 * Trained weights of checkpoints and PyTorch files, and their match to a network.
 *
 * <p>All weights have PyTorch's names and layouts here. {@link org.recu.weights.WeightMatch}
 * compares them with a network and assigns those that fit. {@link org.recu.weights.TrainedNetwork}
 * is a network with its weights, ready to be evaluated or exported.
 */
package org.recu.weights;
