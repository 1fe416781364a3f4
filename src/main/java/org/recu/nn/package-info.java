/**
 * Layers, and the tower that a network is built on.
 *
 * <p>Images and activations are NHWC, convolution weights HWIO, linear weights (in, out). Every
 * number that a network learns or keeps carries its PyTorch name.
 */
package org.recu.nn;
