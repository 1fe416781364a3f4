package org.recu.train;

import org.recu.graph.DeviceGroup;
import org.recu.graph.OpThreads;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.Ways;

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

  /** The threads that an op should have: with those of all parts of the CPU, one a processor. */
  public OpThreads opThreads() {
    return devices.isGpu() || devices.size() == 1
        ? OpThreads.all()
        : new OpThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / devices.size()));
  }

  /**
   * Images that each device gets, or one more.
   *
   * @param batch images of all
   */
  public int rows(int batch) {
    return (batch + devices.size() - 1) / devices.size();
  }

  /**
   * What training is built for.
   *
   * @param found the devices that there are: the CPU where there is no GPU
   * @param ways to the sums of the binary layers
   */
  Towers on(DeviceGroup found, Ways ways) {
    return new Towers(found, arithmetic, syncBatchNorm, ways);
  }
}
