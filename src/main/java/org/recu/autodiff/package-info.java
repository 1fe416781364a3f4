/** Ops whose gradient is a formula of our own, on top of TensorFlow's graph differentiation. */
package org.recu.autodiff;
