package org.recu.eval;

import org.recu.data.Pixels;

/**
 * A picture that a network took for something else.
 *
 * @param label its class, from 0
 * @param taken the class that it was taken for, from 0
 * @param probability that the network gave that class, 0 to 1
 * @param picture as the network saw it
 */
public record Mistake(int label, int taken, double probability, Pixels picture) {}
