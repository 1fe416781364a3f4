package org.recu.teacher;

import java.nio.file.Path;
import java.util.Optional;

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
    String name, Optional<Path> weights, Optional<PixelScale> pixels, boolean cached) {}
