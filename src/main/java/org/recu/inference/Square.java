package org.recu.inference;

/**
 * The square that a network takes of an image.
 *
 * @param shortSide length of the image's short side after resizing, in pixels
 * @param size height and width of the centre that is taken, in pixels
 */
record Square(int shortSide, int size) {}
