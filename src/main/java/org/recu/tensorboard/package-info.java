/**
 * TensorBoard's event files: written while a run goes, and cut where a run goes on. Knows nothing
 * of the rest of the program, and of TensorFlow its messages alone.
 */
package org.recu.tensorboard;
