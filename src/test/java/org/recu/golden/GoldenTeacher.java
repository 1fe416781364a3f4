package org.recu.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/**
 * What one of torchvision's networks computes from weights and pixels given by {@link GoldenFill}.
 *
 * @param model name of the network, such as {@code resnet34}
 * @param classes width of the logits
 * @param inputShape of the batch, NCHW
 * @param stateDict every tensor, PyTorch's buffers too, in PyTorch's order
 * @param logits in evaluation mode: (batch, classes), row-major
 */
public record GoldenTeacher(
    String model,
    int classes,
    List<Integer> inputShape,
    List<GoldenNetwork.Entry> stateDict,
    List<Double> logits) {

  /** Every network of the golden file. */
  public static List<GoldenTeacher> all() {
    return GoldenFile.json("torchvision.json", new TypeReference<>() {});
  }

  /** Every tensor of the state dict but the bookkeeping, filled, in order, by PyTorch name. */
  public Map<String, GoldenTensor> weights() {
    return GoldenFill.weights(stateDict);
  }

  /** The batch, normalised already: NCHW. */
  public GoldenTensor images() {
    return GoldenFill.pixels(inputShape);
  }

  @Override
  public String toString() {
    return model;
  }
}
