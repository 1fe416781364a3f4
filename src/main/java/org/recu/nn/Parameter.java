package org.recu.nn;

/**
 * A tensor that a layer needs, trained or kept.
 *
 * @param name the PyTorch name, such as {@code layer1.0.conv1.weight}
 * @param kind layout and use
 * @param shape in TensorFlow's layout
 * @param initial how it is initialised
 */
public record Parameter(String name, ParameterKind kind, TensorShape shape, Initial initial) {}
