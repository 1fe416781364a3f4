package org.recu.page;

import java.awt.image.BufferedImage;

/**
 * A picture that a network took for something else.
 *
 * @param label its class, from 0
 * @param taken the class that it was taken for, from 0
 * @param probability that the network gave the wrong class, 0 to 1
 * @param image as the network saw it
 */
public record MistakenPicture(int label, int taken, double probability, BufferedImage image) {}
