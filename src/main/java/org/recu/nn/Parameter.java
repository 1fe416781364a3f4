package org.recu.nn;

import org.tensorflow.ndarray.Shape;

/**
 * What a layer says of a number that it needs.
 *
 * @param name the PyTorch name, such as {@code layer1.0.conv1.weight}
 * @param kind layout and use
 * @param shape in TensorFlow's layout, fully known
 * @param initial where it starts
 */
public record Parameter(String name, ParameterKind kind, Shape shape, Initial initial) {}
