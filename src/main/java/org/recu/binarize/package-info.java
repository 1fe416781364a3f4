/**
 * The paper: rectified and binarized weights, binarized activations, the tau schedule's formula.
 *
 * <p>Graph functions without state, each with its gradient beside it (Xu et al., ReCU, ICCV 2021,
 * arXiv 2103.12369).
 */
package org.recu.binarize;
