package org.recu.train;

import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;

/**
 * Where a run computes, and in which arithmetic.
 *
 * @param devices that share each batch
 * @param arithmetic of the convolutions
 * @param syncBatchNorm whether several devices normalise by the statistics of the whole batch,
 *     which makes a step equal to that of one device but for rounding; otherwise each by those of
 *     its images, as the published program
 */
public record ComputeOptions(DeviceGroup devices, Arithmetic arithmetic, boolean syncBatchNorm) {

  /** What training is built for on the devices that were found: the CPU where there is no GPU. */
  Towers on(DeviceGroup found) {
    return new Towers(found, arithmetic, syncBatchNorm);
  }
}
