/**
 * Trained numbers on their way into and out of networks, whatever file holds them.
 *
 * <p>Foreign weights come under PyTorch's names and in PyTorch's layouts; a {@link
 * org.recu.weights.WeightMatch} says how they fit a network, and puts those that do into its
 * variables. A {@link org.recu.weights.TrainedNetwork} is a network with its weights, ready to be
 * evaluated or exported.
 */
package org.recu.weights;
