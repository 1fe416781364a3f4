package org.recu.packed;

/**
 * A class that a network predicts for an image.
 *
 * @param classNumber from 0
 * @param className its name; its number where the network has no names
 * @param probability softmax of the logits, 0 to 1
 */
public record Prediction(int classNumber, String className, double probability) {}
