package org.recu.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The register of networks. */
public final class Models {

  private static final Map<String, IntFunction<Network>> CIFAR = new LinkedHashMap<>();

  static {
    CIFAR.put(
        "resnet20_1w1a",
        classes -> new CifarResNet("resnet20_1w1a", List.of(16, 32, 64), 3, true, classes));
    resNet18("resnet18_1w1a", List.of(64, 128, 256, 512));
    resNet18("resnet18A_1w1a", List.of(32, 32, 64, 128));
    resNet18("resnet18B_1w1a", List.of(32, 64, 128, 256));
    resNet18("resnet18C_1w1a", List.of(64, 64, 128, 256));
    CIFAR.put("vgg_small_1w1a", classes -> new VggSmall("vgg_small_1w1a", classes));
  }

  private Models() {}

  /** The names of all networks, in the order they are shown. */
  public static List<String> names() {
    return List.copyOf(CIFAR.keySet());
  }

  /**
   * A network by its name.
   *
   * @param name one of {@link #names}
   * @param classes how many classes it tells apart, at least 1
   * @throws IllegalArgumentException where there is no such network; the message names those there
   *     are
   */
  public static Network create(String name, int classes) {
    IntFunction<Network> network = CIFAR.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "model %s is not one of %s".formatted(name, String.join(", ", CIFAR.keySet())));
    }
    if (classes < 1) {
      throw new IllegalArgumentException("classes (%d) must be at least 1".formatted(classes));
    }
    return network.apply(classes);
  }

  private static void resNet18(String name, List<Integer> widths) {
    CIFAR.put(name, classes -> new CifarResNet(name, widths, 2, false, classes));
  }
}
