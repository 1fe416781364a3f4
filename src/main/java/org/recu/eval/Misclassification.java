package org.recu.eval;

import org.recu.data.Pixels;

/**
 * An image that a network assigned to the wrong class.
 *
 * @param label the image's class, from 0
 * @param predicted the class the network predicted, from 0
 * @param probability that the network gave the predicted class, 0 to 1
 * @param image as the network saw it
 */
public record Misclassification(int label, int predicted, double probability, Pixels image) {}
