package org.recu.train;

import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;
import org.recu.lowering.Tower;
import org.recu.lowering.Ways;

/**
 * The towers of a training graph, one a device.
 *
 * @param devices where they are
 * @param arithmetic of their convolutions
 * @param syncBatchNorm whether they normalise by the statistics of the whole batch; otherwise each
 *     by those of its share, as PyTorch's DataParallel
 * @param ways to the sums of the binary layers
 */
record Towers(DeviceGroup devices, Arithmetic arithmetic, boolean syncBatchNorm, Ways ways) {

  /** Towers whose ways are not tried. */
  Towers(DeviceGroup devices, Arithmetic arithmetic, boolean syncBatchNorm) {
    this(devices, arithmetic, syncBatchNorm, Ways.untried());
  }

  /** One tower. */
  static Towers of(Tower.Target target) {
    return new Towers(DeviceGroup.of(target.device()), target.arithmetic(), false, target.ways());
  }

  /** What a tower is built for; equal for all. */
  Tower.Target target() {
    return new Tower.Target(devices.first(), arithmetic, ways);
  }

  /** Number of towers. */
  int size() {
    return devices.size();
  }
}
