/**
 * Runs as their folders tell of them, whoever trains or trained them: read, never touched. Needs no
 * TensorFlow.
 */
package org.recu.history;
