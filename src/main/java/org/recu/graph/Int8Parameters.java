package org.recu.graph;

import org.tensorflow.Output;

/** Parameters whose binary weights are available as bytes, too. */
public interface Int8Parameters extends Parameters {

  /**
   * Binary weights as a constant, which the convolution of bytes asks for.
   *
   * @param name under which {@link #derived} knows them
   * @return shaped as the weight, qint8, each -1, 0 or +1
   */
  Output<?> signBytes(String name);
}
