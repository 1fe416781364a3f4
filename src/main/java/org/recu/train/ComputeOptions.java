package org.recu.train;

import java.util.OptionalInt;
import org.recu.graph.Device;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.Tower;

/**
 * Where a run computes, and in which arithmetic.
 *
 * @param gpu number of the GPU to use; empty for the CPU
 * @param arithmetic of the convolutions
 */
public record ComputeOptions(OptionalInt gpu, Arithmetic arithmetic) {

  /** What training is built for on the device that was found, which is the CPU without a GPU. */
  Tower.Target on(Device found) {
    return new Tower.Target(found, arithmetic);
  }
}
