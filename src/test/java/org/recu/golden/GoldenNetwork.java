package org.recu.golden;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/**
 * What a network holds and what it computes from weights and pixels given by {@link GoldenFill}.
 *
 * @param family {@code cifar}, {@code imagenet} or {@code two_stage}
 * @param model name of the network, such as {@code resnet20_1w1a}
 * @param classes width of the logits
 * @param inputShape of the batch, NCHW
 * @param tau of every binary convolution
 * @param labels one an image
 * @param parameters how many numbers are trained
 * @param trainLoss cross entropy of the training logits, mean over the batch
 * @param stateDict every tensor, PyTorch's buffers too, in PyTorch's order
 * @param gradientNorms 2-norm of the training loss' gradient by each parameter
 */
public record GoldenNetwork(
    String family,
    String model,
    int classes,
    List<Integer> inputShape,
    double tau,
    List<Integer> labels,
    int parameters,
    double trainLoss,
    List<Entry> stateDict,
    @JsonProperty("grad_norms") Map<String, Double> gradientNorms) {

  /**
   * A tensor of the state dict.
   *
   * @param name PyTorch's
   * @param shape PyTorch's; empty for a scalar
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record Entry(String name, List<Integer> shape) {

    /** Whether it is one of the buffers a formula does not fill: tau, num_batches_tracked. */
    public boolean isBookkeeping() {
      return name.endsWith("tau") || name.endsWith("num_batches_tracked");
    }
  }

  /** Every network of the golden file. */
  public static List<GoldenNetwork> all() {
    return GoldenFile.json("networks.json", new TypeReference<>() {});
  }

  /** The name that the network has here, such as {@code react_resnet18_1w1a}. */
  public String name() {
    return family.equals("two_stage") ? "react_" + model : model;
  }

  /** Height and width of the images, in pixels. */
  public int imageSize() {
    return inputShape.get(2);
  }

  /**
   * The network of this family and name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static GoldenNetwork of(String family, String model) {
    return all().stream()
        .filter(network -> network.family().equals(family) && network.model().equals(model))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no network " + family + "/" + model));
  }

  /** Every tensor of the state dict but the bookkeeping, filled, in order, by PyTorch name. */
  public Map<String, GoldenTensor> weights() {
    return GoldenFill.weights(stateDict);
  }

  /** The batch, normalised already: NCHW. */
  public GoldenTensor images() {
    return GoldenFill.pixels(inputShape);
  }

  /** What the network answers in evaluation mode, with running statistics: (batch, classes). */
  public GoldenTensor evalLogits() {
    return logits("eval_logits");
  }

  /** What the network answers in training mode, with the batch's statistics: (batch, classes). */
  public GoldenTensor trainLogits() {
    return logits("train_logits");
  }

  @Override
  public String toString() {
    return family + " " + model;
  }

  private GoldenTensor logits(String kind) {
    return GoldenFile.safetensors("networks.safetensors").tensor(family + "/" + model + "/" + kind);
  }
}
