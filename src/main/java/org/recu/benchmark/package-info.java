/**
 * Measures how fast the parts of the program are and how a step's time divides among its ops, with
 * repeated measurements and TensorFlow's trace.
 */
package org.recu.benchmark;
