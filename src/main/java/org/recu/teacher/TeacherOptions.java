package org.recu.teacher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who teaches.
 *
 * @param name path of a SavedModel, a run or a checkpoint, or the name of one of torchvision's
 *     networks
 * @param weights PyTorch file of a network that is named
 * @param pixels what a SavedModel takes for pixels where it takes no bytes
 * @param cached whether the logits of every training image are kept from the beginning
 */
public record TeacherOptions(
    String name, Optional<Path> weights, Optional<PixelScale> pixels, boolean cached) {}
