package org.recu.packed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.recu.packed.proto.NetworkMessage;

/** The signs and the sums of every binary layer of a packed network, as the runtime has them. */
final class LayerTrace {

  /** A binary layer. */
  static final class Layer {

    /** Of what it takes: (height, width, channels), each -1, 0 or 1. */
    final int[] signs;

    /** That it gives: (height, width, filters). */
    final float[] sums;

    Layer(int[] signs, float[] sums) {
      this.signs = signs;
      this.sums = sums;
    }
  }

  private final Plan plan;
  private final Workspace workspace;

  LayerTrace(NetworkMessage network, Kernel kernel) throws IOException {
    plan = Planner.plan(kernel, network.getImage(), NetworkReader.nodes("traced", network));
    workspace = new Workspace(plan);
  }

  /** Computes an image, and then each layer's sums once more from the signs that are there. */
  List<Layer> layers(byte[] pixels) {
    logits(pixels);
    List<Layer> layers = new ArrayList<>();
    for (Pass pass : plan.passes()) {
      if (pass.source() instanceof BinarySource convolution) {
        layers.add(layer(convolution, pass.shape()));
      } else if (pass.source() instanceof ThresholdSource signs) {
        layers.add(layer(signs.convolution(), pass.shape()));
      }
    }
    return layers;
  }

  /** The logits of an image. */
  float[] logits(byte[] pixels) {
    workspace.pixels = pixels;
    return plan.run(workspace).clone();
  }

  private Layer layer(BinarySource convolution, Shape output) {
    float[] sums = new float[output.size()];
    int chunk = Pass.pixels(output);
    for (int from = 0; from < output.pixels(); from += chunk) {
      int count = Math.min(chunk, output.pixels() - from);
      convolution.fill(workspace, from, count, workspace.numbers);
      System.arraycopy(
          workspace.numbers, 0, sums, from * output.channels(), count * output.channels());
    }
    return new Layer(signs(convolution), sums);
  }

  private int[] signs(BinarySource convolution) {
    SignLayout layout = convolution.layout();
    SignPlane plane = workspace.signs(convolution.signs());
    int[] signs = new int[layout.input().size()];
    int at = 0;
    for (int row = 0; row < layout.input().height(); row++) {
      for (int column = 0; column < layout.input().width(); column++) {
        int word = layout.pixel(row, column) * layout.pixelWords();
        for (int channel = 0; channel < layout.input().channels(); channel++, at++) {
          int bits = word + channel / SignLayout.BITS;
          if ((plane.nonzero[bits] >>> channel & 1) != 0) {
            signs[at] = (plane.negative[bits] >>> channel & 1) != 0 ? -1 : 1;
          }
        }
      }
    }
    return signs;
  }
}
