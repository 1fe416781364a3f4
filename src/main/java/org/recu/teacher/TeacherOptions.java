package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.inference.ModelPath;

/**
 * The teacher to use.
 *
 * @param name path of a SavedModel, a run, a checkpoint, a packed or a PyTorch file, or the name of
 *     one of torchvision's networks
 * @param weights PyTorch file of a torchvision network
 * @param pixels the scale of pixels for a SavedModel that takes float32
 * @param cached whether the logits of all training images are computed once and cached
 */
public record TeacherOptions(
    String name, Optional<Path> weights, Optional<PixelScale> pixels, boolean cached) {

  /**
   * The file or folder that holds the teacher's weights: of a run, that of the checkpoint that is
   * taken.
   *
   * @throws IOException if there is none
   */
  public Path source() throws IOException {
    return weights.isPresent() ? weights.get() : ModelPath.of(Path.of(name)).source();
  }
}
