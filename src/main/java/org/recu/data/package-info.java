/**
 * Data sets and the way of their pictures into native tensors.
 *
 * <p>A {@link org.recu.data.Dataset} has two {@link org.recu.data.Split}s of records; a {@link
 * org.recu.data.Mapping} makes the picture that a network sees of a record, by chance where it
 * augments; a {@link org.recu.data.Pipeline} orders, maps in parallel, batches and runs ahead of
 * its consumer. What a picture becomes is a function of (seed, epoch, index in the split) alone.
 */
package org.recu.data;
