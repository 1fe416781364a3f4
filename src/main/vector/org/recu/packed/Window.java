package org.recu.packed;

/**
 * The part of an image in memory that a convolution's window covers: rows that are a step apart.
 *
 * @param rows of the kernel
 * @param row how many words or numbers of a row it covers, next to each other
 * @param step words or numbers from a row to the next
 */
record Window(int rows, int row, int step) {}
