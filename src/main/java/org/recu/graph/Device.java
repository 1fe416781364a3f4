package org.recu.graph;

import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/**
 * The processor that sessions run on.
 *
 * @param gpu number of the GPU; empty for the CPU
 */
public record Device(OptionalInt gpu) {

  /** The CPU. */
  public static Device cpu() {
    return new Device(OptionalInt.empty());
  }

  /** The GPU with a number, from 0. */
  public static Device gpu(int number) {
    return new Device(OptionalInt.of(number));
  }

  /** The configuration of sessions on this device alone, as {@link DeviceGroup} has it. */
  public ConfigProto configuration() {
    return DeviceGroup.of(this).configuration();
  }

  /**
   * The configuration of sessions over an exported graph: of TensorFlow's graph rewriting it has
   * the folding of constants, which unpacks the binary weights once and for all. An exported graph
   * keeps factors from moving by itself.
   */
  public ConfigProto foldingConfiguration() {
    return DeviceGroup.of(this)
        .configuration(RewriterConfig.newBuilder().addOptimizers("constfold").setMinGraphNodes(-1));
  }
}
