/**
 * The way of a split's records into batches of native tensors, in the manner of tf.data.
 *
 * <p>A {@link org.recu.data.pipeline.Pipeline} orders the records, maps them in parallel, batches
 * them and works ahead of its consumer. Each image is a function of (seed, epoch, index in the
 * split) alone, whatever the number of threads.
 */
package org.recu.data.pipeline;
