package org.recu.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * The binary convolution alone.
 *
 * @param number which of the file's cases
 * @param stride in both directions
 * @param padding zeros on each side
 * @param tau of the rectified clamp
 * @param bound Q(tau), the bound that the weights are clamped to
 */
public record GoldenConvolution(
    @JsonProperty("case") int number,
    int stride,
    int padding,
    double tau,
    @JsonProperty("q_tau") double bound) {

  private static final String FILE = "recu_conv.safetensors";

  /** Every case of the golden file. */
  public static List<GoldenConvolution> all() {
    return GoldenFile.json(
        GoldenFile.safetensors(FILE).metadata().get("cases"), FILE, new TypeReference<>() {});
  }

  /**
   * A tensor of this case.
   *
   * @param name weight, rectified_weight, weight_grad (OIHW); alpha, alpha_grad (O, 1, 1); input,
   *     input_grad, train_output, eval_output, output_grad (NCHW). The gradients are those of the
   *     training output, for output_grad coming in.
   */
  public GoldenTensor tensor(String name) {
    return GoldenFile.safetensors(FILE).tensor(number + "/" + name);
  }
}
