package org.recu.nn;

import org.tensorflow.Output;

/** Parameters whose signs can be had as bytes, too. */
public interface Int8Parameters extends Parameters {

  /**
   * Binary weights as a constant, which is what the convolution of bytes asks for.
   *
   * @param name under which {@link #signs} was asked for
   * @return shaped as the weight, qint8, each -1, 0 or +1
   */
  Output<?> signBytes(String name);
}
