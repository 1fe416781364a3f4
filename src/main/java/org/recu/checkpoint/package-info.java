/**
 * A run's folder and its checkpoints, which are written atomically and verified when read.
 *
 * <p>A checkpoint is a folder with {@code state.pb} (framed and checksummed; see {@code
 * training_state.proto}) and the variables' files. A callback writes the latter, and {@code
 * state.pb} records their sizes and checksums. The names of the folders alone determine which
 * checkpoints exist and which is the latest; the state of the latest says which is the best.
 *
 * <p>The rest of the program uses records instead of the generated messages: records validate their
 * values, make optional values explicit, and do not change when the format does.
 */
package org.recu.checkpoint;
