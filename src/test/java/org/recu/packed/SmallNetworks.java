package org.recu.packed;

import static org.recu.packed.MadeUpNetwork.geometry;

import java.util.List;
import org.recu.packed.proto.NetworkMessage;

/** Small networks that together have every operation, in the forms of the project's networks. */
final class SmallNetworks {

  private SmallNetworks() {}

  static List<NetworkMessage> all() {
    return List.of(
        twoShortcuts(16, 0),
        twoShortcuts(32, 40),
        twoShortcuts(20, 0),
        oneShortcut(64),
        realShortcuts(96),
        twoStage(64),
        plain(48, 30),
        unusual());
  }

  /** As ResNet-20: a shortcut around each convolution. */
  static NetworkMessage twoShortcuts(int width, int zeros) {
    MadeUpNetwork net = new MadeUpNetwork(1, 8, zeros);
    int x = net.convolution(0, 3, geometry(width, 3, 1, 1));
    x = net.hardTanh(net.normalization(x, width, true));
    x = net.hardTanh(net.sum(block(net, x, width, width, 1), x));
    int pooled = net.channelPadding(net.averagePooling(x), width / 2, width / 2);
    x = net.hardTanh(net.sum(block(net, x, width, 2 * width, 2), pooled));
    x = net.hardTanh(net.sum(block(net, x, 2 * width, 2 * width, 1), x));
    x = net.normalization(net.globalAverage(x), 2 * width, true);
    net.linear(x, 2 * width, 5);
    return net.message();
  }

  private static int block(MadeUpNetwork net, int x, int from, int to, int stride) {
    int sums = net.binary(x, from, geometry(to, 3, stride, 1));
    return net.normalization(sums, to, false);
  }

  /** As ResNet-18 for small images: one shortcut around two convolutions, no hard tanh first. */
  static NetworkMessage oneShortcut(int width) {
    MadeUpNetwork net = new MadeUpNetwork(2, 7, 0);
    int x = net.normalization(net.convolution(0, 3, geometry(width, 3, 1, 1)), width, true);
    int middle =
        net.hardTanh(net.roundNormalization(net.binary(x, width, geometry(width, 3, 1, 1)), width));
    x = net.hardTanh(net.sum(block(net, middle, width, width, 1), x));
    middle = net.hardTanh(block(net, x, width, 2 * width, 2));
    int pooled =
        net.hardTanh(
            net.normalization(
                net.convolution(x, width, geometry(2 * width, 1, 2, 0)), 2 * width, true));
    x = net.hardTanh(net.sum(block(net, middle, 2 * width, 2 * width, 1), pooled));
    net.linear(net.globalAverage(x), 2 * width, 3);
    return net.message();
  }

  /** As ResNet-18 for large images: a pooled stem, real convolutions as shortcuts. */
  static NetworkMessage realShortcuts(int width) {
    MadeUpNetwork net = new MadeUpNetwork(3, 19, 0);
    int x = net.convolution(0, 3, geometry(width, 7, 2, 3));
    x = net.maxPooling(net.hardTanh(net.normalization(x, width, true)), 3, 2, 1);
    x = net.hardTanh(net.sum(block(net, x, width, width, 1), x));
    int shortcut =
        net.normalization(net.convolution(x, width, geometry(2 * width, 1, 2, 0)), 2 * width, true);
    x = net.hardTanh(net.sum(block(net, x, width, 2 * width, 2), shortcut));
    net.linear(net.normalization(net.globalAverage(x), 2 * width, false), 2 * width, 7);
    return net.message();
  }

  /** As the two-stage networks: shifts and PReLU. */
  static NetworkMessage twoStage(int width) {
    MadeUpNetwork net = new MadeUpNetwork(4, 8, 0);
    int x = net.normalization(net.convolution(0, 3, geometry(width, 3, 1, 1)), width, true);
    for (int i = 0; i < 2; i++) {
      int shifted = net.shift(x, width);
      int sum = net.sum(block(net, shifted, width, width, 1), x);
      x = net.shift(net.prelu(net.shift(sum, width), width), width);
    }
    int shifted = net.shift(x, width);
    int convolved = block(net, shifted, width, 2 * width, 2);
    int shortcut = net.averagePooling(x);
    shortcut = net.convolution(shortcut, width, geometry(2 * width, 1, 1, 0));
    shortcut = net.normalization(shortcut, 2 * width, true);
    x = net.prelu(net.sum(convolved, shortcut), 2 * width);
    net.linear(net.globalAverage(x), 2 * width, 4);
    return net.message();
  }

  /** As VGG-Small: pooled sums, and features in the order of the channels. */
  static NetworkMessage plain(int width, int zeros) {
    MadeUpNetwork net = new MadeUpNetwork(5, 9, zeros);
    int x = net.convolution(0, 3, geometry(width, 3, 1, 1));
    x = net.hardTanh(net.normalization(x, width, true));
    x = net.maxPooling(net.binary(x, width, geometry(2 * width, 3, 1, 1)), 2, 2, 0);
    x = net.hardTanh(net.normalization(x, 2 * width, false));
    x = net.binary(x, 2 * width, geometry(width, 3, 1, 1));
    x = net.hardTanh(net.roundNormalization(x, width));
    x = net.binary(x, width, geometry(width, 2, 1, 1));
    x = net.normalization(net.maxPooling(x, 2, 2, 0), width, false);
    net.linear(net.flatten(x), 4 * width, 6);
    return net.message();
  }

  /** Orders, kernels and widths that none of the project's networks has. */
  static NetworkMessage unusual() {
    MadeUpNetwork net = new MadeUpNetwork(6, 10, 25);
    int x = net.relu(net.shift(0, 3));
    int y = net.binary(x, 3, geometry(7, 5, 2, 2));
    int z = net.binary(0, 3, geometry(7, 3, 2, 1));
    x = net.sum(net.sum(y, z), y);
    x = net.sum(x, x);
    x = net.normalization(x, 7, true);
    y = net.binary(x, 7, geometry(130, 1, 1, 0));
    z = net.binary(x, 7, geometry(130, 3, 1, 1));
    x = net.sum(net.hardTanh(net.roundNormalization(y, 130)), net.shift(z, 130));
    x = net.binary(x, 130, geometry(9, 3, 1, 0));
    x = net.convolution(x, 9, geometry(4, 3, 1, 2));
    x = net.sum(net.linear(net.flatten(x), 100, 3), net.linear(net.globalAverage(x), 4, 3));
    net.relu(x);
    return net.message();
  }
}
