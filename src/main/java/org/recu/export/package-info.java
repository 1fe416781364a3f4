/**
 * SavedModels of standard ops alone: binary weights as constants, bytes in, logits, probabilities
 * and classes out.
 */
package org.recu.export;
