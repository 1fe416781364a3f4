/**
 * TensorBoard's event files: written while a run trains, and cut where it is resumed. Knows nothing
 * of the rest of the program, and of TensorFlow its messages alone.
 */
package org.recu.tensorboard;
