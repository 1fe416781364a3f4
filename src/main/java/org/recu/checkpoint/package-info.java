/**
 * A run's folder and its checkpoints: written whole or not at all, verified when read.
 *
 * <p>A checkpoint is a folder of {@code state.pb} (framed and checksummed, after {@code
 * training_state.proto}) and the variables' files, which a callback writes and whose sizes and
 * checksums {@code state.pb} holds. Which checkpoints there are, and which is the latest, is read
 * from the names of the folders alone; which is the best, from the latest one's state.
 *
 * <p>The rest of the program sees records, not the generated messages: the records check their
 * values, know what is optional, and stay as they are when the format changes.
 */
package org.recu.checkpoint;
