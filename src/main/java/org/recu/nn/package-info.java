/**
 * The words that networks are written in: typed activations, layers and their parameters.
 *
 * <p>A network calls the methods of {@link org.recu.nn.Real} and its siblings, which read as the
 * paper does; what comes of it is an {@link org.recu.nn.Architecture}, a list of layers. A {@link
 * org.recu.nn.Lowering} makes something of that list. Nothing here knows TensorFlow, devices or
 * arithmetic.
 *
 * <p>Activations are (height, width, channels), convolution weights (kernel height, kernel width,
 * in, out), linear weights (in, out). Every parameter carries its PyTorch name.
 */
package org.recu.nn;
