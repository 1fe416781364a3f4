package org.recu.train;

import java.nio.file.Path;

/**
 * Pretrained weights that a run starts from.
 *
 * @param path of a run, a checkpoint or a PyTorch file
 * @param partial whether what does not fit is left out, instead of refused
 */
public record PretrainedOptions(Path path, boolean partial) {}
