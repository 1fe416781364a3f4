package org.recu.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recu.pytorch.TorchTensor;

/**
 * Converts a network's weights to the published program's {@code state_dict()}: in the order in
 * which its modules are declared, with its bookkeeping tensors.
 */
public final class PublishedStateDict {

  /** Key under which the published program stores its name for the network. */
  public static final String MODEL_NOTE = "model";

  /**
   * Key under which this program stores its own name for the network where {@link #model} is not
   * the whole truth: the published program, which ignores it, uses one name for both stages.
   */
  public static final String OWN_MODEL_NOTE = "recu_model";

  private static final String DOWNSAMPLE = ".downsample.";
  private static final List<String> OWN_ORDER =
      List.of("weight", "bias", "alpha", "running_mean", "running_var");

  /** Prefix that this program adds to the names of networks from the published two-stage folder. */
  private static final String TWO_STAGE = "react_";

  private PublishedStateDict() {}

  /** The published program's name for a network. */
  public static String model(String name) {
    return name.startsWith(TWO_STAGE) ? name.substring(TWO_STAGE.length()) : name;
  }

  /**
   * Returns the state dict: the weights, {@code tau} (1) of every binary convolution, and {@code
   * num_batches_tracked} of every batch normalisation.
   *
   * @param own the weights by PyTorch's names, in the order of computation
   * @param tau of the last training step
   * @param steps number of training steps, one per batch
   */
  public static Map<String, TorchTensor> of(Map<String, TorchTensor> own, double tau, long steps) {
    Map<String, TorchTensor> published = new LinkedHashMap<>();
    for (String module : modules(own.keySet())) {
      for (String name : OWN_ORDER) {
        TorchTensor tensor = own.get(module + "." + name);
        if (tensor == null) {
          continue;
        }
        published.put(module + "." + name, tensor);
        if (name.equals("alpha")) {
          published.put(module + ".tau", TorchTensor.of(new float[] {(float) tau}, List.of(1L)));
        } else if (name.equals("running_var")) {
          published.put(module + ".num_batches_tracked", TorchTensor.of(steps));
        }
      }
    }
    return published;
  }

  /**
   * Sorts the modules in the order of the published program's constructors. It differs from the
   * order of computation, in which the names are given, in two places: a block declares its
   * shortcut last, and CIFAR's ResNet-18 declares its linear layer before the batch normalisation
   * that precedes it.
   */
  private static List<String> modules(Set<String> names) {
    Set<String> computed = new LinkedHashSet<>();
    names.forEach(name -> computed.add(name.substring(0, name.lastIndexOf('.'))));
    List<String> modules = new ArrayList<>(computed);
    List<String> blocks = new ArrayList<>(modules.stream().map(PublishedStateDict::block).toList());
    modules.sort(
        Comparator.comparingInt((String module) -> blocks.indexOf(block(module)))
            .thenComparing(module -> module.contains(DOWNSAMPLE)));
    boolean cifarResNet18 = modules.contains("linear") && modules.contains("layer4.0.conv1");
    if (cifarResNet18) {
      modules.remove("linear");
      modules.add(modules.indexOf("bn2"), "linear");
    }
    return modules;
  }

  /**
   * The block of a module, such as {@code layer2.0} for {@code layer2.0.downsample.1}; the module
   * itself if it is not in a block.
   */
  private static String block(String module) {
    String[] path = module.split("\\.", -1);
    return path.length > 2 ? path[0] + "." + path[1] : module;
  }
}
