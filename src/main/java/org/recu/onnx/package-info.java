/**
 * Trained networks as ONNX models: another {@link org.recu.nn.Lowering}, whose activations are the
 * names of values in an ONNX graph. Knows neither TensorFlow nor where weights come from.
 */
package org.recu.onnx;
