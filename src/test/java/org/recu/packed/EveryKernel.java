package org.recu.packed;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.recu.packed.proto.NetworkMessage;

/** Prints the logits of the small networks by the kernel that its JVM chooses. */
final class EveryKernel {

  private EveryKernel() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(Kernels.chosen().name());
    for (NetworkMessage network : SmallNetworks.all()) {
      System.out.println(logits(network, Kernels.chosen()));
    }
  }

  /** The logits of an image of noise, as text that differs for any two numbers. */
  static String logits(NetworkMessage network, Kernel kernel) throws IOException {
    int size = network.getImage().getSize();
    byte[] pixels = new byte[size * size * 3];
    new SplittableRandom(5).nextBytes(pixels);
    try (PackedModel model = PackedModel.of("made_up.recu", network, kernel)) {
      return Arrays.toString(model.logits(pixels));
    }
  }
}
