package org.recu.packed;

import org.recu.packed.proto.GeometryMessage;

/**
 * The geometry of a square convolution or pooling.
 *
 * @param filters output channels
 * @param kernel height and width
 * @param stride pixels between two outputs
 * @param padding zeros on each side
 */
public record Geometry(int filters, int kernel, int stride, int padding) {

  static Geometry of(GeometryMessage message) {
    return new Geometry(
        message.getFilters(), message.getKernel(), message.getStride(), message.getPadding());
  }
}
