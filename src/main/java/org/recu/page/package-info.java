/**
 * The HTML report about runs: one self-contained page, built from the runs' histories and an
 * evaluation of their best checkpoints. It does not use TensorFlow itself.
 */
package org.recu.page;
