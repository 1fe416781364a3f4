/** Evaluates a classifier on images: loss, top-1 and top-5, predictions, the confusion matrix. */
package org.recu.eval;
