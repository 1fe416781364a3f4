/**
 * How weights and activations become signs, each with its gradient beside it.
 *
 * <p>{@link org.recu.binarize.Binarizer} is the seam, {@link org.recu.binarize.Recu} the method of
 * the paper behind it. Graph functions without state.
 */
package org.recu.binarize;
