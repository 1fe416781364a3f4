package org.recu.packed;

import java.util.List;

/**
 * What a network does with an image.
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
record Plan(
    List<Pass> passes,
    int logits,
    int classes,
    List<Integer> places,
    List<Integer> planeSizes,
    List<SignLayout> signs,
    List<Integer> paddedSizes,
    int numbers,
    int differences) {

  Plan {
    passes = List.copyOf(passes);
    places = List.copyOf(places);
    planeSizes = List.copyOf(planeSizes);
    signs = List.copyOf(signs);
    paddedSizes = List.copyOf(paddedSizes);
  }

  /** Computes the logits of the image that the workspace has. */
  float[] run(Workspace workspace) {
    for (int i = 0; i < passes.size(); i++) {
      passes.get(i).run(workspace);
    }
    return workspace.plane(logits);
  }
}
