/**
 * TensorBoard's event files: written during training, and truncated on resume. Uses nothing else of
 * the program, and only the messages of TensorFlow.
 */
package org.recu.tensorboard;
