package org.recu.data.pipeline;

/**
 * What a worker has of a batch.
 *
 * @param first position of its first image in the order of the epoch
 * @param images how many it prepares, at least 1
 * @param counted how many of them count: 0 if the batch has fewer images than there are workers and
 *     none is left for this one, which prepares an image that it has no part in
 * @param whole images of the whole batch
 */
record Portion(int first, int images, int counted, int whole) {}
