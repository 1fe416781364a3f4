/**
 * How fast the parts of the program are, and where a step's time goes: repeated measurements, and
 * what TensorFlow's own trace says of every op.
 */
package org.recu.benchmark;
