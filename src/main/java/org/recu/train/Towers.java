package org.recu.train;

import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.Tower;

/**
 * The towers of a training graph, one a device.
 *
 * @param devices where they are
 * @param arithmetic of their convolutions
 * @param syncBatchNorm whether they normalise by the statistics of the whole batch; otherwise each
 *     by those of its share, as PyTorch's DataParallel
 */
record Towers(DeviceGroup devices, Arithmetic arithmetic, boolean syncBatchNorm) {

  /** One tower. */
  static Towers of(Tower.Target target) {
    return new Towers(DeviceGroup.of(target.device()), target.arithmetic(), false);
  }

  /** What a tower is built for; equal for all. */
  Tower.Target target() {
    return new Tower.Target(devices.first(), arithmetic);
  }

  /** Number of towers. */
  int size() {
    return devices.size();
  }
}
