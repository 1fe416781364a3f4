package org.recu.packed;

import java.util.List;

/** What a network does with an image. */
final class Plan {

  private final List<Pass> passes;
  private final int logits;
  private final int classes;
  private final int[] places;
  private final int[] planeSizes;
  private final List<SignLayout> signs;
  private final int[] paddedSizes;
  private final int numbers;
  private final int differences;

  /**
   * Takes its parts.
   *
   * @param passes in this order
   * @param logits number of the plane that holds them in the end
   * @param classes how many there are
   * @param places for each plane, the memory that it lies in
   * @param planeSizes numbers of each memory
   * @param signs what each binary convolution takes
   * @param paddedSizes numbers of each padded input of a real convolution
   * @param numbers the most that a pass has at hand
   * @param differences the most that a binary kernel returns
   */
  Plan(
      List<Pass> passes,
      int logits,
      int classes,
      int[] places,
      int[] planeSizes,
      List<SignLayout> signs,
      int[] paddedSizes,
      int numbers,
      int differences) {
    this.passes = List.copyOf(passes);
    this.logits = logits;
    this.classes = classes;
    this.places = places;
    this.planeSizes = planeSizes;
    this.signs = List.copyOf(signs);
    this.paddedSizes = paddedSizes;
    this.numbers = numbers;
    this.differences = differences;
  }

  List<Pass> passes() {
    return passes;
  }

  int logits() {
    return logits;
  }

  int classes() {
    return classes;
  }

  int[] places() {
    return places;
  }

  int[] planeSizes() {
    return planeSizes;
  }

  List<SignLayout> signs() {
    return signs;
  }

  int[] paddedSizes() {
    return paddedSizes;
  }

  int numbers() {
    return numbers;
  }

  int differences() {
    return differences;
  }

  /** Computes the logits of the image that the workspace has. */
  float[] run(Workspace workspace) {
    for (int i = 0; i < passes.size(); i++) {
      passes.get(i).run(workspace);
    }
    return workspace.plane(logits);
  }
}
